"""Flows: which one a record falls under, and what is known of them while records are written."""

import pytest

from crm.domain.kit.filter import Condition, Group, as_json
from crm.domain.kit.plain import dumps
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


def test_a_condition_on_a_field_that_is_gone_lets_nothing_pass_and_the_removal_was_told(company):
    fields, flows = company.container.platform.field(), company.container.approval.flow()
    with company.acting("lilei"):
        draft = {"module": "contract", "kind": "number", "label_en": "Risk", "name": "x_risk"}
        risk = fields.create(fields.module.draft.parse(draft))
    with company.acting("lilei"):
        made = flow(company, condition=dumps(as_json(Group((Condition("x_risk", "above", 5),)))))
    with company.acting("lilei"):
        small = contract(company, "draft")
        assert flows.fitting("contract", [small.id]) == {}
        assert [use.url for use in fields.uses(fields.get(risk.id))] == [f"/approval-flows/{made.id}"]
        fields.remove_all([risk.id])
    with company.acting("lilei"):
        assert flows.fitting("contract", [small.id])[small.id].id == made.id


def test_a_flow_without_steps_is_decided_by_whoever_administers_approvals(company):
    with company.acting("lilei"):
        (step,) = company.container.approval.flow().plan([], False, company.users["wang"], None)
    assert [(chair.user_id, chair.why) for chair in step.chairs] == [(company.users["lilei"], "none")]
