"""Refunds: nobody gets back more than he paid."""

import pytest

from crm.domain.kit.money import Money
from crm.errors import Invalid
from tests.unit.service.sales.contracts import contract, part


def test_refunds_open_the_contract_again_and_stay_within_what_came_in(company):
    trade = company.container.trade
    with company.acting("lilei"):
        made = contract(company)
        plan = part(company, "receipt_plan", made.id, amount="1000")
        paid = part(company, "receipt", made.id, amount="600")
        part(company, "refund", made.id, amount="100", receipt_id=paid.id)
        assert trade.contract().get(made.id).open_amount == Money(500)
        assert trade.receipt_plan().get(plan.id).received == Money(500)
        for raw in ({"amount": "500.01"}, {"amount": "500.01", "receipt_id": paid.id}):
            with pytest.raises(Invalid) as refused:
                part(company, "refund", made.id, **raw)
            assert set(refused.value.fields) == {"amount"}
        for change in ({"amount": "99"}, {"state": "returned", "returned_on": "2026-03-01", "return_reason": "退票"}):
            with pytest.raises(Invalid):
                trade.receipt().change(paid.id, change)
        assert list(trade.receipt().remove_all([paid.id]).refused) == [paid.id]
