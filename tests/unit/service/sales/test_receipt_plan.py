"""Instalments: they never come to more than their contract."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.receipt_plan import instalments
from crm.errors import Invalid
from tests.unit.service.sales.contracts import contract, part


def test_more_than_the_contract_is_not_planned_not_even_by_many_at_once(company):
    plans = company.container.trade.receipt_plan()
    with company.acting("wang"):
        made = contract(company)
        first = part(company, "receipt_plan", made.id, amount="600")
        with pytest.raises(Invalid) as refused:
            part(company, "receipt_plan", made.id, amount="400.01")
        assert set(refused.value.fields) == {"amount"}
        rows = [plans.module.row(contract_id=made.id, name=name, due_on=date(2026, 3, 1), amount=Money(300)) for name in "甲乙"]
        with company.container.db().transaction():
            assert set(plans.verify_all([(row, None) for row in rows])) == {1}
        assert plans.change(first.id, {"amount": "1000"}).open_amount == Money(1000)


def test_a_plan_by_a_rule_is_one_change_that_one_undo_takes_back(company):
    trade = company.container.trade
    with company.acting("wang"):
        made = contract(company)
        parts = [(one, f"第 {one.position} 期") for one in instalments(made.amount, "CNY", [Decimal(1)] * 3, date(2026, 1, 31), 1)]
        rows = trade.receipt_plan().plan(made.id, parts)
        assert sum((row.amount for row in rows), Money(0)) == made.amount
        with pytest.raises(Invalid):
            trade.receipt_plan().plan(made.id, parts)
        set_id = company.container.platform.journal().history("receipt_plan", rows[0].id, 1)[0].change_set_id
        assert len(company.container.platform.undo().undo(set_id).done) == 3


def test_an_instalment_that_receipts_name_is_not_deleted(company):
    with company.acting("lilei"):
        made = contract(company)
        plan = part(company, "receipt_plan", made.id, amount="400")
        part(company, "receipt", made.id, amount="100", plan_id=plan.id)
        assert list(company.container.trade.receipt_plan().remove_all([plan.id]).refused) == [plan.id]


def test_what_is_due_is_overdue_when_its_day_has_passed(company):
    trade = company.container.trade
    with company.acting("wang"):
        made = contract(company)
        plan = part(company, "receipt_plan", made.id, amount="400", due_on="2999-01-01")
        assert plan.state == "open"
    with company.acting("lilei", clock=datetime(2999, 1, 2, tzinfo=UTC)):
        assert trade.ledger().fall_due() == 1
        assert trade.receipt_plan().get(plan.id).state == "overdue"
