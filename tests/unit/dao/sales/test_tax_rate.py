"""Tax rates in the database."""

from decimal import Decimal

from crm.dao.sales.tax_rate import TaxRateDao
from tests.kit.rows import NOON


def test_the_highest_comes_first_and_a_rate_is_used_by_products_that_are_there(rows):
    dao, start = TaxRateDao(rows.db), rows.last
    low, high, same, _ = (
        rows.put("tax_rate", rate=Decimal(rate), removed_at=at) for rate, at in ((96, None), (99, None), (99, None), (98, NOON))
    )
    assert [one.id for one in dao.all(99) if one.id > start] == [high, same, low] and len(dao.all(1)) == 1
    for rate, at in ((low, None), (low, None), (low, NOON), (high, NOON)):
        rows.put("product", tax_rate_id=rate, removed_at=at)
    assert (dao.used(low), dao.used(high)) == (2, 0)
