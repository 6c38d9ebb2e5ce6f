"""The care plan: one line a grade, and the customers who have waited too long."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import MODULE, AccountDraft
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.care import CareDraft
from crm.domain.kit.filter import Query, parse_tree
from crm.domain.kit.filter_tree import as_json
from crm.errors import Taken
from crm.service.customer.care import days_since

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def care(company):
    with company.acting("lilei"):
        care = company.container.customer.care()
        care.create(CareDraft.parse({"name": "重点", "grade": "A", "ideal_days": "14", "longest_days": "30"}))
        care.create(CareDraft.parse({"name": "普通", "grade": "C", "ideal_days": "60", "longest_days": "120"}))
    return care


def account(company, name: str, grade: str, days: int, touched: int | None = None) -> int:
    """A customer written so many days ago, and called so many days ago."""
    crm = company.container.customer
    with company.acting("wang", clock=NOW - timedelta(days=days)):
        made = crm.account().create(AccountDraft.parse({"name": name, "grade": grade}))
    if touched is not None:
        with company.acting("wang", clock=NOW - timedelta(days=touched)):
            crm.activity().create(ActivityDraft.parse({"kind": "call", "name": "回访", "subject_module": "account", "subject_id": made.id}))
    return made.id


def found(company, care, **which) -> list[str]:
    with company.acting("wang", clock=NOW):
        group = parse_tree(MODULE, as_json(care.late(**which)))  # as the address of the list carries it
        return sorted(row.name for row in company.container.customer.account().page(Query(group)))


def test_customers_wait_too_long_by_their_grade(company, care):
    account(company, "久未联系", "A", 200, 31)
    account(company, "该联系了", "A", 200, 20)
    account(company, "刚联系过", "A", 200, 3)
    account(company, "从未联系", "A", 40)
    account(company, "普通客户", "C", 200, 31)
    account(company, "没有计划", "B", 200, 100)
    assert found(company, care) == ["久未联系", "从未联系", "该联系了"]
    assert found(company, care, longest=True) == ["久未联系", "从未联系"]


def test_whoever_has_an_open_task_is_planned_for(company, care):
    planned, idle = account(company, "有计划", "A", 40), account(company, "没人管", "A", 40)
    task = {"kind": "task", "name": "回访", "due_at": "+3d", "subject_module": "account"}
    with company.acting("wang", clock=NOW):
        activities = company.container.customer.activity()
        activities.create(ActivityDraft.parse(task | {"subject_id": planned}))
        activities.finish(activities.create(ActivityDraft.parse(task | {"subject_id": idle})).id)
    assert found(company, care, unplanned=True) == []  # the task that was done is a touch
    with company.acting("wang", clock=NOW):
        assert days_since(company.container.customer.account().get(idle)) == 0
        assert days_since(company.container.customer.account().get(planned)) == 40
    account(company, "真没人管", "A", 40)
    assert found(company, care, unplanned=True) == ["真没人管"]


def test_a_grade_has_one_plan(company, care):
    with company.acting("lilei"), pytest.raises(Taken):
        care.create(CareDraft.parse({"name": "又一个", "grade": "A", "ideal_days": "1", "longest_days": "2"}))


def test_without_a_plan_nobody_waits(company):
    with company.acting("wang"):
        assert company.container.customer.care().late() is None
