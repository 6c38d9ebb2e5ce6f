"""Positions in the database, and who works where as what."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.position import MODULE


@dataclass(frozen=True)
class Holders:
    """How many people have a position."""

    position_id: int
    n: int


@dataclass(frozen=True)
class Employee:
    """Somebody in the chart of the organisation."""

    id: int
    name: str
    department_id: int
    position_name: str | None


class PositionDao(RecordDao):
    module = MODULE

    @statement
    def holders(self, ids: list[int]) -> list[Holders]: ...

    @statement
    def staff(self, size: int) -> list[Employee]:
        """Whoever works here and in a department, in the order of names."""
        ...
