"""Targets in the database: those of a year and measure that one may see, and for whom there is one already."""

from datetime import date

import pytest

from crm.dao.sales.target import TargetDao
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import period_of
from tests.kit.rows import NOON


@pytest.fixture
def dao(rows):
    return TargetDao(rows.db)


def test_targets_of_a_year_and_measure_come_as_far_as_one_may_see_them(company, rows, dao):
    wang, zhao = company.users["wang"], company.users["zhao"]

    def aim(who, **more):
        owner = {"person_id": who, "owner_id": who, "department_id": company.departments["east"]}
        return rows.put("target", **{"year": 2026, "measure": "won"} | owner | more)

    his, hers = aim(wang, m11=Money("12.5")), aim(zhao)
    product, category, other = aim(wang, product_id=5), aim(wang, category_id=6), aim(wang, measure="signed")
    aim(wang, year=2025), aim(wang, product_id=8, removed_at=NOON)
    with company.acting("lilei"):
        assert [(one.id, one.person_name) for one in dao.of_year(2026, "won")] == [
            (his, "王强"),
            (hers, "赵敏"),
            (product, "王强"),
            (category, "王强"),
        ]
        assert [one.id for one in dao.mine(2026, wang)] == [his, other]
        assert [(one.id, one.person_id) for one in dao.aims(2026, "won")] == [(his, wang), (hers, zhao)]
        assert dao.aims(2026, "won")[0].months(period_of("quarter", date(2026, 11, 3))) == (0, Money("12.5"), 0)
    with company.acting("zhao"):
        assert [one.id for one in dao.of_year(2026, "won")] == [hers] and dao.mine(2026, wang) == []
    assert sorted(one.id for one in dao.known([2026], ["won"])) == [his, hers, product, category]


def test_staff_is_active_by_name_and_people_are_named_also_when_they_left(company, rows, dao):
    users, east = company.users, company.departments["east"]
    rows.set("app_user", users["zhao"], state="suspended")
    rows.set("app_user", users["chen"], removed_at=NOON)
    assert [one.name for one in dao.staff([east, company.departments["south"]])] == ["王强"]
    assert [one.name for one in dao.people([users["zhao"], users["chen"], users["wang"]])] == ["陈静", "王强", "赵敏"]
    assert [one.name for one in dao.teams([east])] == ["华东组"]
