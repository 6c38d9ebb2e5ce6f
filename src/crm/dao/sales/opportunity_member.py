"""Members of the teams of deals in the database."""

from crm.dao.sales.opportunity_part import PartDao
from crm.domain.sales.opportunity_member import MODULE


class OpportunityMemberDao(PartDao):
    module = MODULE
