"""The playbook in the database."""

from dataclasses import dataclass
from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.playbook import MODULE


@dataclass(frozen=True)
class Todo:
    """An item of a deal's checklist, and who ticked it when."""

    id: int
    stage_id: int
    stage_name: str
    name: str
    needed: bool
    hint: str | None
    tick_id: int | None
    ticked_at: datetime | None
    ticked_by: str | None


@dataclass(frozen=True)
class Undone:
    """An item that a deal's stage needs and that nobody has ticked."""

    id: int  # of the deal
    name: str


class PlaybookDao(RecordDao):
    module = MODULE

    @statement
    def checklist(self, id: int) -> list[Todo]:
        """What is to be done for the deal, stage by stage."""
        ...

    @statement
    def undone(self, ids: list[int]) -> list[Undone]:
        """What keeps these deals in the stages where they stand."""
        ...
