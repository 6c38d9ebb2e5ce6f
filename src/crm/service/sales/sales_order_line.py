"""Lines of orders that come in by a file: each names its order; all of an import are undone as one."""

from collections.abc import Mapping, Sequence
from typing import Any

from crm.dao.sales.sales_order_line import SalesOrderLineDao
from crm.domain.kit.module import Module
from crm.domain.sales.line import MODULE as LINE
from crm.domain.sales.line import Line
from crm.domain.sales.sales_order import MODULE as ORDER
from crm.domain.sales.sales_order_line import MODULE, SalesOrderLine, SalesOrderLineDraft
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading
from crm.service.kit.writer import Writer
from crm.service.sales.line import MOST, LineService
from crm.service.sales.sales_order import SalesOrderService

KEPT = ("id", "version", "owner_id", "department_id", "created_at", "created_by", "updated_at", "updated_by")


class LineWriter:
    """A writer to which rows of an import are lines of their orders."""

    def __init__(self, writer: Writer, lines: "SalesOrderLineService"):
        self.writer = writer
        self.lines = lines

    def __getattr__(self, name: str) -> Any:
        return getattr(self.writer, name)

    def insert(self, module: Module, dao: Any, rows: list[SalesOrderLine], verb: str = "create", known: Any = None) -> list[Any]:
        return self.lines.put_in(rows, verb)


class SalesOrderLineService(RecordService[SalesOrderLine, SalesOrderLineDraft]):
    """Rows are checked as records of their own and written as lines. An order that is over takes the lines that it had."""

    module = MODULE

    def __init__(self, kit: Kit, rows: SalesOrderLineDao, lines: LineService, orders: SalesOrderService):
        self.db, self.once = kit.db, kit.once
        self.writer: Any = LineWriter(kit.writer, self)
        self.records = lines.records
        self.rows = rows
        self.lines = lines
        self.orders = orders

    @reading
    def get(self, id: int) -> SalesOrderLine:
        """The row as which a line of an order would have come; NotFound where the order may not be seen, or for a line of another."""
        line = self.lines.get(id)
        if line.module != ORDER.name:
            raise NotFound()
        values = {name: getattr(line, name) for name in (*SalesOrderLineDraft.own, *KEPT) if name != "order_id"}
        return SalesOrderLine(order_id=line.record_id, **values)

    def _read_back(self, id: int) -> SalesOrderLine:
        return self.get(id)

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """The order may be edited and is a draft, or is over and may be approved; the line is whole, and its discount allowed."""
        rows = [row for row, _ in pairs]
        orders, counts = self._orders(rows), self._counts(rows)
        lines = self._lines(rows, orders, counts)
        above = {id(line) for line in self.lines.requests.limits.exceeded([line for line in lines if line])}
        refused: dict[int, Invalid] = {}
        for at, (row, line) in enumerate(zip(rows, lines, strict=True)):
            if line is None:
                refused[at] = Invalid(order_id=Words("There is no such order that you may edit."))
            elif wrong := self._held_back(orders[row.order_id], line):
                refused[at] = Invalid(order_id=wrong)
            elif wrongs := line.check():
                refused[at] = Invalid(wrongs)
            elif id(line) in above:
                refused[at] = Invalid(discount=Words("This discount is above your own limit."))
        return refused

    def _held_back(self, order: Any, line: Line) -> Words | None:
        if line.position >= MOST:
            return Words("At most {n} lines are possible.", n=MOST)
        if order.state != "draft" and not (order.state == "done" and self.orders.may("approve", order)):
            return Words("Only a draft takes lines from a file, or an order that is done, by whoever may approve it.")
        return None

    def put_in(self, rows: Sequence[SalesOrderLine], verb: str) -> list[Any]:
        """In the caller's transaction: the rows as lines behind those that are there; the orders come to what they come to."""
        orders = self._orders(rows)
        lines = [line for line in self._lines(rows, orders, self._counts(rows)) if line]
        made = self.writer.writer.insert(LINE, self.lines.records, lines, verb)
        self.orders.recount(orders.values())
        worth = {id: book.amount for id, book in self.orders.books.read(orders).items()}
        pairs = [(order, self.orders.worth(order, worth[id])) for id, order in orders.items()]
        self.writer.writer.update(ORDER, self.orders.records, pairs, verb)
        return list(made)

    def _orders(self, rows: Sequence[Any]) -> dict[int, Any]:
        return {order.id: order for order in self.orders.records.find(sorted({row.order_id for row in rows}), "edit")}

    def _counts(self, rows: Sequence[Any]) -> dict[int, int]:
        return {one.order_id: one.lines for one in self.rows.counts(sorted({row.order_id for row in rows}))}

    def _lines(self, rows: Sequence[Any], orders: Mapping[int, Any], counts: dict[int, int]) -> list[Line | None]:
        """Each row as the next line of its order; None where that may not be edited."""
        categories = self.lines.offer.categories([{"product_id": row.product_id} for row in rows if row.product_id])
        made: list[Line | None] = []
        for row in rows:
            if (order := orders.get(row.order_id)) is None:
                made.append(None)
                continue
            at = counts.get(row.order_id, 0)
            counts[row.order_id] = at + 1
            made.append(row.line(order.currency, at, categories.get(row.product_id)))
        return made
