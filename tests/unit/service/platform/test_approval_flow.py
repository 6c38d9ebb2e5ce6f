"""Flows: which one a record falls under, and what is known of them while records are written."""

import pytest

from crm.errors import Invalid
from tests.unit.service.platform.approvals import LARGE, flow
from tests.unit.service.sales.contracts import contract


def test_the_first_flow_in_force_whose_condition_is_met_decides(company):
    flows = company.container.approval.flow()
    second = flow(company, name="全部合同", condition=None, position=9)
    large = flow(company, position=1)
    with company.acting("wang"):
        ids = [contract(company, "draft", amount=amount).id for amount in ("600000", "600")]
        assert {id: one.id for id, one in flows.fitting("contract", ids).items()} == dict(zip(ids, (large.id, second.id), strict=True))
    with company.acting("lilei"):
        flows.change(large.id, {"active": False})
        assert {one.id for one in flows.fitting("contract", ids).values()} == {second.id}


def test_a_condition_is_a_filter_of_what_the_flow_is_about(company):
    with company.acting("lilei"), pytest.raises(Invalid) as refused:
        flow(company, subject="account", condition=LARGE)
    assert set(refused.value.fields) == {"condition"}
    with pytest.raises(Invalid) as refused:
        flow(company, subject="user")
    assert set(refused.value.fields) == {"subject"}


def test_a_flow_without_steps_is_decided_by_whoever_administers_approvals(company):
    with company.acting("lilei"):
        (step,) = company.container.approval.flow().plan([], False, company.users["wang"], None)
    assert [(chair.user_id, chair.why) for chair in step.chairs] == [(company.users["lilei"], "none")]
