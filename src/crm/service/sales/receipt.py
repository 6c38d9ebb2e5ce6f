"""Receipts: more than is due comes in only as an advance that somebody wanted."""

from datetime import date
from typing import Any

from crm.domain.sales.ledger import NONE, Ledger, total
from crm.domain.sales.receipt import Receipt, ReceiptDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.sales.contract_part import Refusal, money, moved
from crm.service.sales.period import Booked
from crm.service.sales.period_part import BookedPartService


class ReceiptService(BookedPartService[Receipt, ReceiptDraft]):
    kept = "receipts"

    def day(self, row: Any) -> date | None:
        came: date = row.received_on
        return came

    def booked(self, row: Any) -> Booked:
        """What came in, and what went back to the bank, each under its own day; nothing while that is not approved."""
        if row.state in ("approval", "refused"):
            return {}
        came = {"received_on": (row.received_on, row.contract_id, row.amount, row.currency)}
        return came | {"returned_on": (row.returned_on, row.amount)} if row.state == "returned" else came

    def refusal(self, row: Any, before: Any | None, ledger: Ledger) -> Refusal:
        if before is None and not ledger.head.in_force:
            return {"contract_id": Words("This contract is not in force yet, or no longer.")}
        if row.state == "returned" and before is not None and before.state in ("approval", "refused"):
            return {"state": Words("It did not come in yet.")}
        if row.plan_id and row.plan_id not in ledger.plans:
            return {"plan_id": Words("This instalment belongs to another contract.")}
        refunded = total(one for one in ledger.refunds.values() if row.id and one.receipt_id == row.id)
        if row.state == "returned":
            return {"state": Words("Part of it was refunded already.")} if refunded or ledger.received < 0 else {}
        if row.amount < refunded or ledger.received + row.amount < 0:
            return {"amount": Words("More than this was refunded already.")}
        if row.advance or not moved(row, before, "amount", "plan_id", "state", "advance"):
            return {}
        if row.plan_id:
            left = ledger.plans[row.plan_id].amount - ledger.paid()[row.plan_id]
            if row.amount > left:
                return {"amount": Words("Only {left} of this instalment is open. Name no instalment to pay several, or keep the rest "
                                        "as an advance.", left=money(max(left, NONE), ledger))}  # fmt: skip
        if row.amount > ledger.open:
            return {"amount": Words("Only {left} of this contract is open. Keep the rest as an advance, or correct the amount.",
                                    left=money(max(ledger.open, NONE), ledger))}  # fmt: skip
        return {}

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        """Receipts of which something was given back stay; taken away one after the other."""
        books, refused = self.ledger.held(row.contract_id for row in rows), {}
        for row in rows:
            if not (ledger := books.get(row.contract_id)) or not (gone := ledger.receipts.pop(row.id, None)):
                continue
            if ledger.received < 0 or any(one.receipt_id == row.id for one in ledger.refunds.values()):
                refused[row.id] = Invalid(amount=Words("More than this was refunded already."))
                ledger.receipts[row.id] = gone
        return refused
