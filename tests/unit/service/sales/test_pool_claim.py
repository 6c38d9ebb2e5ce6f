"""Public pools: who sees what lies there, claiming under limits, giving back, handing out."""

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query
from crm.domain.sales.pool import PoolDraft
from crm.domain.sales.pool_member import PoolMemberDraft
from crm.errors import Invalid, NotFound


def pool_of(company, members=("wang", "zhao"), manager="han", **limits):
    """A pool for customers with these members."""
    sales = company.container.sales
    with company.acting("lilei"):
        pool = sales.pool().create(PoolDraft.parse({"name": "华东公海", "module": "account", **limits}))
        for account in members:
            sales.pool_member().create(PoolMemberDraft.parse({"pool_id": pool.id, "person_id": company.users[account]}))
        if manager:
            raw = {"pool_id": pool.id, "person_id": company.users[manager], "manages": True}
            sales.pool_member().create(PoolMemberDraft.parse(raw))
    return pool


def customers(company, owner, count=1, **raw):
    with company.acting(owner):
        return [company.container.customer.account().create(AccountDraft.parse({"name": f"客户{n}", **raw})) for n in range(count)]


def test_what_lies_in_a_pool_is_seen_by_its_members_alone_one_at_a_time(company):
    accounts, claims = company.container.customer.account(), company.container.sales.pool_claim()
    (row,) = customers(company, "wang")
    pool = pool_of(company)
    with company.acting("wang"):
        outcome = claims.release(pool.id, [row.id], "忙不过来")
        assert outcome.done == [row.id]
        found = accounts.get(row.id)
        assert (found.owner_id, found.department_id, found.pool_id) == (None, None, pool.id)
    with company.acting("zhao"):
        assert accounts.get(row.id).name == "客户0"
        assert accounts.page(Query()) == []
        assert [hit.id for hit in company.container.platform.search().find("客户0")] == [row.id]
        assert [one.id for one in company.container.sales.pool().lying(pool.id, Query())] == [row.id]
    with company.acting("chen"):
        with pytest.raises(NotFound):
            accounts.get(row.id)
        with pytest.raises(NotFound):
            company.container.sales.pool().lying(pool.id, Query())


def test_a_claim_makes_the_record_one_s_own_and_the_second_is_too_late(company):
    accounts, claims = company.container.customer.account(), company.container.sales.pool_claim()
    (row,) = customers(company, "wang")
    pool = pool_of(company)
    with company.acting("wang"):
        claims.release(pool.id, [row.id], "忙不过来")
    with company.acting("zhao"):
        assert claims.claim(pool.id, [row.id]).done == [row.id]
        assert accounts.get(row.id).owner_id == company.users["zhao"]
    with company.acting("wang"):
        assert claims.claim(pool.id, [row.id]).refused == {row.id: "Somebody else was faster."}


def test_a_release_needs_a_reason(company):
    (row,) = customers(company, "wang")
    pool = pool_of(company)
    with company.acting("wang"), pytest.raises(Invalid):
        company.container.sales.pool_claim().release(pool.id, [row.id], " ")
