"""Refunds: nobody gets back more than he paid."""

from datetime import date
from typing import Any

from crm.domain.sales.ledger import Ledger
from crm.domain.sales.refund import Refund, RefundDraft
from crm.language import Words
from crm.service.sales.contract_part import ContractPartService, Refusal, money, moved


class RefundService(ContractPartService[Refund, RefundDraft]):
    kept = "refunds"

    def day(self, row: Any) -> date | None:
        went: date = row.refunded_on
        return went

    def refusal(self, row: Any, before: Any | None, ledger: Ledger) -> Refusal:
        if not moved(row, before, "amount", "receipt_id"):
            return {}
        left = ledger.received
        if row.receipt_id:
            paid = ledger.receipts.get(row.receipt_id)
            if paid is None:
                return {"receipt_id": Words("This receipt belongs to another contract.")}
            if paid.state != "received":
                return {"receipt_id": Words("This payment was returned: there is nothing to refund.")}
            left = min(left, ledger.left_of(row.receipt_id))
        if row.amount > left:
            return {"amount": Words("Only {left} can be refunded.", left=money(left, ledger))}
        return {}
