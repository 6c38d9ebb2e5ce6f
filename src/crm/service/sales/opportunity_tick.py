"""Ticks on the checklists of deals."""

from crm.domain.sales.opportunity_tick import OpportunityTick, OpportunityTickDraft
from crm.errors import Forbidden
from crm.service.kit.transaction import transactional
from crm.service.sales.opportunity_part import PartService


class OpportunityTickService(PartService[OpportunityTick, OpportunityTickDraft]):
    single = "playbook_id"

    @transactional
    def tick(self, opportunity_id: int, playbook_id: int, done: bool) -> None:
        """Tick an item of a deal's checklist, or take the tick away; nothing happens where it is so already."""
        deal = self.deals.get(opportunity_id)
        if not self.deals.may("edit", deal):
            raise Forbidden()
        there = [one for one in self.records.parts([opportunity_id]) if one.playbook_id == playbook_id]  # type: ignore[attr-defined]
        if done and not there:
            self.create(OpportunityTickDraft.parse({"opportunity_id": opportunity_id, "playbook_id": playbook_id}))
        elif there and not done:
            self.writer.remove(self.module, self.records, there)
