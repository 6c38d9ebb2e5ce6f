"""Deliveries: never more than was ordered, and the order says by itself how far it is."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crm import current
from crm.dao.sales.delivery import DeliveryDao
from crm.dao.sales.delivery_line import DeliveryLineDao
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.sales.delivery import LABELS, MOVES, Delivery, DeliveryDraft
from crm.domain.sales.delivery_book import COUNTED, GONE, Book, Head, share_of
from crm.domain.sales.delivery_line import MODULE as LINE
from crm.domain.sales.delivery_line import DeliveryLine, DeliveryLineDraft
from crm.domain.sales.document import not_a_move
from crm.domain.sales.sales_order import OPEN, RUNNING
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.setting import SettingService
from crm.service.sales.delivery_book import DeliveryBookService
from crm.service.sales.line import MOST
from crm.service.sales.order_part import OrderPartService, Refusal
from crm.service.sales.sales_order import SalesOrderService

Quantities = Mapping[int, Any]  # line of the order -> how much, as typed


class DeliveryService(OrderPartService[Delivery, DeliveryDraft]):
    records: DeliveryDao
    numbered_by = "delivery_number"

    def __init__(
        self, kit: Kit, records: DeliveryDao, books: DeliveryBookService, settings: SettingService, lines: DeliveryLineDao,
        orders: SalesOrderService,
    ):  # fmt: skip
        super().__init__(kit, records, books, settings)
        self.lines = lines
        self.orders = orders

    @reading
    def book(self, order: Any) -> Book:
        """The book of an order that the actor was allowed to read."""
        return self.books.of(order)

    @reading
    def share(self, order: Any) -> int:
        """How much of an order that the actor was allowed to read is gone, in hundredths of its value."""
        return share_of(self.books.books.progress(order.id, GONE))

    @reading
    def of(self, id: int) -> list[DeliveryLine]:
        """What a delivery takes, in the order of its order; NotFound when it may not be seen."""
        self.get(id)
        return self.lines.of(id, MOST)

    # Writing -------------------------------------------------------------------

    @transactional
    def create(self, draft: DeliveryDraft, once: str | None = None, digest: str = "") -> Delivery:
        """A delivery of everything that is left."""
        return self.ship(draft, None, once, digest)

    @transactional
    def ship(self, draft: DeliveryDraft, wanted: Quantities | None, once: str | None = None, digest: str = "") -> Delivery:
        """A delivery with these quantities, of everything that is left where none are named; undone as one. Raises Invalid with
        "quantity.<line>" for what is more than is left."""
        if known := self.made(once, digest):
            return known
        with self.writer.together():
            made = super().create(draft, once, digest)
            book = self.books.read([made.order_id])[made.order_id]
            self._put(made, _left(book) if wanted is None else wanted, book, [])
        return self.get(made.id)

    @transactional
    def put(self, id: int, wanted: Quantities) -> Delivery:
        """Make these the quantities of a delivery; lines that are not named stay. Undone as one."""
        row = self.get(id)
        self.check_record("edit", row)
        if row.state == "returned":
            raise Invalid(state=Words("It was sent back: its quantities stay."))
        book = self.books.held([row.order_id])[row.order_id]
        with self.writer.together():
            self._put(row, wanted, book, self.lines.of(id, MOST))
        return self.get(id)

    def _put(self, row: Delivery, wanted: Quantities, book: Book, there: list[DeliveryLine]) -> None:
        quantities = self._read(row, wanted, book)
        known = {line.line_id: line for line in there}
        kept = {id: line.quantity for id, line in known.items()} | quantities
        if not any(kept.values()):
            raise Invalid(lines=Words("A delivery takes something."))
        if gone := [known[id] for id, quantity in quantities.items() if id in known and not quantity]:
            self.writer.remove(LINE, self.lines, gone)
        pairs = [(known[id], changed(known[id], quantity=quantity)) for id, quantity in quantities.items() if id in known and quantity]
        self.writer.update(LINE, self.lines, pairs)
        fresh = [
            DeliveryLine(delivery_id=row.id, line_id=id, quantity=quantity, owner_id=row.owner_id, department_id=row.department_id)
            for id, quantity in quantities.items()
            if id not in known and quantity
        ]
        if fresh:
            self.writer.insert(LINE, self.lines, fresh)

    @staticmethod
    def _read(row: Delivery, wanted: Quantities, book: Book) -> dict[int, Decimal]:
        """The typed quantities, each held against what the other deliveries leave."""
        left, refused, found = book.left(without=row.id), dict[str, Words](), dict[int, Decimal]()
        for id, raw in wanted.items():
            try:
                typed = DeliveryLineDraft.parse({"delivery_id": row.id, "line_id": id, "quantity": raw or "0"})
            except Invalid as no:
                refused |= {f"quantity.{id}": why for why in no.fields.values()}
                continue
            most = left.get(id)
            if most is None:
                refused["lines"] = Words("This line is no longer in the order.")
            elif typed.quantity < 0:
                refused[f"quantity.{id}"] = Words("A quantity is not below zero.")
            elif typed.quantity > most:
                refused[f"quantity.{id}"] = Words("Only {n} left to deliver.", n=f"{max(most, Decimal(0)).normalize():f}")
            found[id] = typed.quantity
        if refused:
            raise Invalid(refused)
        return found

    def written(self, rows: list[Any]) -> None:
        """What came in by a file takes all that is left of its order."""
        if current.source() != "import":
            return
        books = self.books.read(row.order_id for row in rows)
        lines = [
            DeliveryLine(delivery_id=row.id, line_id=id, quantity=quantity, owner_id=row.owner_id, department_id=row.department_id)
            for row in rows
            for id, quantity in books[row.order_id].left().items()
            if quantity > 0
        ]
        self.writer.insert(LINE, self.lines, lines, "import")

    # What is true ------------------------------------------------------------

    def followed(self, before: Any | None, row: Any, head: Head) -> Any:
        """Shipped or received today, where nobody said when."""
        today = current.today()
        shipped = (row.shipped_on or row.received_on or today) if row.state in GONE else row.shipped_on
        return changed(row, shipped_on=shipped, received_on=(row.received_on or today) if row.state == "received" else row.received_on)

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Its number is its own; of a file one line delivers what is left of an order, and nothing comes after it."""
        refused = super().verify_all(pairs)
        taken = {one.number: one.id for one in self.records.numbers(sorted({row.number for row, _ in pairs if row.number}))}
        imported = current.source() == "import"
        books = self.books.read(row.order_id for row, before in pairs if imported and before is None)
        left = {id for id, book in books.items() if any(quantity > 0 for quantity in book.left().values())}
        for at, (row, before) in enumerate(pairs):
            own = row.id or -1 - at
            if at in refused:
                continue
            if row.number and taken.setdefault(row.number, own) != own:
                refused[at] = Invalid(number=Words("Another delivery has this number."))
            elif imported and before is None and row.order_id not in left:
                refused[at] = Invalid(order_id=Words("Nothing of this order is left to deliver."))
            left.discard(row.order_id)
        return refused

    def refusal(self, row: Any, before: Any | None, book: Book) -> Refusal:
        if before is None and book.head.state not in OPEN:
            return {"order_id": Words("Nothing is delivered of this order: it is not confirmed, or over.")}
        if before is None or before.state == row.state:
            return {}
        if book.head.state not in RUNNING and not {before.state, row.state} <= set(GONE):
            return {"state": Words("This order is not under way. Take it up again first.")}
        if wrong := not_a_move(MOVES, LABELS, before.state, row.state):
            return wrong
        if before.state not in COUNTED:
            left = book.left()
            if any(one.quantity > left.get(one.line_id, Decimal(0)) for one in book.taken if one.delivery_id == row.id):
                return {"state": Words("Other deliveries take its place by now.")}
        return {}

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        """What left the house stays written down."""
        if current.source() == "undo":
            return {}
        why = Words("It was shipped. Mark it as sent back instead.")
        return {row.id: Invalid(state=why) for row in rows if row.state in GONE}

    @listens(RecordsWritten)
    def kept(self, event: RecordsWritten) -> None:
        """Whatever was written, also by an undo: no more is taken than was ordered, and the order is as far as this says."""
        if event.module not in (self.module.name, LINE.name):
            return
        ids = list(event.ids)
        orders = self.records.orders(ids if event.module == self.module.name else self.lines.deliveries(ids))
        books = self.books.held(orders)
        for book in books.values():
            if book.exceeded():
                raise Invalid(undo=Words("More would be delivered of “{name}” than was ordered.", name=book.head.name))
        self.orders.follow(books)


def _left(book: Book) -> dict[int, Decimal]:
    left = {id: quantity for id, quantity in book.left().items() if quantity > 0}
    if not left:
        raise Invalid(order_id=Words("Nothing of this order is left to deliver."))
    return left
