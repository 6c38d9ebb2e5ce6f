"""What belongs to orders, in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao


@dataclass(frozen=True)
class Part:
    """A part and whose it has to be."""

    id: int
    owner_id: int | None
    department_id: int | None


class OrderPartDao(RecordDao, abstract=True):
    """A part carries its order's owner, so that both are seen by the same people."""

    @statement
    def orders(self, ids: list[int]) -> list[int]:
        """The orders of these parts, also of those that were taken away."""
        ...

    @statement
    def strays(self, ids: list[int]) -> list[Part]:
        """The parts of these orders that are not their order's owner's or customer's."""
        ...

    @statement
    def follow(self, ids: list[int]) -> int:
        """Give the parts of these orders to the owners and customers of the orders."""
        ...
