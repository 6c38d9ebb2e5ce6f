"""A stage that is removed: its deals are moved first, all of it undone as one."""

from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.platform.journal import Outcome
from crm.domain.sales.opportunity import Opportunity
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.transaction import reading, transactional
from crm.service.sales.opportunity import OpportunityService
from crm.service.sales.stage import StageService

NAMED = 10
BATCH = 500
ORDER = Sort((("created_at", False),))


class StageRemovalService:
    """Empties a stage and removes it."""

    def __init__(self, stages: StageService, deals: OpportunityService):
        self.db = stages.db
        self.stages = stages
        self.deals = deals

    @reading
    def held(self, id: int) -> tuple[int, list[Opportunity]]:
        """How many deals stand in the stage, and the first of those that whoever acts may see."""
        self.stages.get(id)
        return self.stages.records.holding(id, 10_000), self.deals.page(Query(_standing(id), ORDER, size=NAMED))[:NAMED]

    @transactional
    def move_and_remove(self, id: int, to: int) -> Outcome:
        """Put every deal of the stage into another of the same pipeline, then remove it. A deal that may not be seen or moved
        keeps the stage, and all stays as it was."""
        stage, other = self.stages.get(id), self.stages.get(to)
        self.stages.check_record("remove", stage)
        if other.pipeline_id != stage.pipeline_id or other.kind != stage.kind or other.id == stage.id:
            raise Invalid(to=Words("Please choose another stage of the same kind in this pipeline."))
        with self.deals.writer.together(source="bulk", reason=stage.name):
            while rows := self.deals.page(Query(_standing(id), ORDER, size=BATCH))[:BATCH]:
                outcome = self.deals.moved_all([row.id for row in rows], to)
                if outcome.refused:
                    why = next(iter(outcome.refused.values()))
                    raise Invalid(to=Words("{name}: {why}", name=outcome.titles[next(iter(outcome.refused))], why=why))
            outcome = self.stages.remove_all([id])
        if outcome.refused:
            raise Invalid(to=Words("{why}", why=next(iter(outcome.refused.values()))))
        return outcome


def _standing(id: int) -> Group:
    return Group((Condition("stage_id", "any", (id,)),))
