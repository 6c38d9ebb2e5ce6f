"""Prices in the database."""

from crm.dao.sales.price import PriceDao
from tests.kit.rows import NOON


def test_prices_are_those_of_the_lists_for_the_products_that_are_still_offered(rows):
    for list_, product, at in ((1, 5, None), (1, 6, None), (2, 5, None), (3, 5, None), (1, 7, None), (2, 6, NOON)):
        rows.put("price", price_list_id=list_, product_id=product, removed_at=at)
    assert sorted((one.price_list_id, one.product_id) for one in PriceDao(rows.db).of([1, 2], [5, 6])) == [(1, 5), (1, 6), (2, 5)]
