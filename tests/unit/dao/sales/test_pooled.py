"""What may lie in pools: leads here, customers in test_pool_account.py."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crm.dao.sales.pool_lead import LeadPoolDao
from crm.domain.kit.filter import Condition, Group, Query, parse_sort
from crm.domain.sales.pool_rule import Cut
from tests.kit.rows import NOON

DAY = timedelta(days=1)
QUERY = Query(sort=parse_sort(LeadPoolDao.module, "name"))


@pytest.fixture
def dao(rows):
    return LeadPoolDao(rows.db)


def test_what_lies_in_a_pool_tells_how_it_last_came_there_and_is_locked_by_number(company, rows, dao):
    pool, other = rows.put("pool"), rows.put("pool")
    second, first, gone, elsewhere = (rows.put("lead", name=name, sort_key=name, pool_id=at, removed_at=left) for name, at, left in (
        ("b", pool, None), ("a", pool, None), ("c", pool, NOON), ("d", other, None)))  # fmt: skip
    for who, reason in (("wang", "old"), ("zhao", "late")):
        rows.put("pool_move", record_id=first, pool_id=pool, person_id=company.users[who], reason=reason)
    assert [(one.id, one.last_owner, one.reason) for one in dao.lying(pool, QUERY, 9)] == [(first, "赵敏", "late"), (second, None, None)]
    assert len(dao.lying(pool, QUERY, 1)) == 1 == dao.count_lying(pool, QUERY, 1) and dao.count_lying(pool, QUERY, 9) == 2
    assert {one.pool_id: one.count for one in dao.counts_lying([pool], 9)} == {pool: 2}
    named = Query(Group((Condition("name", "is", "b"),)), sort=QUERY.sort)
    assert [one.id for one in dao.lying(pool, named, 9)] == [second] and dao.count_lying(pool, named, 9) == 1
    assert [one.id for one in dao.lying(pool, replace(QUERY, after=("a", first)), 9)] == [second]
    assert {one.pool_id: one.count for one in dao.counts_lying([pool, other], 1)} == {pool: 1, other: 1}
    assert dao.lock(pool, [first]) == [first]
    assert dao.lock(pool, [elsewhere, gone, second, first]) == [second, first]


def test_a_lead_falls_whose_clock_has_run_out_unless_it_is_held_shielded_or_done(company, rows, dao):
    wang, cut = company.users["wang"], Cut(NOON, date(2026, 11, 20), touched_before=NOON)

    def lead(**more):
        old = {"created_at": NOON - DAY, "state": "new", "owner_id": wang}
        return rows.put("lead", **old | more)

    bare, touched, held, other = lead(), lead(touched_at=NOON - DAY), lead(), lead(owner_id=company.users["zhao"], state="working")
    lead(created_at=NOON), lead(touched_at=NOON), lead(owner_id=None), lead(state="lost"), lead(removed_at=NOON)
    young, shielded, over = lead(), lead(), lead()
    rows.put("pool_hold", record_id=held, since=NOON - DAY), rows.put("pool_hold", record_id=young, since=NOON)
    for id, until in ((shielded, cut.today), (over, cut.today - DAY)):
        rows.put("pool_shield", record_id=id, until=until)
    fallen = [bare, touched, held, other, over]
    assert [one.id for one in dao.falling(QUERY, cut, 9, 0)] == fallen and [one.id for one in dao.falling(QUERY, cut, 2, bare)] == fallen[
        1:3
    ]
    assert [one.id for one in dao.falling(QUERY, cut, 9, 0, owner_id=wang)] == [bare, touched, held, over]
    assert [one.id for one in dao.falling(QUERY, cut, 9, 0, record_id=young)] == []
    assert [(one.owner_name, one.count) for one in dao.shares(QUERY, cut)] == [("王强", 4), ("赵敏", 1)]
    named = Query(Group((Condition("state", "any", ("working",)),)), sort=QUERY.sort)
    assert [one.id for one in dao.falling(named, cut, 9, 0)] == [other] and [one.count for one in dao.shares(named, cut)] == [1]
    assert dao.owned() == 10 and sum(one.count for one in dao.holdings(wang)) == 9
