"""What belongs to a contract and is seen by whoever sees the contract: instalments, receipts, refunds, invoices."""

from datetime import date
from typing import Any, ClassVar

from crm import current, language
from crm.dao.sales.contract_part import ContractPartDao
from crm.domain.kit.access import predicate
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.kit.money import Money
from crm.domain.sales.ledger import Ledger
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import D, Kit, R, RecordService
from crm.service.sales.ledger import LedgerService
from crm.service.sales.rate import RateService

Refusal = dict[str, Words]


class ContractPartService(RecordService[R, D]):
    """A part is its contract's owner's, is in its currency, and fits into its books when it is written: the contract is
    locked before they are read."""

    records: ContractPartDao
    kept: ClassVar[str]  # the books' name of these parts

    def __init__(self, kit: Kit, records: ContractPartDao, ledger: LedgerService, rates: RateService):
        super().__init__(kit, records)
        self.ledger = ledger
        self.rates = rates

    # What follows ------------------------------------------------------------

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        """Whose it is and in which currency, the contract says; what it is worth, the rate of its day."""
        heads = self.ledger.heads(row.contract_id for _, row in pairs)
        names, own = self.ledger.customers(head.account_id for head in heads.values()), current.own_currency()
        rows = []
        for _, row in pairs:
            if head := heads.get(row.contract_id):
                row = changed(
                    row, owner_id=head.owner_id, department_id=head.department_id, account_id=head.account_id,
                    account_name=names.get(head.account_id or 0), contract_name=head.name, currency=head.currency or own,
                )  # fmt: skip
            rows.append(row)
        worth = self.rates.in_base_all([(row.amount, row.currency or own, self._rated(row)) for row in rows])
        return [changed(row, amount_base=_sure(found)) for row, found in zip(rows, worth, strict=True)]

    def _rated(self, row: Any) -> date:
        """The day whose rate counts: never one that is still to come."""
        return min(self.day(row) or current.today(), current.today())

    def day(self, row: Any) -> date | None:
        raise NotImplementedError

    # What is true ------------------------------------------------------------

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Held one after the other against the books, so that many together are no more than one by one would be."""
        ledgers = self.ledger.held(row.contract_id for row, _ in pairs)
        allowed = predicate(current.actor().grants, self.module.permission("create"))
        own = current.own_currency()
        worth = self.rates.in_base_all(
            [
                (row.amount, ledgers[row.contract_id].head.currency if row.contract_id in ledgers else own, self._rated(row))
                for row, _ in pairs
            ]
        )
        refused = {}
        for at, (row, before) in enumerate(pairs):
            ledger = ledgers.get(row.contract_id)
            if before is not None and before.contract_id != row.contract_id:
                refused[at] = Invalid(contract_id=Words("It stays with its contract."))
            elif ledger is None:
                refused[at] = Invalid(contract_id=Words("Its contract was deleted."))
            elif before is None and not allowed.holds(ledger.head):
                refused[at] = Invalid(contract_id=Words("You may not add this to the contract “{name}”.", name=ledger.head.name))
            elif row.currency and row.currency != ledger.head.currency:
                refused[at] = Invalid(currency=Words("The contract is in {currency}.", currency=ledger.head.currency))
            elif isinstance(unrated := worth[at], Invalid):
                refused[at] = unrated
            elif wrong := self._enter(row, before, ledger, row.id or -at - 1):
                refused[at] = Invalid(wrong)
        return refused

    def _enter(self, row: Any, before: Any | None, ledger: Ledger, key: int) -> Refusal:
        """Hold one row against the books without it and, if it fits, write it into them."""
        parts = getattr(ledger, self.kept)
        other = parts.pop(key, None)
        wrong = self.refusal(row, before, ledger)
        if not wrong:
            parts[key] = changed(row, id=key)
        elif other is not None:
            parts[key] = other
        return wrong

    def refusal(self, row: Any, before: Any | None, ledger: Ledger) -> Refusal:
        """Why the row does not fit into the books, which are those without it: field -> sentence."""
        raise NotImplementedError

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """The books follow every write of a part, and a contract that is handed over takes its parts along."""
        if event.module == self.module.name:
            self.ledger.recount(self.records.contracts(list(event.ids)), event.module)
        elif event.module == "contract" and event.verb != "create" and (strays := self.records.strays(list(event.ids))):
            self.records.follow(list(event.ids))
            self.writer.search.move(strays)


def money(amount: Money, ledger: Ledger) -> str:
    return language.money(amount, ledger.head.currency)


def _sure(found: Money | Invalid) -> Money:
    if isinstance(found, Invalid):
        raise found
    return found


def moved(row: Any, before: Any | None, *names: str) -> bool:
    """Whether one of these fields is another one than before."""
    return before is None or any(getattr(row, name) != getattr(before, name) for name in names)
