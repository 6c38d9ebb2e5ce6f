"""Contracts: their numbers, the moves they make, and whose their parts are."""

from datetime import UTC, date, datetime

import pytest

from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money
from crm.domain.sales.contract import ContractDraft
from crm.errors import Invalid
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.orders import order

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_contracts_are_numbered_by_the_year_without_gaps(company):
    with company.acting("wang", clock=NOW):
        numbers = [contract(company, "draft", name=name).number for name in "甲乙"]
        typed = contract(company, "draft", number="HT2026-0003")
        with pytest.raises(Invalid) as refused:
            contract(company, "draft", number="HT2026-0001")
        assert set(refused.value.fields) == {"number"}
        after = contract(company, "draft").number
    with company.acting("wang", clock=NOW.replace(year=2027)):
        assert [*numbers, typed.number, after, contract(company, "draft").number] == [
            "HT2026-0001", "HT2026-0002", "HT2026-0003", "HT2026-0004", "HT2027-0001",
        ]  # fmt: skip


def test_a_contract_makes_only_the_moves_that_are_allowed(company):
    service = company.container.trade.contract()
    with company.acting("wang"):
        made = contract(company)
        assert (made.state, made.open_amount, made.amount_base) == ("active", Money(1000), Money(1000))
        with pytest.raises(Invalid) as refused:
            service.change(made.id, {"state": "approval"})
        assert set(refused.value.fields) == {"state"}
        with pytest.raises(Invalid) as refused:
            service.change(made.id, {"state": "terminated"})
        assert set(refused.value.fields) == {"closing_reason"}
        assert service.gates(made, "state", "terminated") == ("closing_reason",)
        assert service.change(made.id, {"state": "terminated", "closing_reason": "客户停业"}).closed_on is not None
        with pytest.raises(Invalid):
            service.create(ContractDraft.parse({"name": "直接生效", "state": "active"}))


def test_who_may_not_approve_puts_it_in_approval_and_changes_no_amount_of_what_is_approved(company):
    service = company.container.trade.contract()
    with company.acting("lilei"):
        role = company.container.platform.role()
        found = role.get(company.roles["salesperson"])
        role.change(found.id, {"grants": {name: scope for name, scope in found.grants.items() if name != "contract.approve"}})
    with company.acting("wang"):
        made = contract(company, "approval")
        with pytest.raises(Invalid) as refused:
            service.change(made.id, {"state": "active"})
        assert set(refused.value.fields) == {"state"}
    with company.acting("han"):
        service.change(made.id, {"state": "active"})
    with company.acting("wang"):
        with pytest.raises(Invalid) as refused:
            service.change(made.id, {"amount": "5"})
        assert set(refused.value.fields) == {"amount"}
        assert service.change(made.id, {"remark": "已盖章"}).remark == "已盖章"


def test_the_night_ends_contracts_whose_term_is_over(company):
    service = company.container.trade.contract()
    with company.acting("wang", clock=NOW):
        over = contract(company, ends_on="2026-11-19")
        runs = contract(company, ends_on="2026-11-20")
    with company.acting("lilei", clock=NOW):
        assert service.end() == 1
        assert (service.get(over.id).state, service.get(over.id).closed_on) == ("ended", date(2026, 11, 19))
        assert service.get(runs.id).state == "active"


def test_the_parts_of_a_contract_are_its_owner_s(company):
    trade = company.container.trade
    with company.acting("wang"):
        made = contract(company)
        plan = part(company, "receipt_plan", made.id, amount="400")
        paid = part(company, "receipt", made.id, amount="100")
    with company.acting("lilei"):
        chen = company.actor("chen")
        trade.contract().assign_all([made.id], chen.id, chen.department_id)
    with company.acting("wang"):
        assert trade.receipt().page(Query()) == []
    with company.acting("chen"):
        assert [one.id for one in trade.receipt_plan().page(Query())] == [plan.id]
        assert [hit.id for hit in company.container.platform.search().find("首付款")] == [plan.id]
        assert trade.receipt().get(paid.id).account_name == "云帆科技"


def test_a_contract_with_parts_is_not_deleted_and_keeps_its_currency(company):
    service = company.container.trade.contract()
    with company.acting("lilei"):
        made = contract(company)
        part(company, "receipt_plan", made.id, amount="400")
        assert list(service.remove_all([made.id]).refused) == [made.id]
        rates = company.container.sales.exchange_rate()
        rates.create(rates.module.draft.parse({"currency": "USD", "starts_on": "2026-01-01", "rate": "7.1"}))
        for change, field in (({"currency": "USD"}, "currency"), ({"amount": "399"}, "amount")):
            with pytest.raises(Invalid) as refused:
                service.change(made.id, change)
            assert set(refused.value.fields) == {field}


def test_a_contract_with_lines_is_worth_what_they_come_to_and_lines_do_not_pass_by_the_approval(company):
    lines, service = company.container.sales.line(), company.container.trade.contract()
    with company.acting("wang"):
        made = contract(company, "draft")
        lines.put("contract", made.id, [{"text": "实施服务", "quantity": "3", "unit_price": "500"}])
        assert service.get(made.id).amount == Money(1500)
        service.change(made.id, {"state": "active"})
        part(company, "receipt_plan", made.id, amount="1500")
        with pytest.raises(Invalid) as refused:
            lines.put("contract", made.id, [{"text": "实施服务", "quantity": "1", "unit_price": "500"}])
        assert set(refused.value.fields) == {"amount"}
        assert [line.total for line in lines.of("contract", made.id)] == [Money(1500)]


def test_merging_two_customers_takes_contracts_and_their_parts_along(company):
    accounts, trade = company.container.customer.account(), company.container.trade
    with company.acting("lilei"):
        made = contract(company)
        plan = part(company, "receipt_plan", made.id, amount="400")
        kept = accounts.create(accounts.module.draft.parse({"name": "云帆科技有限公司"}))
        company.container.customer.duplicate_merge().merge(accounts.module, kept.id, made.account_id, {})
        assert trade.contract().get(made.id).account_id == kept.id
        assert trade.receipt_plan().get(plan.id).account_name == "云帆科技有限公司"


def test_a_confirmed_order_becomes_a_contract_once_with_its_lines(company):
    contracts, lines = company.container.trade.contract(), company.container.sales.line()
    with company.acting("wang"):
        early = order(company, "draft")
        with pytest.raises(Invalid):
            contracts.of_order(early.id)
        made = order(company)
        found = contracts.of_order(made.id)
        assert contracts.of_order(made.id).id == found.id
        assert (found.state, found.amount, found.order_id, found.order_name) == ("draft", made.amount, made.id, made.name)
        assert [line.total for line in lines.of("contract", found.id)] == [line.total for line in lines.of("sales_order", made.id)]
    with company.acting("lilei"):
        assert company.container.trade.sales_order().remove_all([made.id]).refused.keys() == {made.id}


def test_a_contract_does_not_renew_itself(company):
    with company.acting("wang"):
        made = contract(company, "draft")
        with pytest.raises(Invalid) as refused:
            company.container.trade.contract().change(made.id, {"renewal_of": str(made.id)})
    assert "renewal_of" in refused.value.fields


def test_a_renewal_for_the_same_amount_has_the_lines_of_the_contract_before_it(company):
    contracts, lines = company.container.trade.contract(), company.container.sales.line()
    with company.acting("wang"):
        old = contracts.of_order(order(company).id)
        again = {"name": "续约", "account_id": old.account_id, "renewal_of": old.id}
        same = contracts.create(ContractDraft.parse(again | {"amount": old.amount}))
        assert [line.total for line in lines.of("contract", same.id)] == [1000, 600]
        dearer = contracts.create(ContractDraft.parse(again | {"amount": "1800"}))
        assert (lines.of("contract", dearer.id), dearer.amount) == ([], 1800)
