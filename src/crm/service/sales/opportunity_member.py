"""The teams of deals."""

from crm.domain.sales.opportunity_member import OpportunityMember, OpportunityMemberDraft
from crm.service.sales.opportunity_part import PartService


class OpportunityMemberService(PartService[OpportunityMember, OpportunityMemberDraft]):
    points = ("user_id",)
