"""Members of the teams of deals in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.opportunity_member import MODULE


class OpportunityMemberDao(RecordDao):
    module = MODULE
