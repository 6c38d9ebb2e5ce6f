"""Months of the books in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.period import MODULE


@dataclass(frozen=True)
class Taken:
    """A month that is written down."""

    id: int
    month: str


class PeriodDao(RecordDao):
    module = MODULE

    @statement
    def closed(self, months: list[str]) -> list[str]:
        """Those of the months that are closed."""
        ...

    @statement
    def join(self) -> int:
        """Nobody closes a month before the end of this transaction."""
        ...

    @statement
    def alone(self) -> int:
        """Wait for all who book something; nobody does before the end of this transaction."""
        ...

    @statement
    def taken(self, months: list[str]) -> list[Taken]: ...
