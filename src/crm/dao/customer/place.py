"""Places of customers in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.place import MODULE, Place


@dataclass(frozen=True)
class Head:
    """A customer and whose it is."""

    id: int
    name: str
    owner_id: int | None
    department_id: int | None


class PlaceDao(RecordDao):
    """A place carries its customer's owner, so that both are seen by the same people."""

    module = MODULE

    @statement
    def heads(self, ids: list[int]) -> list[Head]:
        """The customers of these numbers that are still there."""
        ...

    @statement
    def of(self, account_ids: list[int]) -> list[Place]:
        """The places of customers that the actor was allowed to read; the one written last first."""
        ...

    @statement
    def strays(self, ids: list[int]) -> list[Head]:
        """The places of these customers that are not their customer's owner's."""
        ...

    @statement
    def follow(self, ids: list[int]) -> int:
        """Give the places of these customers to the customers' owners."""
        ...
