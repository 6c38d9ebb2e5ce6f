"""Stages: what they ask of deals, and where deals go when one of them is removed."""

from typing import Any

from crm.dao.sales.stage import StageDao, Step
from crm.domain.kit.kind import Option
from crm.domain.sales.opportunity import STATES
from crm.domain.sales.stage import Stage, StageDraft
from crm.errors import Invalid
from crm.language import Named, Words, number
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading

MOST = 1000
TONES = {state.value: state.tone for state in STATES if state.value != "open"}


class StageService(RecordService[Stage, StageDraft]):
    records: StageDao

    @reading
    def steps(self) -> dict[int, Step]:
        """Every stage by its id, pipeline by pipeline in their order."""
        return {step.id: step for step in self.records.in_order()}

    def offered(self, within: Any = None) -> tuple[Option, ...]:
        """The stages of a pipeline; all of them with their pipelines, where there are several."""
        steps = list(self.steps().values())
        several = within is None and len({step.pipeline_id for step in steps}) > 1
        return tuple(
            Option(str(step.id), Named(f"{step.pipeline_name} · {step.name}" if several else step.name), TONES.get(step.kind, ""))
            for step in steps
            if within in (None, step.pipeline_id)
        )

    def verify(self, row: Any, before: Any | None) -> None:
        """Deals take their state from their stage: what a stage is does not change under them."""
        if before is None or (row.kind, row.pipeline_id) == (before.kind, before.pipeline_id):
            return
        if self.records.holding(row.id, 1):
            name = "kind" if row.kind != before.kind else "pipeline_id"
            raise Invalid({name: Words("Deals stand in this stage. Please move them first.")})

    def verify_removal(self, row: Any) -> None:
        if count := self.records.holding(row.id, MOST):
            raise Invalid(id=Words("This stage still has deals: {n}. Please move them first.", n=number(count)))
