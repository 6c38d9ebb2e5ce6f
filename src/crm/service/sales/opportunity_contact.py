"""The roles that people of the customer have in deals."""

from typing import Any

from crm.domain.sales.opportunity_contact import OpportunityContact, OpportunityContactDraft
from crm.service.sales.opportunity_part import PartService


class OpportunityContactService(PartService[OpportunityContact, OpportunityContactDraft]):
    points = ("contact_id",)

    def verify(self, row: Any, before: Any | None) -> None:
        super().verify(row, before)
        self._only(row, "contact_id")
