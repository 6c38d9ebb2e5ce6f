"""Contracts: their numbers, what they are worth, and the moves that they may make."""

from typing import Any

from crm import current
from crm.dao.sales.contract import ContractDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.sales.contract import FIXED, MOVES, NEEDED, STATES, Contract, ContractDraft, approves
from crm.domain.sales.line import LinesChanged
from crm.domain.sales.sales_order import AGREED
from crm.domain.sales.sales_order import MODULE as ORDER
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.job import scheduled
from crm.service.kit.record import Kit
from crm.service.kit.transaction import transactional
from crm.service.platform.setting import SettingService
from crm.service.sales.document import DocumentService
from crm.service.sales.ledger import LedgerService
from crm.service.sales.line import LineService
from crm.service.sales.rate import RateService
from crm.service.sales.sales_order import TAKEN_ALONG, SalesOrderService

BATCH = 500
LABELS = {option.value: option.label for option in STATES}


class ContractService(DocumentService[Contract, ContractDraft]):
    records: ContractDao
    numbered_by, dated, moves, needed, labels = "contract_number", "signed_on", MOVES, NEEDED, LABELS

    def __init__(
        self, kit: Kit, records: ContractDao, ledger: LedgerService, rates: RateService, settings: SettingService, lines: LineService,
        orders: SalesOrderService,
    ):  # fmt: skip
        super().__init__(kit, records, ledger, rates, settings)
        self.lines = lines
        self.orders = orders

    # What becomes a contract -------------------------------------------------------

    @transactional
    def of_order(self, order_id: int) -> Contract:
        """The contract of a confirmed order: the one that there is, or a new one with the order's lines as they were agreed. All of
        it or nothing, undone as one."""
        self.require("create")
        order = self.orders.get(order_id)
        self.orders.books.held([order_id])
        if known := self.records.of_order(order_id):
            return self.get(known)
        if order.state not in AGREED:
            raise Invalid(state=Words("Only an order that was confirmed becomes a contract."))
        with self.writer.together(reason=order.name):
            made = self.begun_from(order, {name: getattr(order, name) for name in TAKEN_ALONG}, order_id=order_id)
            self.lines.copy(ORDER.name, order_id, self.module.name, made)
        return self.get(made.id)

    @transactional
    def create(self, draft: ContractDraft, once: str | None = None, digest: str = "") -> Contract:
        """A renewal for what the contract before it came to has the lines of that one, too."""
        if known := self.made(once, digest):
            return known
        with self.writer.together():
            made = super().create(draft, once, digest)
            if made.renewal_of and any(row.amount == made.amount for row in self.find([made.renewal_of])):
                self.lines.copy(self.module.name, made.renewal_of, self.module.name, made)
        return self.get(made.id)

    def with_days(self, before: Any | None, row: Any) -> Any:
        """The day on which it ended: today where nobody said so; a contract that runs has none."""
        ended = row.state in ("ended", "terminated", "void")
        return changed(row, closed_on=(row.closed_on or current.today()) if ended else None)

    # What is true ------------------------------------------------------------

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Their number is theirs alone, the move is allowed, and their books hold."""
        ledgers = self.ledger.held(row.id for row, before in pairs if before is not None)
        wrong = {
            at: self._held_back(row, before) or self._unbalanced(row, before, ledgers.get(row.id)) for at, (row, before) in enumerate(pairs)
        }
        return self.refused(pairs, wrong)

    def number_taken(self) -> Words:
        return Words("Another contract has this number.")

    def _held_back(self, row: Any, before: Any | None) -> dict[str, Words]:
        """Why the contract may not stand in its state, or be changed in it."""
        if row.id and row.renewal_of == row.id:
            return {"renewal_of": Words("A contract does not renew itself.")}
        was = before.state if before else None
        if was != row.state:
            return self._unmoved(row, was) or self.missing(row)
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
        if was is not None and (wrong := self.not_a_move(was, row.state)):
            return wrong
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
