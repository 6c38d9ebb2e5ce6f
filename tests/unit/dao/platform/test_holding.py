"""What somebody holds, counted over all modules: part by part, told apart by a field or by filters, read on by ids."""

import json

import pytest

from crm.dao.platform.holding import HoldingDao
from tests.kit.rows import NOON


@pytest.fixture
def holdings(rows):
    return HoldingDao(rows.db)


@pytest.fixture
def accounts(company, rows):
    """Wang's customers, graded A, B, B and none; one that he no longer has, and one of Zhao's."""
    wang, east = company.users["wang"], company.departments["east"]
    beside = [{"grade": "A"}, {"grade": "B"}, {"grade": "B"}, {}, {"removed_at": NOON}, {"owner_id": company.users["zhao"]}]
    return [rows.put("account", **{"owner_id": wang, "department_id": east} | more) for more in beside]


def test_each_part_counts_what_is_there_and_only_what_goes_on(company, rows, holdings, accounts):
    wang = company.users["wang"]
    for more in ({"kind": "task"}, {"kind": "task", "done_at": NOON}, {"kind": "call"}):
        rows.put("activity", owner_id=wang, **more)
    found = {one.key: one.n for one in holdings.counts(wang)}
    assert (found["account.owner_id"], found["activity.owner_id"]) == (4, 1) and "contact.owner_id" not in found


def test_departments_count_what_belongs_to_their_people_the_most_first(company, rows, holdings, accounts):
    rows.put("contact", department_id=company.departments["east"])
    rows.put("contact", department_id=company.departments["south"])
    assert [(module.name, n) for module, n in holdings.of_departments([company.departments["east"]])] == [("account", 5), ("contact", 1)]


def test_a_part_is_told_apart_by_values_or_by_the_first_filter_met(company, holdings, accounts):
    wang, part = company.users["wang"], holdings.parts["account.owner_id"]
    assert sorted((one.value or "", one.n) for one in holdings.split(part, "grade", wang)) == [("", 1), ("A", 1), ("B", 2)]
    assert holdings.split(part, "grade", wang)[0].value == "B"
    assert [(one.id, one.value) for one in holdings.ids(part, "grade", wang, accounts[0], 2)] == [(accounts[1], "B"), (accounts[2], "B")]
    rules = [{"all": [{"field": "grade", "operator": "any", "value": grades}]} for grades in (["A"], ["A", "B"])]
    by = json.dumps(rules)
    assert [(one.id, one.value) for one in holdings.ids(part, by, wang, 0, 9)] == list(zip(accounts, ("1", "2", "2", None), strict=False))
