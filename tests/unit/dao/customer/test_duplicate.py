"""Twins in the database: keys in common, pairs that both may be seen of, decisions that stay."""

from datetime import UTC, datetime

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.duplicate import DIFFERENT, LIKELY

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def twins(company):
    return company.container.customer.duplicate_dao()


def account(company, who, name, **more):
    with company.acting(who):
        return company.container.customer.account().create(AccountDraft.parse({"name": name, **more})).id


def pair(one, other, weight=500):
    ids = {"one_id": min(one, other), "other_id": max(one, other)}
    return ids | {"module": "account", "weight": weight, "levels": [1, None], "found_at": NOON}


@pytest.fixture
def four(company):
    """Three customers of Wang's and one of Zhao's; the first and the last share a phone."""
    phones = ("13800138000", "13900139000", None, "13800138000")
    return [account(company, who, f"公司{n}", phone=phones[n]) for n, who in enumerate(("wang", "wang", "wang", "zhao"))]


def test_holders_of_a_key_are_found_unless_too_many_hold_it(twins, four):
    with twins.db.transaction(writes=False):
        kinds, values = ["phone"], ["+8613800138000", "+8613900139000"]
        assert [one.record_id for one in twins.holders("account", kinds, values[:1], 5)] == [four[0], four[3]]
        assert [one.record_id for one in twins.holders("account", kinds, values, 1)] == [four[1]]
        assert twins.holders("contact", kinds, values, 5) == twins.holders("account", ["mail"], values, 5) == []


def test_blocks_are_the_shared_keys_in_order_without_those_that_too_many_have(twins, four):
    with twins.db.transaction(writes=False):
        assert "phone" in twins.kinds("account") and twins.kinds("contact") == []
        found = twins.blocks("account", "phone", "", 5, 10)
        assert [(one.value, one.record_id) for one in found] == [("+8613800138000", four[0]), ("+8613800138000", four[3])]
        assert twins.blocks("account", "phone", found[-1].value, 5, 10) == twins.blocks("account", "phone", "", 1, 10) == []


def test_pairs_come_surest_first_page_by_page_and_only_to_who_sees_both(company, twins, four):
    with twins.db.transaction():
        twins.put_pairs([pair(four[0], four[1], 300), pair(four[0], four[2], 900), pair(four[0], four[3], 700)])
    with company.acting("lilei"), twins.db.transaction(writes=False):
        first = twins.page("account", LIKELY, 2)
        assert [one.weight for one in first] == [900, 700]
        last = first[-1]
        assert [one.weight for one in twins.page("account", LIKELY, 2, last.weight, last.one_id, last.other_id)] == [300]
        assert (first[0].one_title, first[0].other_title, first[0].levels) == ("公司0", "公司2", [1, None])
        assert [one.other_id for one in twins.of_record(four[0], LIKELY)] == [four[2], four[3], four[1]]
    with company.acting("wang"), twins.db.transaction(writes=False):
        assert [one.weight for one in twins.page("account", LIKELY, 5)] == [900, 300]
    with company.acting("zhao"), twins.db.transaction(writes=False):
        assert twins.page("account", LIKELY, 5) == twins.of_record(four[3], LIKELY) == []


def test_a_new_search_forgets_what_the_last_one_found_and_keeps_what_people_decided(company, twins, four):
    with company.acting("lilei"), twins.db.transaction():
        twins.put_pairs([pair(four[0], four[1]), pair(four[0], four[2])])
        twins.decide(four[0], four[1], "account", 500, [1, None], DIFFERENT, NOON, company.users["lilei"])
        assert twins.clear("account") == 1
        twins.put_pairs([pair(four[0], four[1], 800)])  # found again: nobody is asked again
        assert twins.page("account", LIKELY, 5) == []
        (kept,) = twins.page("account", DIFFERENT, 5)
        assert (kept.weight, kept.decided_by_name) == (500, "李雷")
        twins.decide(four[0], four[1], "account", 500, [1, None], LIKELY, NOON, company.users["lilei"])
        assert len(twins.page("account", LIKELY, 5)) == 1


def test_rules_weights_and_the_version_of_keys_are_replaced(company, twins):
    with twins.db.transaction():
        for action in ("warn", "refuse"):
            twins.put_rule("account", action, 80, NOON, company.users["lilei"])
        (rule,) = twins.rules()
        assert (rule.module, rule.action, rule.threshold, rule.updated_by_name) == ("account", "refuse", 80, "李雷")
        assert twins.weights("account") is None and twins.keyed("account") is None
        for records in (5, 6):
            twins.put_weights("account", {"m": [[0.5]]}, records, 1, NOON)
            twins.put_keyed("account", records)
        assert (twins.weights("account").weights, twins.weights("account").records) == ({"m": [[0.5]]}, 6)
        assert (twins.keyed("account"), twins.keyed("contact")) == (6, None)
