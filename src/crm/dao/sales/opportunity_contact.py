"""The roles that people have in deals, in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.opportunity_contact import MODULE


class OpportunityContactDao(RecordDao):
    module = MODULE
