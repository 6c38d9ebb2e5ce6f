"""Pipelines in the database."""

from dataclasses import dataclass

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.pipeline import MODULE


@dataclass(frozen=True)
class Way:
    """A pipeline in short."""

    id: int
    name: str
    active: bool


class PipelineDao(RecordDao):
    module = MODULE

    @statement
    def in_order(self) -> list[Way]: ...
