"""Win and loss reasons in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.reason import MODULE


@dataclass(frozen=True)
class Why:
    """A reason in short."""

    id: int
    name: str
    kind: str
    detailed: bool


class ReasonDao(RecordDao):
    module = MODULE

    @statement
    def in_order(self) -> list[Why]: ...
