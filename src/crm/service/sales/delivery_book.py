"""The books of deliveries: read under a lock before anything of them is written."""

from collections.abc import Iterable, Sequence
from typing import Any

from crm.dao.kit.database import Database
from crm.dao.sales.delivery_book import DeliveryBookDao
from crm.domain.sales.delivery_book import Book, Head


class DeliveryBookService:
    """Used by the services of orders and of what belongs to them, in the transaction that writes."""

    def __init__(self, db: Database, books: DeliveryBookDao):
        self.db = db
        self.books = books

    def heads(self, ids: Iterable[int]) -> dict[int, Head]:
        """In the caller's transaction: what is needed of these orders, of those that are there."""
        wanted = sorted(set(ids))
        return {one.id: one for one in self.books.heads(wanted)} if wanted else {}

    def held(self, ids: Iterable[int]) -> dict[int, Book]:
        """In the caller's transaction: the books of the orders, which nobody else writes before its end."""
        wanted = sorted(set(ids))
        return self._read(wanted, self.books.lock(wanted)) if wanted else {}

    def read(self, ids: Iterable[int]) -> dict[int, Book]:
        """In the caller's transaction: the books of orders that the caller was allowed to read."""
        wanted = sorted(set(ids))
        return self._read(wanted, self.books.heads(wanted)) if wanted else {}

    def of(self, order: Any) -> Book:
        """In the caller's transaction: the book of an order that the caller has read."""
        return self._read([order.id], [order])[order.id]

    def _read(self, ids: list[int], heads: Sequence[Any]) -> dict[int, Book]:
        found = {head.id: Book(head) for head in heads}
        for line in self.books.ordered(ids):
            if line.order_id in found:
                found[line.order_id].ordered[line.id] = line
        for one in self.books.taken(ids):
            if one.order_id in found:
                found[one.order_id].taken.append(one)
        return found
