"""Competitors in deals."""

from typing import Any

from crm.domain.sales.opportunity_competitor import OpportunityCompetitor, OpportunityCompetitorDraft
from crm.service.sales.opportunity_part import PartService


class OpportunityCompetitorService(PartService[OpportunityCompetitor, OpportunityCompetitorDraft]):
    points = ("competitor_id",)

    def verify(self, row: Any, before: Any | None) -> None:
        super().verify(row, before)
        self._only(row, "competitor_id")
