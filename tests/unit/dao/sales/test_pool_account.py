"""Customers in pools, and those with an owner: counted, locked, shared out."""

from datetime import timedelta

from crm.domain.kit.filter import Query, parse_sort
from crm.domain.sales.pool_rule import Cut
from tests.unit.service.sales.test_pool_claim import customers, lying, pool_of
from tests.unit.service.sales.test_pool_rule import NOW, aged


def test_what_lies_in_a_pool_is_counted_no_further_than_asked_and_locked_as_far_as_it_lies_there(company):
    pool, empty, dao = pool_of(company), pool_of(company), company.container.sales.account_pool_dao()
    ids, (elsewhere,) = lying(company, pool, 3), customers(company, "wang")
    with dao.db.transaction():
        assert {one.pool_id: one.count for one in dao.counts_lying([pool.id, empty.id], 2)} == {pool.id: 2, empty.id: 0}
        assert dao.lock(pool.id, [*reversed(ids), elsewhere.id]) == sorted(ids)


def test_what_falls_is_shared_out_by_owner_and_read_on_by_number(company):
    dao = company.container.sales.account_pool_dao()
    rows = [aged(company, who, 100, grade="A") for who in ("wang", "zhao", "zhao")]
    aged(company, "wang", 10, grade="A")
    month_ago = NOW - timedelta(days=30)
    query, cut = Query(sort=parse_sort(dao.module, None)), Cut(month_ago, NOW.date(), touched_before=month_ago)
    with dao.db.transaction(writes=False):
        assert [(one.owner_name, one.count) for one in dao.shares(query, cut)] == [("赵敏", 2), ("王强", 1)]
        assert [one.id for one in dao.falling(query, cut, 2, rows[0].id)] == [rows[1].id, rows[2].id]
        assert [one.id for one in dao.falling(query, cut, 9, 0, owner_id=company.users["wang"])] == [rows[0].id]
        assert {one.grade: one.count for one in dao.holdings(company.users["wang"])} == {"A": 2}
        assert dao.owned() == 4
