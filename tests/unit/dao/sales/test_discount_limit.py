"""Limits of discounts in the database."""

from decimal import Decimal

from crm.dao.sales.discount_limit import DiscountLimitDao
from tests.kit.rows import NOON


def test_limits_are_those_of_the_roles_that_were_not_taken_back(rows):
    for role, percent, at in ((1, 10, None), (2, 20, None), (1, 90, NOON), (3, 30, None)):
        rows.put("discount_limit", role_id=role, percent=Decimal(percent), removed_at=at)
    assert sorted((one.role_id, one.percent) for one in DiscountLimitDao(rows.db).of([1, 2])) == [(1, Decimal(10)), (2, Decimal(20))]
