"""The roles that people of the customer have in deals."""

from crm.domain.sales.opportunity_contact import OpportunityContact, OpportunityContactDraft
from crm.service.sales.opportunity_part import PartService


class OpportunityContactService(PartService[OpportunityContact, OpportunityContactDraft]):
    single = "contact_id"
