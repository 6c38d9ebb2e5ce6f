"""Commission runs in the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.kit.money import Money
from crm.domain.sales.commission_run import MODULE


@dataclass(frozen=True)
class Head:
    """What other runs ask of a run."""

    id: int
    month: str
    state: str
    taken_at: datetime | None
    terms: dict[str, Any]


class CommissionRunDao(RecordDao):
    module = MODULE

    @statement
    def lock(self, id: int) -> Head | None:
        """The run; nobody else writes its lines before the end of this transaction."""
        ...

    @statement
    def all(self) -> list[Head]:
        """Every run, the oldest first."""
        ...

    @statement
    def set_result(
        self, id: int, total: Money, people: int, entries: int, taken_at: datetime, terms: dict[str, Any], problems: list[Any]
    ) -> int: ...
