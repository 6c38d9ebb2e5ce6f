"""Which limit holds: the nearest category of each role, the most generous role."""

from decimal import Decimal
from types import SimpleNamespace

from crm.domain.sales.discount_limit import limit_for

PARENTS = {1: None, 2: 1, 3: 2, 9: None}


def limits(*given):
    return [SimpleNamespace(role_id=role, category_id=category, percent=Decimal(percent)) for role, category, percent in given]


def test_the_nearest_category_holds_before_the_general_limit():
    found = limits((1, None, 10), (1, 1, 20), (1, 3, 5))
    assert [limit_for(found, category, PARENTS) for category in (3, 2, 1, 9, None)] == [5, 20, 20, 10, 10]


def test_the_most_generous_role_holds():
    found = limits((1, None, 10), (2, None, 15), (2, 9, 0))
    assert (limit_for(found, 2, PARENTS), limit_for(found, 9, PARENTS)) == (15, 10)


def test_without_a_limit_there_is_none():
    assert limit_for([], 3, PARENTS) is None
    assert limit_for(limits((1, 9, 5)), 3, PARENTS) is None
