"""What the journal tells of a customer's stage."""

import json

import pytest

from crm.domain.customer.account import AccountDraft


@pytest.fixture
def steps(company):
    return company.container.customer.lifecycle_dao()


def test_the_stages_are_told_in_order_with_who_and_how_and_nothing_else_is(company, steps):
    accounts = company.container.customer.account()
    with company.acting("wang"):
        made = accounts.create(AccountDraft.parse({"name": "云帆", "stage": "acquire"}))
        other = accounts.create(AccountDraft.parse({"name": "远航", "stage": "keep"}))
        accounts.change(made.id, {"city": "上海"})
    with company.acting("han", source="bulk", reason="季度调整"):
        accounts.change(made.id, {"stage": "grow"})
    with steps.db.transaction(writes=False):
        found = steps.steps(made.id, 10)
        assert len(steps.steps(made.id, 1)) == 1 and len(steps.steps(other.id, 10)) == 1
    first, last = found
    assert (first.field, json.loads(first.after)["stage"], first.actor_name) == (None, "acquire", "王强")
    assert (last.field, json.loads(last.after), last.actor_name) == ("stage", "grow", "韩梅梅")
    assert (last.source, last.reason) == ("bulk", "季度调整")
