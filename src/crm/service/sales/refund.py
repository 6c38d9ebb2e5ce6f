"""Refunds: nobody gets back more than he paid."""

from datetime import date
from typing import Any

from crm.domain.sales.ledger import Ledger
from crm.domain.sales.refund import Refund, RefundDraft
from crm.language import Words
from crm.service.sales.contract_part import Refusal, money, moved
from crm.service.sales.period import Booked
from crm.service.sales.period_part import BookedPartService


class RefundService(BookedPartService[Refund, RefundDraft]):
    kept = "refunds"

    def day(self, row: Any) -> date | None:
        went: date = row.refunded_on
        return went

    def booked(self, row: Any) -> Booked:
        return {"refunded_on": (row.refunded_on, row.contract_id, row.receipt_id, row.amount, row.currency)}

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
