"""Stages in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.stage import MODULE


@dataclass(frozen=True)
class Step:
    """A stage in short."""

    id: int
    pipeline_id: int
    pipeline_name: str
    name: str
    position: int
    kind: str
    chance: int
    forecast: str | None
    norm_days: int | None
    needed: list[str]
    condition: str | None


class StageDao(RecordDao):
    module = MODULE

    @statement
    def in_order(self) -> list[Step]:
        """Every stage, pipeline by pipeline."""
        ...

    @statement
    def holding(self, id: int, most: int) -> int:
        """How many deals stand in the stage, counting no further than `most`."""
        ...
