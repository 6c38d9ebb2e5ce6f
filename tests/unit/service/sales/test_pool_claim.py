"""Public pools: who sees what lies there, claiming under limits, giving back, handing out."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.current import acting
from crm.domain.customer.account import AccountDraft
from crm.domain.customer.contact import ContactDraft
from crm.domain.kit.event import RecordOpening
from crm.domain.kit.filter import Query
from crm.domain.sales.pool import PoolDraft
from crm.domain.sales.pool_member import PoolMemberDraft
from crm.errors import Forbidden, Invalid, NotFound, TooMany
from tests.kit.company import SYSTEM


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


def test_who_gave_something_up_by_mistake_takes_it_back_unless_it_was_claimed_meanwhile(company):
    pool, (kept, claimed) = pool_of(company), customers(company, "wang", 2)
    claims, contacts = company.container.sales.pool_claim(), company.container.customer.contact()
    with company.acting("wang"):
        person = contacts.create(ContactDraft.parse({"name": "刘洋", "account_id": kept.id}))
        given = claims.release(pool.id, [kept.id, claimed.id], "手误").change_set_id
    with company.acting("zhao"):
        claims.claim(pool.id, [claimed.id])
    with company.acting("wang"):
        outcome = company.container.platform.undo().undo(given)
        assert kept.id in outcome.done and list(outcome.refused) == [claimed.id]
        assert company.container.customer.account().get(kept.id).owner_name == "王强"
        assert contacts.get(person.id).owner_name == "王强"
    with company.acting("lilei"):
        assert company.container.customer.account().get(claimed.id).owner_name == "赵敏"


def test_a_release_needs_a_reason(company):
    (row,) = customers(company, "wang")
    pool = pool_of(company)
    with company.acting("wang"), pytest.raises(Invalid):
        company.container.sales.pool_claim().release(pool.id, [row.id], " ")


def lying(company, pool, count=1, owner="chen", **raw):
    """Customers that somebody else gave up."""
    rows = customers(company, owner, count, **raw)
    with company.acting(owner):
        company.container.sales.pool_claim().release(pool.id, [row.id for row in rows], "不在负责区域")
    return [row.id for row in rows]


def test_a_day_has_so_many_claims_and_the_next_day_begins_anew(company):
    pool = pool_of(company, claims_a_day=2)
    ids = lying(company, pool, 4)
    claims = company.container.sales.pool_claim()
    with company.acting("zhao", clock=datetime(2026, 11, 20, 3, tzinfo=UTC)):
        found = claims.claim(pool.id, ids)
        assert found.done == ids[:2]
        assert set(found.refused.values()) == {"The limit of 2 claims a day is reached."}
        assert company.container.sales.pool().left(pool.id) == 0
    with company.acting("wang", clock=datetime(2026, 11, 20, 3, tzinfo=UTC)):
        assert claims.claim(pool.id, ids[2:3]).done == ids[2:3]
    with company.acting("zhao", clock=datetime(2026, 11, 20, 16, 1, tzinfo=UTC)):  # midnight in Shanghai
        assert claims.claim(pool.id, ids[3:]).done == ids[3:]


def test_a_claim_that_was_undone_does_not_count(company):
    pool = pool_of(company, claims_a_day=1)
    ids = lying(company, pool, 2)
    with company.acting("zhao"):
        found = company.container.sales.pool_claim().claim(pool.id, ids[:1])
        assert company.container.platform.undo().undo(found.change_set_id).done == ids[:1]
        assert company.container.customer.account().get(ids[0]).pool_id == pool.id
        assert company.container.sales.pool_claim().claim(pool.id, ids[1:]).done == ids[1:]


def test_whose_it_was_waits_until_it_has_cooled_down(company):
    pool = pool_of(company, members=("wang", "chen"), cool_days=10)
    start = datetime(2026, 11, 1, 3, tzinfo=UTC)
    (row,) = customers(company, "chen")
    claims = company.container.sales.pool_claim()
    with company.acting("chen", clock=start):
        claims.release(pool.id, [row.id], "忙不过来")
    with company.acting("chen", clock=start + timedelta(days=9)):
        assert "you may claim it again from" in claims.claim(pool.id, [row.id]).refused[row.id]
    with company.acting("chen", clock=start + timedelta(days=10, minutes=1)):
        assert claims.claim(pool.id, [row.id]).done == [row.id]


def test_nobody_holds_more_than_the_caps_say(company):
    pool = pool_of(company, held=3, held_a=1)
    customers(company, "zhao", 1, grade="A")
    first = lying(company, pool, 1, grade="A")
    others = lying(company, pool, 3, grade="B")
    with company.acting("zhao"):
        found = company.container.sales.pool_claim().claim(pool.id, first + others)
    assert found.done == others[:2]
    assert found.refused[first[0]] == "More than 1 customers of grade A may not be held."
    assert found.refused[others[2]] == "More than 3 records in all may not be held."


def test_a_manager_hands_out_and_a_member_does_not(company):
    pool = pool_of(company)
    ids = lying(company, pool, 2)
    claims, to = company.container.sales.pool_claim(), (company.users["zhao"], company.departments["east"])
    with company.acting("wang"), pytest.raises(Forbidden):
        claims.assign(pool.id, ids, *to)
    with company.acting("han"):
        assert claims.assign(pool.id, ids, *to).done == ids
    with company.acting("zhao"):
        assert {row.owner_id for row in company.container.customer.account().find(ids)} == {company.users["zhao"]}
        assert [one.kind for one in company.container.platform.notice().page(5)] == ["assignment"]


def test_the_people_at_a_customer_go_along_and_its_story_stays(company):
    pool = pool_of(company)
    (row,) = customers(company, "wang")
    contacts, activities = company.container.customer.contact(), company.container.customer.activity()
    with company.acting("wang"):
        person = contacts.create(contacts.module.draft.parse({"name": "王芳", "account_id": row.id}))
        raw = {"kind": "call", "name": "首次拜访", "subject_module": "account", "subject_id": row.id}
        activities.create(activities.module.draft.parse(raw))
        company.container.sales.pool_claim().release(pool.id, [row.id], "忙不过来")
        with pytest.raises(NotFound):
            contacts.get(person.id)
    with company.acting("zhao"):
        found = company.container.sales.pool_claim().claim(pool.id, [row.id])
        assert contacts.get(person.id).owner_id == company.users["zhao"]
        assert [one.name for one in activities.story("account", row.id, 5)] == ["首次拜访"]
        assert [move.verb for move in company.container.sales.pool().history(row.id)] == ["claimed", "released"]
        company.container.platform.undo().undo(found.change_set_id)
    with company.acting("lilei"):
        assert contacts.get(person.id).owner_id is None


def test_a_day_has_so_many_views(company):
    pool = pool_of(company, views_a_day=2)
    ids = lying(company, pool, 3)
    events = company.container.events()
    with company.acting("zhao"):
        for id in (ids[0], ids[1], ids[0]):
            events.publish(RecordOpening("account", id))
        with pytest.raises(TooMany):
            events.publish(RecordOpening("account", ids[2]))
    with company.acting("wang"):
        events.publish(RecordOpening("account", ids[2]))


def test_why_somebody_sees_it_names_the_pool(company):
    pool = pool_of(company)
    (id,) = lying(company, pool)
    explain, module = company.container.platform.explain(), company.container.customer.account().module
    with company.acting("lilei"):
        row = company.container.customer.account().get(id)
        seen = {one.name: one for one in explain.everybody(module, row)}
        assert set(seen) == {"李雷", "韩梅梅", "王强", "赵敏", "孙丽"}
        assert [(way.why, way.source_id) for way in seen["赵敏"].ways["view"] if way.opens] == [("pool", pool.id)]
        assert explain.one(module, row, company.users["chen"]).may == ()


def test_leads_have_pools_too(company):
    sales = company.container.sales
    with company.acting("lilei"):
        pool = sales.pool().create(PoolDraft.parse({"name": "线索公海", "module": "lead", "claims_a_day": 5}))
        sales.pool_member().create(PoolMemberDraft.parse({"pool_id": pool.id, "person_id": company.users["zhao"]}))
    with company.acting("wang"):
        lead = sales.lead().create(sales.lead().module.draft.parse({"name": "刘洋", "company": "知行网络"}))
        assert sales.pool_claim().release(pool.id, [lead.id], "不在负责区域").done == [lead.id]
    with company.acting("zhao"):
        (line,) = sales.pool().lying(pool.id, Query())
        assert (line.name, line.second, line.last_owner) == ("刘洋", "知行网络", "王强")
        assert sales.pool_claim().claim(pool.id, [lead.id]).done == [lead.id]
        assert sales.lead().get(lead.id).company == "知行网络"


def test_what_nobody_owns_is_placed_by_a_manager_and_figures_tell_who_did_what(company):
    sales, pool = company.container.sales, pool_of(company)
    with acting(actor=SYSTEM):
        free = company.container.customer.account().create(AccountDraft.parse({"name": "无主客户"}))
    (taken,) = customers(company, "wang")
    with company.acting("lilei"):
        found = sales.pool_claim().place(pool.id, [free.id, taken.id])
        assert (found.done, found.refused) == ([free.id], {taken.id: "It has an owner."})
    with company.acting("zhao"):
        sales.pool_claim().claim(pool.id, [free.id])
        assert [(one.person_name, one.verb, one.count) for one in sales.pool().deeds(pool.id, 7) if one.person_name] == [
            ("赵敏", "claimed", 1)
        ]
