"""Exchange rates in the database: the last one that began counts."""

from datetime import date
from decimal import Decimal

from crm.dao.sales.exchange_rate import ExchangeRateDao
from tests.kit.rows import NOON

FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 15)


def test_of_a_day_the_rate_counts_that_began_last_and_is_still_there(rows):
    dao = ExchangeRateDao(rows.db)
    for currency, day, rate, at in (
        ("USD", FIRST, 7, None),
        ("USD", SECOND, 8, None),
        ("USD", date(2026, 11, 10), 9, NOON),
        ("EUR", FIRST, 5, None),
    ):
        rows.put("exchange_rate", currency=currency, starts_on=day, rate=Decimal(rate), removed_at=at)
    rows.put("exchange_rate", currency="JPY", starts_on=FIRST, rate=Decimal(1))
    asked = (date(2026, 10, 31), FIRST, date(2026, 11, 14), SECOND)
    assert [found and int(found.rate) for found in (dao.on_day("USD", day) for day in asked)] == [None, 7, 7, 8]
    assert [(one.currency, one.starts_on) for one in dao.known(["USD", "EUR"])] == [("EUR", FIRST), ("USD", FIRST), ("USD", SECOND)]
    assert {(one.currency, one.starts_on) for one in dao.there(["USD"], [FIRST, date(2026, 11, 10)])} == {("USD", FIRST)}
