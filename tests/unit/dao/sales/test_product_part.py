"""Parts of bundles in the database."""

from crm.dao.sales.product_part import ProductPartDao
from tests.kit.rows import NOON


def test_parts_are_those_of_the_bundles_that_were_not_taken_out(rows):
    for bundle, product, at in ((1, 5, None), (1, 6, NOON), (2, 5, None), (3, 5, None)):
        rows.put("product_part", bundle_id=bundle, product_id=product, removed_at=at)
    assert sorted((one.bundle_id, one.product_id) for one in ProductPartDao(rows.db).of([1, 2])) == [(1, 5), (2, 5)]
