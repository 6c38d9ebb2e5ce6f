"""What is kept of deals beside them: sums that follow them, stages and pasts that end when something moves."""

from datetime import timedelta

import pytest

from crm.dao.sales.opportunity_tally import TallyDao
from crm.domain.kit.filter import Condition, Group, Query
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

LATER = NOON + timedelta(days=1)


@pytest.fixture
def dao(rows):
    return TallyDao(rows.db)


@pytest.fixture
def deals(company, rows):
    """Two of Wang's in stage 1, and one of Zhao's in stage 2 that is removed."""
    owners = ((1, 100, "wang", None), (1, 40, "wang", None), (2, 7, "zhao", NOON))
    return [
        rows.put("opportunity", stage_id=stage, pipeline_id=1, owner_id=company.users[who], department_id=company.departments["east"],
                 amount_base=Money(amount), weighted=Money(amount / 2), removed_at=at)
        for stage, amount, who, at in owners
    ]  # fmt: skip


def test_sums_add_up_what_is_counted_take_it_back_and_are_held_against_the_deals(company, rows, dao, deals):
    assert dao.count_again(deals[1:]) == 1 == dao.count_again(deals[:1])
    dao.add_up(deals[:1])
    with company.acting("lilei"):
        assert [one.deals for one in dao.sums(Query())] == [1]
    dao.add_up(deals[1:])
    with company.acting("lilei"):
        assert [(one.stage_id, one.deals, int(one.amount_base), int(one.weighted)) for one in dao.sums(Query())] == [(1, 2, 140, 70)]
    with company.acting("zhao"):
        assert dao.sums(Query()) == []
    with company.acting("lilei"):
        found = [dao.sums(Query(Group((Condition("stage_id", "any", (stage,)),)))) for stage in (1, 2)]
        assert [len(one) for one in found] == [1, 0]
    assert dao.wrong_sums() == 0
    rows.set("opportunity", deals[0], amount_base=Money(101))
    assert dao.wrong_sums() == 1
    rows.set("opportunity", deals[0], stage_id=3)
    assert dao.wrong_sums() == 2
    dao.take_back(deals[:1])
    assert dao.forget(deals[:1]) == 1
    with company.acting("wang"):
        assert [(one.stage_id, one.deals, int(one.amount_base)) for one in dao.sums(Query())] == [(1, 1, 40)]


def test_a_stage_is_left_when_the_deal_stands_in_another_and_entered_once(rows, dao, deals):
    stages = {n: rows.put("stage", id=n, name=f"阶段{n}") for n in (91, 92)}
    for deal in deals:
        rows.set("opportunity", deal, stage_id=91, stage_at=NOON)
    assert (dao.enter_stages(deals[:2]), dao.enter_stages(deals[:2]), dao.leave_stages(deals, LATER)) == (2, 0, 0)
    rows.set("opportunity", deals[0], stage_id=92, stage_at=LATER)
    assert (dao.leave_stages(deals[1:], LATER), dao.leave_stages(deals[:1], LATER), dao.enter_stages(deals[:1])) == (0, 1, 1)
    rows.set("opportunity", deals[0], stage_id=93)
    assert dao.leave_stages(deals[:1], LATER + timedelta(days=1)) == 1
    found = [(one.name, one.entered_at, one.left_at) for one in dao.spans(deals[0])]
    assert found == [("阶段92", LATER, LATER + timedelta(days=1)), ("阶段91", NOON, LATER)] and len(dao.spans(deals[1])) == 1 and stages


@pytest.mark.parametrize("change", [
    {"stage_id": 9}, {"forecast": "x"}, {"chance": 9}, {"amount_base": None}, {"close_on": NOON.date()}, {"owner_id": None},
    {"department_id": None}, {"removed_at": NOON}, None,
])  # fmt: skip
def test_a_past_ends_whenever_what_it_says_no_longer_holds(rows, dao, deals, change):
    deal = deals[0]
    assert (dao.begin_pasts([deal], NOON), dao.begin_pasts([deal], NOON), dao.end_pasts([deal], LATER)) == (1, 0, 0)
    rows.set("opportunity", deal, **change or {"name": "新名"})
    assert dao.begin_pasts(deals[1:2], NOON) == 1 and dao.end_pasts(deals[1:2], LATER) == 0
    assert dao.end_pasts([deal], LATER) == (1 if change else 0) == dao.begin_pasts([deal], LATER)
    assert dao.end_pasts([deal], LATER) == 0
