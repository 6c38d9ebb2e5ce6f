"""Rules of pools: counted before they are in force, done at night, foreseen, warned of, protected from."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query
from crm.domain.sales.pool import PoolDraft
from crm.domain.sales.pool_rule import PoolRuleDraft, Preview, Share
from crm.errors import Forbidden, Invalid, NotFound
from tests.kit.company import SYSTEM
from tests.unit.service.sales.test_pool_claim import customers, pool_of

NOW = datetime(2026, 11, 20, 1, 10, tzinfo=UTC)


class Job:
    """A job that nobody watches."""

    id, attempts = 1, 1

    def progress(self, done, total=None):
        self.done = done


def rule_of(company, pool, **raw):
    with company.acting("lilei"):
        given = {"name": "90 天未跟进", "pool_id": pool.id, "kind": "untouched", "days": 90, **raw}
        return company.container.sales.pool_rule().create(PoolRuleDraft.parse(given))


def aged(company, owner, days, **raw):
    """A customer that was made so many days before now."""
    with company.acting(owner, clock=NOW - timedelta(days=days)):
        return company.container.customer.account().create(AccountDraft.parse({"name": f"老客户{days}", **raw}))


def night(company, at=NOW):
    with current.acting(actor=SYSTEM, clock=at):
        return company.container.sales.pool_recycle().nightly(Job())


def test_at_night_what_nobody_touched_for_so_long_lies_in_the_pool(company):
    old, young = aged(company, "wang", 95), aged(company, "wang", 80)
    pool = pool_of(company)
    rule_of(company, pool)
    assert night(company)["moved"] == 1
    with company.acting("lilei"):
        accounts = company.container.customer.account()
        assert (accounts.get(old.id).pool_id, accounts.get(old.id).owner_id) == (pool.id, None)
        assert accounts.get(young.id).pool_id is None
        (move,) = company.container.sales.pool().history(old.id)
        assert (move.verb, move.person_id, move.reason) == ("returned", company.users["wang"], "90 天未跟进")
    assert night(company)["moved"] == 0


def test_the_whole_night_is_undone_as_one(company):
    rows = [aged(company, who, 100) for who in ("wang", "zhao", "chen")]
    pool = pool_of(company)
    rule_of(company, pool)
    assert night(company)["moved"] == 3
    with company.acting("lilei"):
        accounts, undo = company.container.customer.account(), company.container.platform.undo()
        (change_set,) = company.container.platform.journal().page(1, verb="returned")
        undo.undo(change_set.id)
        assert [accounts.get(row.id).owner_id for row in rows] == [company.users[who] for who in ("wang", "zhao", "chen")]


def test_a_touch_and_a_new_owner_start_the_clock_anew(company):
    touched, handed = aged(company, "wang", 100), aged(company, "wang", 100)
    pool = pool_of(company)
    rule_of(company, pool)
    with company.acting("wang", clock=NOW - timedelta(days=2)):
        activities = company.container.customer.activity()
        raw = {"kind": "call", "name": "回访", "subject_module": "account", "subject_id": touched.id}
        activities.create(activities.module.draft.parse(raw))
    with company.acting("han", clock=NOW - timedelta(days=1)):
        accounts = company.container.customer.account()
        accounts.assign_all([handed.id], company.users["zhao"], company.departments["east"])
    assert night(company)["moved"] == 0


def test_a_condition_narrows_a_rule(company):
    kept, gone = aged(company, "wang", 100, grade="A"), aged(company, "wang", 100, grade="C")
    pool = pool_of(company)
    rule_of(company, pool, condition='{"all": [{"field": "grade", "operator": "none", "value": ["A"]}]}')
    assert night(company)["moved"] == 1
    with company.acting("lilei"):
        found = company.container.customer.account().find([kept.id, gone.id])
        assert {row.id: row.pool_id for row in found} == {kept.id: None, gone.id: pool.id}


@pytest.mark.parametrize("raw", ["no json", "[" * 5000, '{"all": [{"field": "nothing", "operator": "is", "value": 1}]}'])
def test_a_condition_that_cannot_be_read_is_refused_beside_its_field(company, raw):
    pool = pool_of(company)
    with pytest.raises(Invalid) as refusal:
        rule_of(company, pool, condition=raw)
    assert set(refusal.value.fields) == {"condition"}


def test_a_rule_that_would_move_very_much_asks_for_the_number(company):
    for n in range(25):
        aged(company, "wang", 100 + n)
    pool = pool_of(company)
    with current.acting(clock=NOW):
        with pytest.raises(Invalid) as refusal:
            rule_of(company, pool)
        assert refusal.value.fields == {"allowed": "Tonight 25 of 25 would move. Type 25 to confirm that."}
        assert rule_of(company, pool, allowed=25).allowed == 25
        assert rule_of(company, pool, name="ruhend", active=False).allowed is None


def test_a_rule_that_has_come_to_move_more_than_was_confirmed_is_left_out(company):
    pool = pool_of(company)
    rule = rule_of(company, pool)
    for n in range(25):
        aged(company, "wang", 100 + n)
    found = night(company)
    assert (found["moved"], found["left_out"]) == (0, ["90 天未跟进"])
    with company.acting("lilei"):
        (told,) = company.container.platform.notice().page(5)
        assert (told.kind, told.url) == ("pool", f"/pool-rules/{rule.id}")


def test_a_preview_says_how_many_and_whose(company):
    aged(company, "wang", 100)
    aged(company, "wang", 101)
    aged(company, "zhao", 102)
    aged(company, "zhao", 3)
    pool = pool_of(company)
    rules = company.container.sales.pool_rule()
    with company.acting("lilei", clock=NOW):
        found = rules.preview(PoolRuleDraft.parse({"name": "x", "pool_id": pool.id, "days": 90}))
        assert (found.moved, found.owned) == (3, 4)
        assert [(share.owner_name, share.count) for share in found.shares] == [("王强", 2), ("赵敏", 1)]
        assert rules.sentence(found) == "Tonight 3 of 4 would move, 2 of them from 王强."


def test_much_is_more_than_twenty_and_more_than_one_in_five():
    share = (Share(1, "王强", 1),)
    assert Preview(21, 100, share).is_much
    assert not Preview(20, 30, share).is_much
    assert not Preview(21, 105, share).is_much


def test_one_s_own_that_fall_within_a_week_are_foreseen_to_the_day(company):
    soon, later = aged(company, "wang", 86), aged(company, "wang", 60)
    aged(company, "zhao", 86)
    pool = pool_of(company)
    rule_of(company, pool)
    recycles = company.container.sales.pool_recycle()
    with company.acting("wang", clock=NOW):
        (fate,) = recycles.soon()
        assert (fate.record.id, fate.day) == (soon.id, date(2026, 11, 25))
        assert recycles.fate("account", later.id).day == date(2026, 12, 21)
    day_before = datetime(2026, 11, 24, 15, 59, tzinfo=UTC)  # still the 24th in Shanghai, where the night begins at 16:00 UTC
    assert night(company, day_before)["moved"] == 0
    assert night(company, day_before + timedelta(minutes=2))["moved"] == 2


def test_what_is_protected_does_not_fall_until_its_day_and_its_owner_cannot_protect_it(company):
    row = aged(company, "wang", 100)
    pool = pool_of(company)
    rule_of(company, pool)
    recycles = company.container.sales.pool_recycle()
    with company.acting("wang", clock=NOW), pytest.raises(Forbidden):
        recycles.protect("account", row.id, date(2026, 12, 1), "大客户")
    with company.acting("chen", clock=NOW), pytest.raises(NotFound):
        recycles.protect("account", row.id, date(2026, 12, 1), "大客户")
    with company.acting("han", clock=NOW):
        with pytest.raises(Invalid) as refusal:
            recycles.protect("account", row.id, date(2026, 11, 1), " ")
        assert set(refusal.value.fields) == {"until", "reason"}
        recycles.protect("account", row.id, date(2026, 12, 1), "招标中")
        assert recycles.shield(row.id).reason == "招标中"
        assert recycles.fate("account", row.id) is None
    assert night(company)["moved"] == 0
    assert night(company, NOW + timedelta(days=12))["moved"] == 1


def test_owners_are_warned_once_for_all_that_falls(company):
    aged(company, "wang", 86)
    aged(company, "wang", 87)
    pool = pool_of(company)
    rule_of(company, pool)
    with current.acting(actor=SYSTEM, clock=NOW):
        assert company.container.sales.pool_recycle().warn() == 1
    with company.acting("wang"):
        (told,) = company.container.platform.notice().page(5)
        assert (told.kind, told.url) == ("pool", "/pools/falling")
        assert "老客户87" in told.title


def test_customers_with_a_deal_stay_and_leads_know_no_deals(company):
    quiet, busy = aged(company, "wang", 100), aged(company, "wang", 100)
    pool = pool_of(company)
    rule_of(company, pool, kind="no_deal", days=60)
    sales = company.container.sales
    with company.acting("wang", clock=NOW - timedelta(days=70)):
        deals = sales.opportunity()
        deals.create(deals.module.draft.parse({"name": "续约", "account_id": busy.id}))
    assert night(company)["moved"] == 1
    with company.acting("lilei"):
        found = company.container.customer.account().find([quiet.id, busy.id])
        assert {row.id: row.pool_id for row in found} == {quiet.id: pool.id, busy.id: None}
        leads = sales.pool().create(PoolDraft.parse({"name": "线索公海", "module": "lead"}))
        with pytest.raises(Invalid) as refusal:
            sales.pool_rule().create(PoolRuleDraft.parse({"name": "x", "pool_id": leads.id, "kind": "no_deal", "days": 5}))
        assert set(refusal.value.fields) == {"kind"}


def test_customers_fall_when_their_last_contract_ended_long_enough_ago(company):
    over, renewed, closed, never, open_ended = [aged(company, "wang", 400) for _ in range(5)]
    with current.acting(actor=SYSTEM, clock=NOW - timedelta(days=300)):
        contracts = company.container.records()("contract")
        for row, number, raw in (
            (over, 1, {"ends_on": "2026-10-19"}), (renewed, 2, {"ends_on": "2026-10-01"}), (renewed, 3, {"ends_on": "2027-01-01"}),
            (closed, 4, {"ends_on": "2027-01-01", "state": "terminated", "closed_on": "2026-10-20", "closing_reason": "客户搬迁"}),
            (open_ended, 5, {}), (never, 6, {"ends_on": "2026-01-01", "state": "draft"}),
        ):  # fmt: skip
            given = {"name": f"合同{number}", "account_id": row.id, "amount": "1000", "signed_on": "2026-01-01", "starts_on": "2026-01-01"}
            made = contracts.create(contracts.module.draft.parse(given | {"number": f"HT{number}", "ends_on": raw.get("ends_on", "")}))
            if "state" not in raw:
                contracts.change(made.id, {"state": "active"})
            if raw.get("state") == "terminated":
                contracts.change(contracts.change(made.id, {"state": "active"}).id, raw)
    pool, recycles = pool_of(company), company.container.sales.pool_recycle()
    rule_of(company, pool, kind="ended", days=31, name="合同到期 31 天")
    rule_of(company, pool, kind="untouched", days=500)
    with company.acting("wang", clock=NOW):
        assert [(fate.record.id, fate.day) for fate in recycles.soon()] == [(over.id, date(2026, 11, 20)), (closed.id, date(2026, 11, 21))]
        assert recycles.fate("account", renewed.id).day == date(2027, 2, 2)
        assert [recycles.fate("account", row.id).rule.kind for row in (open_ended, never)] == ["untouched", "untouched"]
    assert night(company)["moved"] == 1
    with company.acting("lilei"):
        assert company.container.customer.account().get(over.id).pool_id == pool.id


def test_of_several_rules_with_conditions_the_first_to_take_a_record_is_told(company):
    north, south = aged(company, "wang", 86, city="北京"), aged(company, "wang", 86, city="广州")
    pool = pool_of(company)
    city = json.dumps({"all": [{"field": "city", "operator": "is", "value": "北京"}]})
    quick, slow = rule_of(company, pool, days=87, condition=city, name="北京快"), rule_of(company, pool, days=90)
    with company.acting("wang", clock=NOW):
        assert [(fate.record.id, fate.rule.id) for fate in company.container.sales.pool_recycle().soon()] == [
            (north.id, quick.id), (south.id, slow.id),
        ]  # fmt: skip


def test_a_pool_with_something_in_it_stays_for_what_it_is(company):
    (row,) = customers(company, "wang")
    pool = pool_of(company)
    sales = company.container.sales
    with company.acting("wang"):
        sales.pool_claim().release(pool.id, [row.id], "忙不过来")
    with company.acting("lilei"):
        assert sales.pool().remove_all([pool.id]).refused == {pool.id: "Something lies in this pool. Empty it first."}
        with pytest.raises(Invalid):
            sales.pool().change(pool.id, {"module": "lead"})
        assert len(sales.pool().lying(pool.id, Query())) == 1
