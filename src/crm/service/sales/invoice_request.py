"""Invoice requests: no more is invoiced than the contract comes to, and who may approve issues the invoice."""

from datetime import date
from typing import Any

from crm import current
from crm.domain.kit.access import predicate
from crm.domain.kit.money import Money
from crm.domain.sales.document import not_a_move
from crm.domain.sales.invoice_request import MOVES, STATES, InvoiceRequest, InvoiceRequestDraft
from crm.domain.sales.ledger import Ledger
from crm.language import Words
from crm.service.sales.contract_part import Refusal, money, moved
from crm.service.sales.period import Booked
from crm.service.sales.period_part import BookedPartService

LABELS = {option.value: option.label for option in STATES}
FIXED = ("title", "kind", "tax_number", "amount", "currency", "invoice_number", "issued_on")


class InvoiceRequestService(BookedPartService[InvoiceRequest, InvoiceRequestDraft]):
    kept = "invoices"

    def day(self, row: Any) -> date | None:
        issued: date | None = row.issued_on
        return issued

    def booked(self, row: Any) -> Booked:
        """Only an invoice that was issued stands in the books."""
        return {"issued_on": (row.issued_on, row.contract_id, row.amount, row.currency)} if row.state == "issued" else {}

    def refusal(self, row: Any, before: Any | None, ledger: Ledger) -> Refusal:
        if before is None and not ledger.head.in_force:
            return {"contract_id": Words("This contract is not in force yet, or no longer.")}
        return self._held_back(row, before, ledger) or self._too_much(row, before, ledger)

    def _held_back(self, row: Any, before: Any | None, ledger: Ledger) -> Refusal:
        was = before.state if before else "requested"
        if row.state != was and (wrong := not_a_move(MOVES, LABELS, was, row.state)):
            return wrong
        decides = predicate(current.actor().grants, self.module.permission("approve")).holds(ledger.head)
        if "issued" in (was, row.state) and row.state != was and not decides:
            return {"state": Words("Whoever keeps the books issues invoices.")}
        if was == "issued" and not decides and moved(row, before, *FIXED):
            return {name: Words("The invoice is issued already.") for name in FIXED if getattr(row, name) != getattr(before, name)}
        return {}

    @staticmethod
    def _too_much(row: Any, before: Any | None, ledger: Ledger) -> Refusal:
        left = max(ledger.amount - ledger.invoiced, Money(0))
        if row.state != "void" and moved(row, before, "amount", "state") and row.amount > left:
            return {"amount": Words("Only {left} of this contract is not invoiced yet.", left=money(left, ledger))}
        return {}
