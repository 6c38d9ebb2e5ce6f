"""The books of contracts in the database: read whole, kept as sums on contracts and instalments."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.sales.ledger import Back, Billed, Due, Head, Paid


@dataclass(frozen=True)
class Customer:
    """The customer of a contract."""

    id: int
    name: str


class LedgerDao(Dao):
    @statement
    def lock(self, ids: list[int]) -> list[Head]:
        """The contracts; nobody else writes a part of them before the end of this transaction."""
        ...

    @statement
    def heads(self, ids: list[int]) -> list[Head]: ...

    @statement
    def plans(self, ids: list[int]) -> list[Due]: ...

    @statement
    def receipts(self, ids: list[int]) -> list[Paid]: ...

    @statement
    def refunds(self, ids: list[int]) -> list[Back]: ...

    @statement
    def invoices(self, ids: list[int]) -> list[Billed]: ...

    @statement
    def customers(self, ids: list[int]) -> list[Customer]: ...

    @statement
    def set_sums(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def set_plans(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def late(self, today: date) -> int: ...
