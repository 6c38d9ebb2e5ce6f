"""Departments: the tree with its people."""

import pytest

from crm.errors import Forbidden, Invalid
from tests.kit.company import SYSTEM


@pytest.fixture
def departments(company):
    return company.container.platform.department()


def test_the_tree_tells_managers_and_people(company, departments):
    with company.acting("lilei"):
        departments.change(company.departments["sales"], {"manager_id": company.users["han"]})
        tree = departments.tree()
    told = {line.name: (line.depth, line.manager_name, line.people, line.all) for line in tree}
    assert told == {
        "总部": (0, None, 1, 6), "财务部": (1, None, 1, 1), "销售部": (1, "韩梅梅", 1, 4),
        "华东组": (2, None, 2, 2), "华南组": (2, None, 1, 1),
    }  # fmt: skip


def test_a_department_with_people_or_departments_below_stays(company, departments):
    with company.acting("lilei"):
        refused = departments.remove_all([company.departments["sales"], company.departments["finance"]]).refused
        assert "others below it: 2" in str(refused[company.departments["sales"]])
        assert "1 people" in str(refused[company.departments["finance"]])
        empty = departments.create(departments.module.draft.parse({"name": "新部门", "parent_id": company.departments["hq"]}))
        assert departments.remove_all([empty.id]).done == [empty.id]


def test_a_department_cannot_stand_below_itself(company, departments):
    with company.acting("lilei"), pytest.raises(Invalid, match="parent_id"):
        departments.change(company.departments["sales"], {"parent_id": company.departments["east"]})


def test_the_tree_is_for_those_who_may_see_departments(company, departments):
    roles, users = company.container.platform.role(), company.container.platform.user()
    with company.acting("lilei"):
        none = roles.create(roles.module.draft.parse({"name": "无"}))
        users.change(company.users["zhao"], {"roles": [none.id]})
    with company.acting("zhao"), pytest.raises(Forbidden):
        departments.tree()
    assert SYSTEM.may("department.view")
