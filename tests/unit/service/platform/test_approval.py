"""Asking, deciding, and what holds a record while others decide."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.kit.filter import Query
from crm.errors import Forbidden, Invalid
from tests.unit.service.platform.approvals import flow, waiting
from tests.unit.service.sales.contracts import contract

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def approvals(company):
    return company.container.approval.approval()


@pytest.fixture
def contracts(company):
    return company.container.trade.contract()


@pytest.fixture
def asked(company):
    """Wang's contract of 600,000 in approval."""
    flow(company)
    with company.acting("wang", clock=NOW):
        return contract(company, "approval", amount="600000")


def decide(company, account, verb, comment="", **more):
    (request,) = waiting(company, account)
    with company.acting(account, clock=NOW):
        return company.container.approval.approval().decide(request, verb, comment, **more)


def test_step_by_step_a_contract_comes_into_effect_and_the_journal_tells_of_each(company, asked, contracts):
    assert waiting(company, "sun") == []
    decide(company, "han", "approve", "同意")
    with company.acting("wang"):
        assert contracts.get(asked.id).state == "approval"
    done = decide(company, "sun", "approve")
    assert (done.state, done.decisions) == ("approved", 2)
    with company.acting("lilei"):
        assert contracts.get(asked.id).state == "active"
        journal = company.container.platform.journal()
        changes = [line for line in journal.since("approval_request", done.id, 1) if line.field == "decisions"]
        assert [line.actor_name for line in changes] == ["韩梅梅", "孙丽"]
        (line,) = [line for line in journal.since("contract", asked.id, 2) if line.field == "state"]
        assert line.actor_name == "孙丽"
        assert {asked.id, done.id} == set(company.container.platform.undo().undo(line.change_set_id).refused)
    with company.acting("wang"):
        assert any("已审批通过" in one.title for one in company.container.platform.notice().page(10))


def test_nothing_of_what_is_in_approval_changes_by_whatever_way(company, asked, contracts):
    with company.acting("wang"):
        for change in ({"amount": "1"}, {"remark": "x"}, {"state": "draft"}, {"state": "active"}):
            with pytest.raises(Invalid) as refused:
                contracts.change(asked.id, change)
            assert "韩梅梅" in str(refused.value)
        assert list(contracts.change_all([asked.id], {"kind": "service"}).refused) == [asked.id]
        with pytest.raises(Invalid) as refused:
            company.container.sales.line().put("contract", asked.id, [{"text": "实施", "quantity": "1", "unit_price": "5"}])
        assert set(refused.value.fields) == {"lines"}
        undo = company.container.platform.undo()
        last = company.container.platform.journal().since("contract", asked.id, 1)[-1]
        assert list(undo.undo(last.change_set_id).refused) == [asked.id]
    with company.acting("lilei"):
        assert list(contracts.remove_all([asked.id]).refused) == [asked.id]
        chen = company.actor("chen")
        assert contracts.assign_all([asked.id], chen.id, chen.department_id).done == [asked.id]
        assert (contracts.get(asked.id).state, contracts.get(asked.id).kind) == ("approval", "sales")


def test_what_a_flow_decides_nobody_decides_by_hand_and_below_its_limit_the_old_rule_holds(company, contracts):
    flow(company)
    with company.acting("wang"):
        large, small = contract(company, "draft", amount="600000"), contract(company, "draft", amount="600")
        with pytest.raises(Invalid) as refused:
            contracts.change(large.id, {"state": "active"})
        assert "大额合同审批" in str(refused.value)
        with pytest.raises(Invalid):
            contracts.change(small.id, {"state": "active", "amount": "600000"})
        assert contracts.change(small.id, {"state": "active", "remark": "已签"}).state == "active"
        bare = contract(company, "draft", amount="600000", signed_on=None)
        with pytest.raises(Invalid) as refused:
            contracts.change(bare.id, {"state": "approval"})
        assert "Signed on" in str(refused.value)


def test_a_returned_one_is_changed_and_asked_for_again_and_both_rounds_are_kept(company, asked, contracts, approvals):
    with pytest.raises(Invalid) as refused:
        decide(company, "han", "return")
    assert set(refused.value.fields) == {"comment"}
    assert decide(company, "han", "return", "金额有误").state == "returned"
    with company.acting("wang"):
        assert any("金额有误" in one.title for one in company.container.platform.notice().page(10))
        contracts.change(asked.id, {"amount": "700000"})
        contracts.change(asked.id, {"state": "approval"})
        assert approvals.strip("contract", asked.id).request.summary.startswith("CN¥700,000")
        assert [one.state for one in approvals.page("asked")] == ["open", "returned"]
    assert decide(company, "han", "refuse", "太贵").state == "refused"
    with company.acting("wang"):
        assert contracts.get(asked.id).state == "draft"


def test_whoever_asks_takes_it_back_and_does_not_decide_himself(company, asked, contracts, approvals):
    (request,) = waiting(company, "han")
    with company.acting("wang"), pytest.raises(Forbidden):
        approvals.decide(request, "approve")
    with company.acting("chen"), pytest.raises(Forbidden):
        approvals.withdraw(request)
    with company.acting("han"), pytest.raises(Invalid):
        approvals.decide(request, "pass", to=company.users["wang"])
    with company.acting("wang"):
        approvals.withdraw(request)
        assert contracts.get(asked.id).state == "draft"
        with pytest.raises(Invalid) as refused:
            approvals.withdraw(request)
        assert "王强" in str(refused.value)
    assert waiting(company, "han") == []


def test_handed_over_and_asked_as_well(company, asked):
    decide(company, "han", "pass", to=company.users["zhao"])
    assert waiting(company, "han") == []
    decide(company, "zhao", "add", to=company.users["chen"])
    decide(company, "zhao", "approve")
    assert waiting(company, "sun") == []
    decide(company, "chen", "approve")
    assert decide(company, "sun", "approve").state == "approved"


def test_all_of_several_and_one_of_them(company):
    people = [{"name": name, "kind": "person", "user_id": company.users[name]} for name in ("zhao", "chen")]
    flow(company, *people, {"name": "财务", "kind": "role", "role_id": company.roles["salesperson"], "need": "any", "position": 2})
    with company.acting("wang"):
        contract(company, "approval", amount="600000")
    decide(company, "zhao", "approve")
    assert waiting(company, "zhao") == []
    decide(company, "chen", "approve")
    assert decide(company, "zhao", "approve").state == "approved"
    assert waiting(company, "chen") == []


def test_later_edits_of_a_flow_do_not_move_what_runs(company, asked):
    with company.acting("lilei"):
        steps, flows = company.container.approval.step(), company.container.approval.flow()
        steps.remove_all([step.id for step in steps.page(Query())])
        flows.remove_all([one.id for one in flows.page(Query())])
    decide(company, "han", "approve")
    assert decide(company, "sun", "approve").state == "approved"


def test_for_who_leaves_his_manager_decides_and_the_request_says_so(company, asked, approvals):
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["han"], {"state": "left"})
    assert decide(company, "lilei", "approve").state == "open"
    with company.acting("lilei"):
        seats = approvals.strip("contract", asked.id).seats
        assert [(seat.user_name, seat.why, seat.via_name) for seat in seats if seat.state == "approved"] == [("李雷", "left", "韩梅梅")]


def test_any_other_module_is_asked_for_on_the_record_and_is_locked_until_it_is_decided(company, approvals):
    flow(company, subject="account", condition=None)
    accounts = company.container.customer.account()
    with company.acting("wang"):
        made = accounts.create(accounts.module.draft.parse({"name": "云帆科技"}))
        approvals.ask("account", made.id, "新客户准入")
        with pytest.raises(Invalid):
            approvals.ask("account", made.id)
        with pytest.raises(Invalid):
            accounts.change(made.id, {"city": "北京"})
    decide(company, "han", "approve")
    decide(company, "sun", "approve")
    with company.acting("wang"):
        assert accounts.change(made.id, {"city": "北京"}).city == "北京"


@pytest.mark.parametrize(
    ("late", "state", "now"),
    [("remind", "open", "han"), ("pass", "open", "lilei"), ("approve", "approved", ""), ("refuse", "refused", "")],
)
def test_when_the_time_is_over_the_step_says_what_becomes_of_it(company, approvals, late, state, now):
    flow(company, {"name": "主管", "kind": "chain", "levels": 1, "hours": 4, "late": late})
    with company.acting("wang", clock=NOW):
        made = contract(company, "approval", amount="600000")
    late_service = company.container.approval.late()
    with company.acting("lilei", clock=NOW + timedelta(hours=3)):
        assert late_service.run() == 0
    with company.acting("lilei", clock=NOW + timedelta(days=3)):
        assert late_service.run() == 1 and late_service.run() == 0
        strip = approvals.strip("contract", made.id)
    assert strip.request.state == state
    assert [seat.user_name for seat in strip.seats if seat.state == "waits"] == ([company.actor(now).name] if now else [])


@pytest.mark.parametrize(
    ("subject", "granted"),
    [("quote", "approved"), ("sales_order", "confirmed"), ("contract", "active")],
)
def test_every_module_that_declares_its_states_goes_by_a_flow(company, subject, granted):
    flow(company, subject=subject, condition=None)
    with company.acting("wang"):
        account = company.container.customer.account()
        customer = account.create(account.module.draft.parse({"name": "云帆科技"}))
        service = getattr(company.container.trade, subject)()
        raw = {"name": "云帆采购", "account_id": customer.id, "amount": "1000", "signed_on": "2026-01-05", "starts_on": "2026-01-10"}
        made = service.create(service.module.draft.parse({name: raw[name] for name in raw if name in service.module.draft.fields}))
        for state in (granted, *service.module.approval.beyond):
            with pytest.raises(Invalid) as refused:
                service.change(made.id, {"state": state})
            assert "大额合同审批" in str(refused.value)
        service.change(made.id, {"state": "approval"})
    decide(company, "han", "approve")
    decide(company, "sun", "approve")
    with company.acting("wang"):
        assert service.get(made.id).state == granted


def test_what_asked_before_there_was_a_flow_is_handed_over_as_it_is_and_begins_with_the_next_edit(company, contracts):
    """Otherwise one contract that cannot be asked for yet keeps all that somebody leaves behind from being handed over."""
    with company.acting("wang", clock=NOW):
        ready = contract(company, "approval", amount="600000")
        unsigned = contract(company, "approval", amount="700000", signed_on="")
    flow(company)
    both, zhao, sales = [ready.id, unsigned.id], company.users["zhao"], company.departments["sales"]
    with company.acting("lilei", clock=NOW):
        assert contracts.assign_all(both, zhao, sales).done == both
    assert waiting(company, "han") == []
    with company.acting("zhao", clock=NOW):
        for id in both:
            contracts.change(id, {"remark": "先签后补"})
        assert [contracts.get(id).owner_id for id in both] == [zhao, zhao]
    assert len(waiting(company, "han")) == 1
