"""Contracts: their numbers, what they are worth, and the moves that they may make."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crm import current
from crm.dao.sales.contract import ContractDao
from crm.domain.customer.event import Touched
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.kit.money import Money
from crm.domain.sales.contract import FIXED, MOVES, NEEDED, STATES, Contract, ContractDraft, approves
from crm.domain.sales.line import LinesChanged
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.job import scheduled
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.setting import SettingService
from crm.service.sales.ledger import LedgerService
from crm.service.sales.rate import RateService

WORTH = ("amount", "currency", "signed_on")
BATCH = 500
LABELS = {option.value: option.label for option in STATES}


class ContractService(RecordService[Contract, ContractDraft]):
    records: ContractDao

    def __init__(self, kit: Kit, records: ContractDao, ledger: LedgerService, rates: RateService, settings: SettingService):
        super().__init__(kit, records)
        self.ledger = ledger
        self.rates = rates
        self.settings = settings

    # What follows ------------------------------------------------------------

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        own, today = current.own_currency(), current.today()
        names = self.ledger.customers(row.account_id for _, row in pairs)
        rows = [
            changed(row, currency=row.currency or own, account_name=names.get(row.account_id or 0), closed_on=_closed(row, today))
            for _, row in pairs
        ]
        worth = self._worth([(before, row) for (before, _), row in zip(pairs, rows, strict=True)])
        if unrated := next((found for found in worth.values() if isinstance(found, Invalid)), None):
            raise unrated
        return self._numbered([changed(row, amount_base=worth[at]) if at in worth else row for at, row in enumerate(rows)])

    def _worth(self, pairs: list[tuple[Any | None, Any]]) -> dict[int, Money | Invalid | None]:
        """Of those whose amount is another one now, by their place: what it is worth by the rate of the day of signing."""
        own, today = current.own_currency(), current.today()
        anew = [at for at, (before, row) in enumerate(pairs) if before is None or any(getattr(before, n) != getattr(row, n) for n in WORTH)]
        asked = [at for at in anew if pairs[at][1].amount is not None]
        rows = [pairs[at][1] for at in asked]
        worth = self.rates.in_base_all([(row.amount, row.currency or own, min(row.signed_on or today, today)) for row in rows])
        return dict.fromkeys(anew) | dict(zip(asked, worth, strict=True))

    def _numbered(self, rows: list[Any]) -> list[Any]:
        """Whoever has no number gets the next one; numbers that somebody typed in are left out."""
        bare = [at for at, row in enumerate(rows) if not row.number]
        if not bare:
            return rows
        made, pattern = list(rows), self.settings.get("contract_number")
        while bare:
            numbers = self.writer.added.numbers(self.module, "number", pattern, len(bare))
            taken = {one.number for one in self.records.numbers(numbers)}
            for at, number in zip(bare, numbers, strict=True):
                made[at] = changed(made[at], number=None if number in taken else number)
            bare = [at for at in bare if made[at].number is None]
        return made

    # What is true ------------------------------------------------------------

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Their number is theirs alone, the move is allowed, and their books hold."""
        refused: dict[int, Invalid] = {}
        taken = {one.number: one.id for one in self.records.numbers(sorted({row.number for row, _ in pairs if row.number}))}
        ledgers = self.ledger.held(row.id for row, before in pairs if before is not None)
        worth = self._worth([(before, row) for row, before in pairs])
        for at, (row, before) in enumerate(pairs):
            wrong = self._held_back(row, before) or self._unbalanced(row, before, ledgers.get(row.id))
            if not wrong and isinstance(unrated := worth.get(at), Invalid):
                wrong = unrated.fields
            if not wrong and row.number and taken.setdefault(row.number, row.id or -1 - at) != (row.id or -1 - at):
                wrong = {"number": Words("Another contract has this number.")}
            if wrong:
                refused[at] = Invalid(wrong)
        return refused

    def _held_back(self, row: Any, before: Any | None) -> dict[str, Words]:
        """Why the contract may not stand in its state, or be changed in it."""
        was = before.state if before else None
        if was != row.state:
            return self._unmoved(row, was) or {name: _needed(row.state) for name in _missing(row)}
        if before is not None and was in MOVES and was != "draft" and not self.may("approve", before):
            fixed = [name for name in FIXED if getattr(row, name) != getattr(before, name)]
            return dict.fromkeys(fixed, Words("Only whoever may approve it changes this; ask for it to be made a draft again."))
        return {}

    def _unmoved(self, row: Any, was: str | None) -> dict[str, Words]:
        """Why this move cannot be made, whatever is filled in."""
        if was is None and row.state == "draft":
            return {}
        if was is None and current.source() != "import":
            return {"state": Words("A new contract begins as a draft.")}
        if was is not None and row.state not in MOVES[was]:
            return {"state": Words("“{now}” does not become “{then}”.", now=Words(LABELS[was]), then=Words(LABELS[row.state]))}
        if approves(was, row.state) and not self.may("approve", row):
            return {"state": Words("You may not decide on this contract. Put it in approval.")}
        return {}

    @staticmethod
    def _unbalanced(row: Any, before: Any | None, ledger: Any) -> dict[str, Words]:
        if before is None or ledger is None:
            return {}
        if row.currency != before.currency and ledger.parts:
            return {"currency": Words("There are instalments, receipts or invoices in {currency} already.", currency=before.currency)}
        amount = row.amount if row.amount is not None else 0
        if row.amount != before.amount and amount < max(ledger.planned, ledger.invoiced):
            return {"amount": Words("More is planned or invoiced already. Change the instalments or invoices first.")}
        return {}

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        """Contracts with parts stay."""
        why = Words("There are instalments, receipts or invoices. Make the contract void instead.")
        return {id: Invalid(name=why) for id, ledger in self.ledger.held(row.id for row in rows).items() if ledger.parts}

    @reading
    def asked(self, field: str) -> Mapping[str, tuple[str, ...]]:
        return NEEDED if field == "state" else {}

    @reading
    def gates(self, row: Any, field: str, value: Any) -> tuple[str, ...]:
        if field != "state" or str(value) == row.state or str(value) not in MOVES:
            return ()
        if wrong := self._unmoved(changed(row, state=str(value)), row.state):
            raise Invalid(wrong)
        return tuple(name for name in NEEDED.get(str(value), ()) if getattr(row, name) is None)

    # What happens elsewhere ------------------------------------------------------

    @listens(RecordsWritten)
    def counted(self, event: RecordsWritten) -> None:
        if event.module == self.module.name:
            self.ledger.recount(event.ids, event.module)

    @listens(LinesChanged)
    def lined(self, event: LinesChanged) -> None:
        """A contract with product lines is worth what they come to."""
        if event.module != self.module.name or not event.amounts.total:
            return
        for row in self.records.find([event.record_id], "edit"):
            wanted = changed(row, amount=event.amounts.total, currency=event.currency)
            self._hold(wanted, row)
            self.writer.update(self.module, self.records, [(row, wanted)])

    @listens(Touched)
    def touch(self, event: Touched) -> None:
        if event.module == self.module.name:
            self.records.touch(list(event.ids), event.at)

    @scheduled("20 0 * * *", label=N_("End contracts whose term is over"))
    def end(self, _: Any = None) -> int:
        """Every night, in batches; each is a transaction of its own."""
        done = after = 0
        while found := self._ended(after):
            done, after = done + len(found), found[-1]
        return done

    @transactional
    def _ended(self, after: int) -> list[int]:
        ids = self.records.over(current.today(), after, BATCH)
        rows: list[Any] = list(self.records.find(ids)) if ids else []
        with current.acting(source="rule"):
            wanted = [(row, changed(row, state="ended", closed_on=row.ends_on)) for row in rows]
            self.writer.update(self.module, self.records, wanted)
        return ids


def _closed(row: Any, today: date) -> date | None:
    """The day on which it ended: today where nobody said so; a contract that runs has none."""
    return (row.closed_on or today) if row.state in ("ended", "terminated", "void") else None


def _missing(row: Any) -> list[str]:
    return [name for name in NEEDED.get(row.state, ()) if getattr(row, name) is None]


def _needed(state: str) -> Words:
    return Words("Needed for “{state}”.", state=Words(LABELS[state]))

