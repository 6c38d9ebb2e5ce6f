"""Order changes: proposed as lines of their own, held against what is delivered, and applied once to the order."""

from collections.abc import Mapping
from typing import Any

from crm import current
from crm.dao.sales.order_change import OrderChangeDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.sales.delivery_book import Book, Head
from crm.domain.sales.document import not_a_move
from crm.domain.sales.line import LinesChanged, LinesComing
from crm.domain.sales.order_change import DECIDED, LABELS, MODULE, MOVES, OrderChange, OrderChangeDraft, brought_back, kept
from crm.domain.sales.quote_difference import Difference, difference
from crm.domain.sales.sales_order import MODULE as ORDER
from crm.domain.sales.sales_order import RUNNING
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.kit.writer import Pairs
from crm.service.platform.setting import SettingService
from crm.service.sales.delivery_book import DeliveryBookService
from crm.service.sales.line import MOST, LineService
from crm.service.sales.order_part import OrderPartService, Refusal
from crm.service.sales.sales_order import SalesOrderService


class OrderChangeService(OrderPartService[OrderChange, OrderChangeDraft]):
    records: OrderChangeDao
    numbered_by = "order_change_number"

    def __init__(
        self, kit: Kit, records: OrderChangeDao, books: DeliveryBookService, settings: SettingService, orders: SalesOrderService,
        lines: LineService,
    ):  # fmt: skip
        super().__init__(kit, records, books, settings)
        self.orders = orders
        self.lines = lines

    @reading
    def difference(self, id: int) -> Difference:
        """What the change alters, line by line."""
        row = self.get(id)
        return difference(brought_back(row.lines_before), self.lines.records.of(MODULE.name, id, MOST))

    # Writing -------------------------------------------------------------------

    @transactional
    def create(self, draft: OrderChangeDraft, once: str | None = None, digest: str = "") -> OrderChange:
        """A change that proposes the order as it is, to be altered; undone as one."""
        if known := self.made(once, digest):
            return known
        with self.writer.together():
            made = super().create(draft, once, digest)
            self.lines.copy(ORDER.name, made.order_id, MODULE.name, made)
        return self.get(made.id)

    @transactional
    def change(self, id: int, changes: Mapping[str, Any], version: int | None = None) -> OrderChange:
        """What is applied alters the order; both are undone as one."""
        with self.writer.together():
            return super().change(id, changes, version)

    def followed(self, before: Any | None, row: Any, head: Head) -> Any:
        """A new change keeps what the order is now, to be compared with."""
        if before is not None:
            return row
        lines = self.lines.records.of(ORDER.name, head.id, MOST)
        amount = head.amount if lines or row.amount is None else row.amount
        return changed(row, amount=amount, amount_before=head.amount, currency=head.currency, lines_before=kept(lines))

    # What is true ------------------------------------------------------------

    def refusal(self, row: Any, before: Any | None, book: Book) -> Refusal:
        if before is None:
            return self._unbegun(row, book)
        if before.state != row.state:
            return self._unmoved(row, before.state, book)
        if before.state != "draft" and (row.amount != before.amount or row.reason != before.reason):
            return {"state": _settled()}
        if row.amount != before.amount and book.ordered:
            return {"amount": Words("This change has lines: it comes to what they come to.")}
        return {}

    def guarded(self, pairs: Pairs) -> dict[int, Invalid]:
        """What is not a draft keeps its lines, and stays."""
        settled = {at for at, (wanted, row) in enumerate(pairs) if wanted is None and row is not None and row.state != "draft"}
        refused = {} if current.source() == "undo" else {at: Invalid(lines=_settled()) for at in settled}
        return refused | super().guarded(pairs)

    @staticmethod
    def _unbegun(row: Any, book: Book) -> Refusal:
        if row.state != "draft":
            return {"state": Words("A new change begins as a draft.")}
        if book.head.state not in RUNNING:
            return {"order_id": Words("Only an order that is confirmed and under way is altered by a change.")}
        return {}

    def _unmoved(self, row: Any, was: str, book: Book) -> Refusal:
        if wrong := not_a_move(MOVES, LABELS, was, row.state):
            return wrong
        if row.state in DECIDED and not self.may("approve", row):
            return {"state": Words("You may not decide on this change. Put it in approval.")}
        return self._unfit(row, book) if row.state in ("approval", "applied") else {}

    def _unfit(self, row: Any, book: Book) -> Refusal:
        """Why the order cannot become what the change says."""
        now, wanted = self.lines.records.of(ORDER.name, row.order_id, MOST), self.lines.records.of(MODULE.name, row.id, MOST)
        if book.head.state not in RUNNING:
            return {"state": Words("Only an order that is confirmed and under way is altered by a change.")}
        if kept(now) != row.lines_before or book.head.amount != row.amount_before:
            return {"state": Words("The order was altered meanwhile. Begin another change.")}
        if now and not wanted:
            return {"state": Words("Nothing would be left of the order. Cancel it instead.")}
        if any(line.approval in ("waits", "refused") for line in wanted):
            return {"state": Words("A discount on its lines is not approved.")}
        if short := book.short({line.source_id or 0: line.quantity for line in wanted}):
            return {"state": Words("More is planned or delivered already: {names}.", names=", ".join(short))}
        if row.amount == row.amount_before and difference(now, wanted).same:
            return {"state": Words("This change alters nothing yet.")}
        return {}

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        why = Words("The order was altered by it. Undo it, or begin another change.")
        return {row.id: Invalid(state=why) for row in rows if row.state == "applied"}

    # What follows --------------------------------------------------------------

    @listens(LinesComing)
    def coming(self, event: LinesComing) -> None:
        """What is proposed stays as it is while it waits for a decision, and after it."""
        if event.module == MODULE.name and event.document.state != "draft":
            raise Invalid(lines=_settled())

    @listens(LinesChanged)
    def lined(self, event: LinesChanged) -> None:
        """A change comes to what its lines come to."""
        if event.module == MODULE.name and event.count:
            rows = self.records.find([event.record_id])
            self.writer.update(MODULE, self.records, [(row, changed(row, amount=event.amounts.total)) for row in rows])

    @listens(RecordsWritten)
    def applied(self, event: RecordsWritten) -> None:
        """Whoever made it so, the order becomes what the change says, once; after an undo it is no longer so."""
        if event.module != MODULE.name or event.verb in ("create", "remove"):
            return
        with current.acting(actor=current.everyone()):
            rows: list[Any] = list(self.records.find(list(event.ids)))
            for row in rows:
                if (row.state == "applied") != (row.applied_at is not None):
                    self.records.set_applied(row.id, current.now() if row.state == "applied" else None)
                    if row.state == "applied" and event.verb != "undo":
                        self._apply(row)

    def _apply(self, row: OrderChange) -> None:
        (order,) = self.orders.records.find([row.order_id])
        with current.acting(reason=row.reason):
            if row.lines_before or self.lines.records.of(MODULE.name, row.id, 1):
                self.lines.copy(MODULE.name, row.id, ORDER.name, order)
            else:
                self.writer.update(ORDER, self.orders.records, [(order, changed(order, amount=row.amount))])


def _settled() -> Words:
    return Words("This change waits for a decision or has one. Make it a draft again to alter it.")
