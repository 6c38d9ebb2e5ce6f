"""Competitors in deals."""

from crm.domain.sales.opportunity_competitor import OpportunityCompetitor, OpportunityCompetitorDraft
from crm.service.sales.opportunity_part import PartService


class OpportunityCompetitorService(PartService[OpportunityCompetitor, OpportunityCompetitorDraft]):
    single = "competitor_id"
