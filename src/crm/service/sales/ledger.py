"""The books of contracts: read under a lock before a part is written, and kept as sums after every write."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.ledger import LedgerDao
from crm.domain.kit.money import Money
from crm.domain.sales.ledger import NONE, Head, Ledger
from crm.domain.sales.receipt_plan import state_of
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.transaction import transactional

PARTS = ("plans", "receipts", "refunds", "invoices")


class LedgerService:
    """Used by the services of contracts and their parts, in the transaction that writes."""

    def __init__(self, db: Database, books: LedgerDao):
        self.db = db
        self.books = books

    def heads(self, ids: Iterable[int]) -> dict[int, Head]:
        """In the caller's transaction: what the books need of these contracts, of those that are there."""
        wanted = sorted(set(ids))
        return {one.id: one for one in self.books.heads(wanted)} if wanted else {}

    def customers(self, ids: Iterable[int | None]) -> dict[int, str]:
        """In the caller's transaction: what these customers are called."""
        wanted = sorted({id for id in ids if id})
        return {one.id: one.name for one in self.books.customers(wanted)} if wanted else {}

    def held(self, ids: Iterable[int]) -> dict[int, Ledger]:
        """In the caller's transaction: the books of the contracts, which nobody else writes before its end."""
        wanted = sorted(set(ids))
        return self._read(wanted, self.books.lock(wanted)) if wanted else {}

    def read(self, id: int) -> Ledger:
        """In the caller's transaction: the books of one contract that is there, for whoever was allowed to read it."""
        return self.read_all([id])[id]

    def read_all(self, ids: list[int], parts: Iterable[str] = PARTS) -> dict[int, Ledger]:
        """In the caller's transaction: the books of many, of those that are there; of their parts only these."""
        return self._read(ids, self.books.heads(ids), parts)

    def _read(self, ids: list[int], heads: list[Head], parts: Iterable[str] = PARTS) -> dict[int, Ledger]:
        own = current.own_currency()
        found = {head.id: Ledger(replace(head, currency=head.currency or own)) for head in heads}
        for name in parts:
            for one in getattr(self.books, name)(ids):
                if one.contract_id in found:
                    getattr(found[one.contract_id], name)[one.id] = one
        return found

    def recount(self, ids: Iterable[int], module: str) -> None:
        """In the caller's transaction: the sums of these contracts, of which `module` was written, and the states of their
        instalments."""
        wanted = sorted(set(ids))
        if not wanted:
            return
        found = self._read(wanted, self.books.lock(wanted))
        if current.source() == "undo":
            for ledger in found.values():
                _still_true(ledger, module)
        self.books.set_sums([self._sums(ledger) for ledger in found.values()])
        self.books.set_plans([plan for ledger in found.values() for plan in self._plans(ledger)])

    @staticmethod
    def _sums(ledger: Ledger) -> dict[str, Any]:
        return {
            "id": ledger.head.id, "received": ledger.received, "received_base": ledger.received_base, "open_amount": ledger.open,
            "open_base": ledger.in_base(ledger.open, current.own_currency()), "invoiced": ledger.invoiced,
        }  # fmt: skip

    @staticmethod
    def _plans(ledger: Ledger) -> Iterable[dict[str, Any]]:
        own, today, paid = current.own_currency(), current.today(), ledger.paid()
        for plan in ledger.plans.values():
            received = paid[plan.id]
            left = plan.amount - received if ledger.head.in_force else NONE
            base = Money((plan.amount_base or 0) * left / plan.amount).rounded(own) if plan.amount else NONE
            state = state_of(plan.amount, received, plan.due_on, ledger.head.in_force, today)
            yield {"id": plan.id, "received": received, "open_amount": left, "open_base": base, "state": state}

    @scheduled(every=timedelta(hours=1), label=N_("Mark instalments that are overdue"))
    @transactional
    def fall_due(self, _: Any = None) -> int:
        """Every hour: the day ends at another time for each company."""
        return self.books.late(current.today())


def _still_true(ledger: Ledger, module: str) -> None:
    """What is put back by an undo was checked when it was written, and other things have happened since."""
    overdrawn = ledger.received < 0 or any(ledger.left_of(id) < 0 for id in ledger.receipts)
    if overdrawn:
        raise Invalid(undo=Words("More would have been given back than came in for “{name}”.", name=ledger.head.name))
    if module == "receipt" and ledger.open < 0 and not any(one.advance for one in ledger.counted):
        raise Invalid(undo=Words("More would have come in for “{name}” than is due.", name=ledger.head.name))
    if ledger.invoiced > ledger.amount:
        raise Invalid(undo=Words("More would be invoiced than “{name}” comes to.", name=ledger.head.name))
    if ledger.planned > ledger.amount:
        raise Invalid(undo=Words("More would be planned than “{name}” comes to.", name=ledger.head.name))
