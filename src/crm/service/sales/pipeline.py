"""Pipelines: the ways of selling, the first of which is there before anybody sets one up."""

from typing import Any

from crm.dao.sales.pipeline import PipelineDao, Way
from crm.dao.sales.reason import ReasonDao
from crm.dao.sales.stage import StageDao
from crm.domain.kit.field import made_of
from crm.domain.kit.kind import Option
from crm.domain.sales.pipeline import MODULE, Pipeline, PipelineDraft
from crm.domain.sales.pipeline_ready import NAME, REASONS, STAGES
from crm.domain.sales.reason import MODULE as REASON
from crm.domain.sales.stage import MODULE as STAGE
from crm.errors import Invalid
from crm.language import Named, Words, say
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional


class PipelineService(RecordService[Pipeline, PipelineDraft]):
    records: PipelineDao

    def __init__(self, kit: Kit, records: PipelineDao, stages: StageDao, reasons: ReasonDao):
        super().__init__(kit, records)
        self.stages = stages
        self.reasons = reasons

    @reading
    def ways(self) -> list[Way]:
        """The pipelines in their order, those in use first."""
        return sorted(self.records.in_order(), key=lambda way: not way.active)

    def offered(self, within: Any = None) -> tuple[Option, ...]:
        return tuple(Option(str(way.id), Named(way.name)) for way in self.ways())

    @transactional
    def first(self) -> Way:
        """The first pipeline in use. Where there is none, the standard one is made, in the words of whoever acts."""
        found = next((way for way in self.ways() if way.active), None)
        return found or self._standard()

    def _standard(self) -> Way:
        (row,) = self._insert(MODULE, self.records, [{"name": say(NAME), "position": 10}])
        stages = [one.values() | {"pipeline_id": row.id, "position": at * 10} for at, one in enumerate(STAGES, 1)]
        self._insert(STAGE, self.stages, stages)
        if not self.reasons.in_order():
            reasons = [{"name": say(name), "kind": kind, "position": at * 10} for at, (kind, name) in enumerate(REASONS, 1)]
            self._insert(REASON, self.reasons, reasons)
        return Way(row.id, row.name, True)

    def _insert(self, module: Any, dao: Any, rows: list[dict[str, Any]]) -> list[Any]:
        return self.writer.insert(module, dao, [self._owned(made_of(module.row, values)) for values in rows])

    def verify_removal(self, row: Any) -> None:
        if any(self.stages.holding(stage.id, 1) for stage in self.stages.in_order() if stage.pipeline_id == row.id):
            raise Invalid(id=Words("Deals stand in the stages of this pipeline. Please move them first."))
