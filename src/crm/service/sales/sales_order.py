"""Sales orders: the moves that they may make, what follows from their lines, and how a quote becomes one."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from crm import current
from crm.dao.sales.sales_order import SalesOrderDao
from crm.domain.kit.field import changed
from crm.domain.kit.money import Money
from crm.domain.kit.pinyin import sort_key
from crm.domain.sales.delivery_book import Book
from crm.domain.sales.line import LinesChanged, LinesComing
from crm.domain.sales.sales_order import AGREED, FIXED, LABELS, MOVES, NEEDED, RUNNING, SalesOrder, SalesOrderDraft, approves
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import transactional
from crm.service.kit.writer import Pairs
from crm.service.platform.setting import SettingService
from crm.service.sales.delivery_book import DeliveryBookService
from crm.service.sales.document import DocumentService
from crm.service.sales.ledger import LedgerService
from crm.service.sales.line import LineService
from crm.service.sales.rate import RateService

NONE = Money(0)
TAKEN_ALONG = ("name", "account_id", "contact_id", "opportunity_id", "amount", "currency")  # of a quote or deal


class SalesOrderService(DocumentService[SalesOrder, SalesOrderDraft]):
    records: SalesOrderDao
    numbered_by, dated, moves, needed, labels = "order_number", "ordered_on", MOVES, NEEDED, LABELS

    def __init__(
        self, kit: Kit, records: SalesOrderDao, ledger: LedgerService, rates: RateService, settings: SettingService, lines: LineService,
        books: DeliveryBookService, of: Callable[[str], RecordService[Any, Any]],
    ):  # fmt: skip
        super().__init__(kit, records, ledger, rates, settings)
        self.lines = lines
        self.books = books
        self.of = of

    # What follows ------------------------------------------------------------

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        """An order with lines is worth what they come to, and one that is under way is as far as its deliveries are."""
        books = self.books.read(row.id for before, row in pairs if before is not None)
        rows = super().complete([(before, self._followed(row, books.get(row.id))) for before, row in pairs])
        return [row if row.name else changed(row, name=row.number, sort_key=sort_key(row.number)) for row in rows]

    @staticmethod
    def _followed(row: Any, book: Book | None) -> Any:
        if row.state in RUNNING:
            row = changed(row, state=book.state if book else "confirmed")
        return changed(row, amount=book.amount) if book and book.ordered else row

    def with_days(self, before: Any | None, row: Any) -> Any:
        """What is agreed was ordered today, where nobody said when."""
        return changed(row, ordered_on=row.ordered_on or current.today()) if row.state in AGREED else row

    # What becomes an order -------------------------------------------------------

    @transactional
    def of_quote(self, quote_id: int) -> SalesOrder:
        """The order of an accepted quote: the one that there is, or a new one with the quote's lines as they were agreed. All of
        it or nothing, undone as one."""
        self.require("create")
        quote = self.of("quote").get(quote_id)
        self.of("quote").records.lock([quote_id])
        if known := self.records.of_quote(quote_id):
            return self.get(known)
        if quote.state != "accepted":
            raise Invalid(state=Words("Only an accepted quote becomes an order."))
        return self._of("quote", quote, {"name": quote.opportunity_name or quote.name}, quote_id=quote_id)

    @transactional
    def of_deal(self, deal_id: int) -> SalesOrder:
        """A draft of an order for what a deal offers, with its lines; undone as one. A deal may have several."""
        self.require("create")
        return self._of("opportunity", self.of("opportunity").get(deal_id), {"opportunity_id": deal_id})

    def _of(self, module: str, source: Any, values: Mapping[str, Any], **own: Any) -> SalesOrder:
        with self.writer.together(reason=source.name):
            taken = {**{name: getattr(source, name, None) for name in TAKEN_ALONG}, **values}
            made = self.begun_from(source, taken, **own)
            self.lines.copy(module, source.id, self.module.name, made)
        return self.get(made.id)

    # What is true ------------------------------------------------------------

    def guarded(self, pairs: Pairs) -> dict[int, Invalid]:
        """What was agreed keeps its lines, and stays."""
        settled = {at for at, (wanted, row) in enumerate(pairs) if wanted is None and row is not None and row.state in AGREED}
        refused = {} if current.source() == "undo" else {at: Invalid(lines=_agreed()) for at in settled}
        return refused | super().guarded(pairs)

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Their number is theirs alone, the move is allowed, and what was agreed stays."""
        worth = [row.id for row, before in pairs if before is not None and _differs(row, before, ("amount", "currency"))]
        lined = {id for id, book in self.books.read(worth).items() if book.ordered}
        wrong = {at: self._held_back(row, before, row.id in lined) for at, (row, before) in enumerate(pairs)}
        agreed = {row.id: at for at, (row, before) in enumerate(pairs) if before and row.state in AGREED and before.state not in AGREED}
        for id in self.records.waiting(sorted(agreed)) if agreed else ():
            wrong[agreed[id]] = {"state": Words("A discount on its lines is not approved.")} | wrong[agreed[id]]
        return self.refused(pairs, wrong)

    def number_taken(self) -> Words:
        return Words("Another order has this number.")

    def _held_back(self, row: Any, before: Any | None, lined: bool) -> dict[str, Words]:
        """Why the order may not stand in its state, or be changed in it."""
        was = before.state if before else None
        if was != row.state and (wrong := self._unmoved(row, was) or self.missing(row)):
            return wrong
        own = ("amount", "currency") if lined else ()
        fixed = FIXED if was in AGREED else own
        why = _agreed() if was in AGREED else Words("This order has lines: it comes to what they come to.")
        return {name: why for name in fixed if before is not None and getattr(row, name) != getattr(before, name)}

    def _unmoved(self, row: Any, was: str | None) -> dict[str, Words]:
        if was is None and row.state == "draft":
            return {}
        if was is None and current.source() != "import":
            return {"state": Words("A new order begins as a draft.")}
        if was is not None and (wrong := self.not_a_move(was, row.state)):
            return wrong
        if approves(was, row.state) and not self.may("approve", row):
            return {"state": Words("You may not decide on this order. Put it in approval.")}
        return {}

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        """Orders with deliveries, changes or a contract stay."""
        why = Words("There are deliveries, changes or a contract. Cancel the order instead.")
        return {id: Invalid(name=why) for id in self.records.leant_on([row.id for row in rows])} if rows else {}

    # What follows from its lines and deliveries ----------------------------------

    @listens(LinesComing)
    def agreed(self, event: LinesComing) -> None:
        """Lines of what was agreed are altered by a change alone, or put back by whoever may approve it, and never below what is
        planned or delivered."""
        if event.module != self.module.name or event.document.state not in AGREED:
            return
        if not event.agreed and (current.source() != "undo" or not self.may("approve", event.document)):
            raise Invalid(lines=_agreed())
        book = self.books.held([event.document.id])[event.document.id]
        if short := book.short({line.id: line.quantity for line in event.lines}):
            raise Invalid(lines=Words("More is planned or delivered already: {names}.", names=", ".join(short)))

    @listens(LinesChanged)
    def lined(self, event: LinesChanged) -> None:
        if event.module != self.module.name:
            return
        with current.acting(actor=current.everyone()):
            rows = self.records.find([event.record_id])
        self.recount(rows)
        if event.count:
            wanted = [changed(row, amount=event.amounts.total, currency=event.currency) for row in rows]
            self.writer.update(self.module, self.records, list(zip(rows, wanted, strict=True)))
        self.follow(self.books.read(row.id for row in rows))

    @staticmethod
    def worth(row: Any, amount: Money | None) -> Any:
        """The order as it is with lines that come to this."""
        return changed(row, amount=amount) if amount is not None else row

    def follow(self, books: Mapping[int, Book]) -> None:
        """In the caller's transaction: the orders of these books are as far as their deliveries are."""
        moved = [id for id, book in books.items() if book.head.state in RUNNING and book.head.state != book.state]
        if not moved:
            return
        with current.acting(actor=current.everyone()):
            rows = self.records.find(moved)
        self.writer.update(self.module, self.records, [(row, changed(row, state=books[row.id].state)) for row in rows])

    def recount(self, rows: Iterable[Any]) -> None:
        """In the caller's transaction: what the lines of these orders come to without tax, and what their products cost."""
        found, own = {row.id: row.currency or current.own_currency() for row in rows}, current.own_currency()
        parts = self.records.parts(sorted(found)) if found else []
        costed = [part for part in parts if part.cost is not None]
        worth = self.rates.in_base_all([((part.cost or NONE) * part.quantity, part.currency or own, current.today()) for part in costed])
        nets: dict[int, Money] = {}
        costs: dict[int, Money] = {}
        margins: dict[int, Money] = {}
        coins = {code: self._rate(code) for code in set(found.values())}
        for part in parts:
            nets[part.order_id] = nets.get(part.order_id, NONE) + part.net
        for part, cost in zip(costed, worth, strict=True):
            if not isinstance(cost, Invalid):
                costs[part.order_id] = costs.get(part.order_id, NONE) + cost
                if rate := coins[found[part.order_id]]:
                    margin = Money(part.net * rate).rounded(own) - cost
                    margins[part.order_id] = margins.get(part.order_id, NONE) + margin
        self.records.set_sums(
            [
                {"id": id, "net": nets.get(id), "cost": _share(costs.get(id), coins[code], code), "margin_base": margins.get(id)}
                for id, code in found.items()
            ]
        )

    def _rate(self, currency: str) -> Decimal | None:
        try:
            return self.rates.rate(currency, current.today())
        except Invalid:
            return None


def _share(cost: Money | None, rate: Decimal | None, currency: str) -> Money | None:
    """A cost in the company's own currency, in the one of the order."""
    return Money(cost / rate).rounded(currency) if cost is not None and rate else None


def _differs(row: Any, before: Any, names: tuple[str, ...]) -> bool:
    return any(getattr(row, name) != getattr(before, name) for name in names)


def _agreed() -> Words:
    return Words("This was agreed. An order change alters it, with its reason.")
