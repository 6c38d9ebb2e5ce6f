"""Sales orders in the database."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.money import Money
from crm.domain.sales.sales_order import MODULE


@dataclass(frozen=True)
class Numbered:
    """An order and its number."""

    id: int
    number: str


@dataclass(frozen=True)
class Part:
    """A line of an order: what it comes to without tax, and what one of its product costs, in which currency."""

    order_id: int
    quantity: Decimal
    net: Money
    cost: Money | None
    currency: str | None


class SalesOrderDao(RecordDao):
    module = MODULE

    @statement
    def numbers(self, numbers: list[str]) -> list[Numbered]:
        """The orders that have one of the numbers."""
        ...

    @statement
    def touch(self, ids: list[int], at: datetime) -> int:
        """Somebody called, wrote, met or visited: the last touch is this, unless a later one is known."""
        ...

    @statement
    def parts(self, ids: list[int]) -> list[Part]: ...

    @statement
    def set_sums(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def of_quote(self, quote_id: int) -> int | None:
        """The order that was made of a quote."""
        ...

    @statement
    def waiting(self, ids: list[int]) -> list[int]:
        """Those of the orders with a discount that waits for approval, or was refused."""
        ...

    @statement
    def leant_on(self, ids: list[int]) -> list[int]:
        """Those of the orders that deliveries, changes or contracts belong to."""
        ...
