"""Receipts: what they pay, what is refused, and what becomes of those that come back."""

import threading
from collections.abc import Iterator

import pytest

from crm.container import Container, build
from crm.current import acting
from crm.domain.kit.module import modules
from crm.domain.kit.money import Money
from crm.domain.platform.role_ready import ready_grants
from crm.domain.sales.receipt import ReceiptDraft
from crm.errors import Busy, Forbidden, Invalid
from crm.settings import load
from tests.kit import databases
from tests.kit.company import SYSTEM
from tests.unit.service.platform.approvals import flow, waiting
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.test_pool_race import on_a_file


def plans(company, made):
    with company.acting("wang"):
        return [part(company, "receipt_plan", made.id, amount=amount, due_on=day).id
                for amount, day in (("300", "2026-02-01"), ("700", "2030-03-01"))]  # fmt: skip


def books(company, made, ids):
    """What the contract and its instalments say: (received, open), then (received, state) of each instalment."""
    trade = company.container.trade
    head, found = trade.contract().get(made.id), {one.id: one for one in trade.receipt_plan().find(ids)}
    return (head.received, head.open_amount), *((found[id].received, found[id].state) for id in ids)


def test_receipts_pay_the_oldest_instalment_first_and_the_books_follow_every_write(company):
    trade = company.container.trade
    with company.acting("wang"):
        made = contract(company)
        ids = plans(company, made)
        assert books(company, made, ids) == ((0, 1000), (0, "overdue"), (0, "open"))
        paid = part(company, "receipt", made.id, amount="400")
        assert books(company, made, ids) == ((400, 600), (300, "paid"), (100, "part"))
        trade.receipt().change(paid.id, {"plan_id": ids[1]})
        assert books(company, made, ids) == ((400, 600), (0, "overdue"), (400, "part"))
        trade.receipt().change(paid.id, {"state": "returned", "returned_on": "2026-02-05", "return_reason": "账号有误"})
        assert books(company, made, ids) == ((0, 1000), (0, "overdue"), (0, "open"))


def test_more_than_is_due_is_refused_or_kept_as_an_advance_by_choice(company):
    with company.acting("wang"):
        made = contract(company)
        ids = plans(company, made)
        for raw in ({"amount": "1000.01"}, {"amount": "301", "plan_id": ids[0]}):
            with pytest.raises(Invalid) as refused:
                part(company, "receipt", made.id, **raw)
            assert set(refused.value.fields) == {"amount"}
        part(company, "receipt", made.id, amount="1200", advance="yes")
        assert books(company, made, ids)[0] == (1200, -200)


def test_an_undo_does_not_bring_in_more_than_is_due(company):
    trade, undo = company.container.trade, company.container.platform.undo()
    with company.acting("lilei"):
        made = contract(company)
        first = part(company, "receipt", made.id, amount="1000")
        gone = trade.receipt().remove_all([first.id])
        part(company, "receipt", made.id, amount="1000")
        with pytest.raises(Invalid):
            undo.undo(gone.change_set_id)
        assert trade.contract().get(made.id).received == Money(1000)


def test_receipts_of_a_draft_or_of_another_currency_are_refused(company):
    with company.acting("wang"):
        for raw, field in (({"state": "draft"}, "contract_id"), ({}, "currency")):
            made = contract(company, **raw)
            with pytest.raises(Invalid) as refused:
                part(company, "receipt", made.id, amount="5", currency="USD" if field == "currency" else "CNY")
            assert set(refused.value.fields) == {field}
        assert ReceiptDraft.own["amount"].currency_from == "currency"


def test_nobody_writes_receipts_of_contracts_that_he_does_not_see(company):
    with company.acting("wang"):
        made = contract(company)
    with company.acting("chen"), pytest.raises(Invalid) as refused:
        part(company, "receipt", made.id, amount="5")
    assert set(refused.value.fields) == {"contract_id"}


@pytest.fixture(params=["sqlite", "postgresql"])
def crm(request, tmp_path) -> Iterator[Container]:
    settings = load("test", {}, app={"data": tmp_path}, secret="a secret of the tests")
    for db in on_a_file(tmp_path) if request.param == "sqlite" else databases.postgresql():
        yield build(settings, db)


def test_two_who_write_a_receipt_at_once_do_not_bring_in_more_than_is_due(crm):
    trade = crm.trade
    with acting(actor=SYSTEM):
        customer = crm.customer.account().create(crm.customer.account().module.draft.parse({"name": "云帆"}))
        service = trade.contract()
        raw = {"name": "合同", "account_id": customer.id, "amount": "1000", "signed_on": "2026-01-05", "starts_on": "2026-01-10"}
        made = service.change(service.create(service.module.draft.parse(raw)).id, {"state": "active"})
    together, ended = threading.Barrier(8), []

    def pay() -> None:
        together.wait()
        while True:
            try:
                with acting(actor=SYSTEM):
                    trade.receipt().create(ReceiptDraft.parse({"contract_id": made.id, "received_on": "2026-02-01", "amount": "400"}))
                ended.append("in")
                return
            except Busy:
                continue
            except Invalid as no:
                ended.append(",".join(no.fields))
                return

    threads = [threading.Thread(target=pay) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["amount"] * 6 + ["in"] * 2
    with acting(actor=SYSTEM):
        assert service.get(made.id).received == Money(800)


def test_finance_writes_receipts_of_contracts_that_it_only_sees(company):
    platform = company.container.platform
    with company.acting("lilei"):
        role = platform.role().create(platform.role().module.draft.parse({"name": "财务", "grants": ready_grants("finance", modules())}))
        platform.user().change(company.users["sun"], {"roles": [role.id]})
    with company.acting("wang"):
        made = contract(company)
    with company.acting("sun"):
        paid = part(company, "receipt", made.id, amount="1000")
        assert paid.owner_id == company.users["wang"]
        with pytest.raises(Forbidden):
            company.container.trade.contract().change(made.id, {"remark": "已收齐"})


def test_amounts_of_another_currency_are_worth_what_the_rates_of_their_days_say(company):
    trade, rates = company.container.trade, company.container.sales.exchange_rate()
    with company.acting("lilei"):
        for day, rate in (("2026-01-01", "7"), ("2026-02-01", "7.2")):
            rates.create(rates.module.draft.parse({"currency": "USD", "starts_on": day, "rate": rate}))
        made = contract(company, currency="USD")
        plan = part(company, "receipt_plan", made.id, amount="500", due_on="2026-02-10")
        part(company, "receipt", made.id, amount="250", received_on="2026-02-03")
        head, plan = trade.contract().get(made.id), trade.receipt_plan().get(plan.id)
    assert (head.amount_base, head.received_base, head.open_amount, head.open_base) == (7000, 1800, 750, 5250)
    assert (plan.currency, plan.amount_base, plan.open_amount, plan.open_base) == ("USD", 3600, 250, 1800)


def test_a_receipt_for_which_there_is_a_flow_counts_once_it_is_approved(company):
    flow(company, {"name": "财务确认", "kind": "person", "user_id": company.users["sun"]}, name="回款审批", subject="receipt", condition="")
    desk, receipts = company.container.approval.approval(), company.container.trade.receipt()
    with company.acting("wang"):
        made = contract(company)
        ids = plans(company, made)
        with pytest.raises(Invalid) as refused:
            part(company, "receipt", made.id, amount="300")
        assert set(refused.value.fields) == {"state"}
        paid = part(company, "receipt", made.id, amount="300", state="approval")
        assert books(company, made, ids)[0] == (0, 1000)
    (request,) = waiting(company, "sun")
    with company.acting("sun"):
        desk.decide(request, "return", "金额不对")
    with company.acting("wang"):
        assert receipts.get(paid.id).state == "refused"
        receipts.change(paid.id, {"amount": "400", "state": "approval"})
        assert books(company, made, ids)[0] == (0, 1000)
    (request,) = waiting(company, "sun")
    with company.acting("sun"):
        desk.decide(request, "approve")
    with company.acting("wang"):
        assert (receipts.get(paid.id).state, books(company, made, ids)[0]) == ("received", (400, 600))
