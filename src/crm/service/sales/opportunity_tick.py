"""Ticks on the checklists of deals."""

from crm.domain.sales.opportunity_tick import OpportunityTick, OpportunityTickDraft
from crm.service.sales.opportunity_part import PartService


class OpportunityTickService(PartService[OpportunityTick, OpportunityTickDraft]):
    points = ("playbook_id",)
