"""Contracts in the database."""

from dataclasses import dataclass
from datetime import date, datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.contract import MODULE


@dataclass(frozen=True)
class Numbered:
    """A contract and its number."""

    id: int
    number: str


class ContractDao(RecordDao):
    module = MODULE

    @statement
    def numbers(self, numbers: list[str]) -> list[Numbered]:
        """The contracts that have one of the numbers."""
        ...

    @statement
    def of_order(self, order_id: int) -> int | None:
        """The contract that was made of an order."""
        ...

    @statement
    def over(self, today: date, after: int, size: int) -> list[int]:
        """Contracts in force whose term is over, in the order of their ids."""
        ...

    @statement
    def touch(self, ids: list[int], at: datetime) -> int:
        """Somebody called, wrote, met or visited: the last touch is this, unless a later one is known."""
        ...
