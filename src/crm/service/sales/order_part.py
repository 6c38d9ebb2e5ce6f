"""What belongs to an order and is seen by whoever sees the order: its deliveries, its changes."""

from typing import Any

from crm import current
from crm.dao.sales.order_part import OrderPartDao
from crm.domain.kit.access import predicate
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.sales.delivery_book import Book, Head
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import D, Kit, R, RecordService
from crm.service.platform.setting import SettingService
from crm.service.sales.delivery_book import DeliveryBookService

Refusal = dict[str, Words]


class OrderPartService(RecordService[R, D]):
    """A part is its order's owner's, has a number, and fits into the order's book when it is written: the order is locked before
    that is read."""

    records: OrderPartDao
    numbered_by: str  # the setting with the pattern of its numbers

    def __init__(self, kit: Kit, records: OrderPartDao, books: DeliveryBookService, settings: SettingService):
        super().__init__(kit, records)
        self.books = books
        self.settings = settings

    # What follows ------------------------------------------------------------

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        heads, rows = self.books.heads(row.order_id for _, row in pairs), []
        for before, row in pairs:
            if head := heads.get(row.order_id):
                row = changed(
                    self.followed(before, row, head), owner_id=head.owner_id, department_id=head.department_id, account_id=head.account_id,
                    account_name=head.account_name, order_name=head.name,
                )  # fmt: skip
            rows.append(row)
        bare = [at for at, row in enumerate(rows) if not row.number]
        numbers = self.writer.added.numbers(self.module, "number", self.settings.get(self.numbered_by), len(bare)) if bare else []
        for at, number in zip(bare, numbers, strict=True):
            rows[at] = changed(rows[at], number=number)
        return rows

    def followed(self, before: Any | None, row: Any, head: Head) -> Any:
        """The row with what else follows from its state, or from its order."""
        return row

    # What is true ------------------------------------------------------------

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        books = self.books.held(row.order_id for row, _ in pairs)
        allowed = predicate(current.actor().grants, self.module.permission("create"))
        refused = {}
        for at, (row, before) in enumerate(pairs):
            book = books.get(row.order_id)
            if before is not None and before.order_id != row.order_id:
                refused[at] = Invalid(order_id=Words("It stays with its order."))
            elif book is None:
                refused[at] = Invalid(order_id=Words("Its order was deleted."))
            elif before is None and not allowed.holds(book.head):
                refused[at] = Invalid(order_id=Words("You may not add this to the order “{name}”.", name=book.head.name))
            elif wrong := self.refusal(row, before, book):
                refused[at] = Invalid(wrong)
        return refused

    def refusal(self, row: Any, before: Any | None, book: Book) -> Refusal:
        """Why the row does not fit into the book: field -> sentence."""
        raise NotImplementedError

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """An order that is handed over takes its parts along."""
        if event.module == "sales_order" and event.verb != "create" and (strays := self.records.strays(list(event.ids))):
            self.records.follow(list(event.ids))
            self.writer.search.move(strays)
