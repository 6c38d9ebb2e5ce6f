"""Price lists in the database: valid from their first to their last day."""

from datetime import date, timedelta

from crm.dao.sales.price_list import PriceListDao
from tests.kit.rows import NOON

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)


def test_a_list_is_valid_in_its_currency_on_its_days_both_included_in_its_order(rows):
    for name, more in (
        ("always", {"position": 3}),
        ("today", {"starts_on": TODAY, "ends_on": TODAY, "position": 1}),
        ("also", {"position": 3}),
        ("before", {"ends_on": TODAY - DAY}),
        ("later", {"starts_on": TODAY + DAY}),
        ("usd", {"currency": "USD"}),
        ("off", {"active": False}),
        ("gone", {"removed_at": NOON}),
    ):
        rows.put("price_list", **{"name": name, "currency": "CNY", "active": True, "position": 1} | more)
    dao = PriceListDao(rows.db)
    assert [one.name for one in dao.valid("CNY", TODAY, 9)] == ["today", "always", "also"] and len(dao.valid("CNY", TODAY, 1)) == 1
