"""Reminders of contracts: each owner hears once of each step, of what is his."""

from datetime import UTC, datetime, timedelta

from crm.current import acting
from tests.kit.company import SYSTEM
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.orders import order

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


def titles(company, account):
    with company.acting(account):
        return [one.title for one in company.container.platform.notice().page(50) if one.kind == "contract"]


def test_each_step_is_told_once_to_the_owner_and_a_missed_morning_is_made_up_for(company):
    reminder = company.container.trade.contract_reminder()
    with company.acting("wang", clock=NOW):
        made = contract(company, name="维保合同", ends_on="2027-01-10")
        part(company, "receipt_plan", made.id, amount="400", due_on="2026-11-26")
    days = {}
    for day in range(70):
        if day != 21:  # no job ran on the day of the second step
            with acting(actor=SYSTEM, clock=NOW + timedelta(days=day)):
                company.container.trade.ledger().fall_due()
                if told := reminder.remind() + reminder.remind():
                    days[day] = told
    assert days == {0: 2, 5: 1, 7: 1, 13: 1, 22: 1, 36: 1, 44: 1}
    assert titles(company, "wang")[-2:] == [
        "“维保合同 · 首付款”应于 2026-11-26 回款", "合同“维保合同”将于 2027-01-10 到期",
    ]  # fmt: skip
    assert titles(company, "chen") == []


def test_several_are_told_in_one_notice_and_what_is_paid_or_void_is_not(company):
    trade = company.container.trade
    with company.acting("wang", clock=NOW):
        for name in "甲乙丙":
            made = contract(company, name=name)
            part(company, "receipt_plan", made.id, amount="400", due_on="2026-11-10")
        part(company, "receipt", made.id, amount="400")
        gone = contract(company, name="丁")
        part(company, "receipt_plan", gone.id, amount="400", due_on="2026-11-10")
        trade.contract().change(gone.id, {"state": "void", "closing_reason": "重复"})
    with acting(actor=SYSTEM, clock=NOW):
        assert trade.contract_reminder().remind() == 2
    assert titles(company, "wang") == ["“甲 · 首付款”及另外 1 笔回款已逾期"]


def shown(trade, now=NOW):
    """What is due, and what waits for whoever acts."""
    return [*trade.today_payment().items(now), *trade.today_contract_approval().items(now)]


def test_today_shows_what_ends_what_is_due_and_what_waits_for_a_decision(company):
    trade = company.container.trade
    with company.acting("wang", clock=NOW):
        made = contract(company, name="维保合同", ends_on="2026-12-10")
        part(company, "receipt_plan", made.id, amount="400", due_on="2026-11-10")
        part(company, "receipt_plan", made.id, amount="400", due_on="2027-11-10")
        contract(company, "approval", name="待批合同")
        part(company, "invoice_request", made.id, amount="400")
        assert {item.source: (item.title, str(item.why[0])) for item in shown(trade)} == {
            "contract_end": ("维保合同", "Ends on 10 Dec 2026; renew it or let it end"),
            "payment": ("维保合同 · 首付款", "Overdue since 10 Nov 2026"),
            "invoice": ("云帆科技", "An invoice of CN¥400.00, asked for by 王强"),
        }
    with company.acting("han", clock=NOW):
        assert [(item.source, item.second) for item in shown(trade)] == [
            ("contract_approval", "云帆科技"), ("invoice", "维保合同"),
        ]  # fmt: skip


def test_owners_hear_of_orders_to_deliver_and_of_late_ones_and_today_shows_them(company):
    trade = company.container.trade
    with company.acting("wang", clock=NOW):
        made = order(company, deliver_by="2026-11-22")
        order(company, "draft", deliver_by="2026-11-01")
        assert shown(trade) == []
    days = {}
    for day in range(12):
        with acting(actor=SYSTEM, clock=NOW + timedelta(days=day)):
            if told := trade.contract_reminder().remind() + trade.contract_reminder().remind():
                days[day] = told
    assert days == {0: 1, 2: 1, 3: 1, 9: 1}
    with company.acting("wang", clock=NOW + timedelta(days=5)):
        (item,) = shown(trade, NOW + timedelta(days=5))
        assert (item.id, item.late) == (made.id, 3.0)
        trade.delivery().create(trade.delivery().module.draft.parse({"order_id": made.id, "state": "shipped"}))
        assert shown(trade, NOW + timedelta(days=5)) == []
        told = [one.title for one in company.container.platform.notice().page(50) if one.kind == "order"]
    assert "订单“云帆采购”应于 2026-11-22 交货，现已逾期" in told
