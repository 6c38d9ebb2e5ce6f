"""The roles that people have in deals, in the database."""

from crm.dao.sales.opportunity_part import PartDao
from crm.domain.sales.opportunity_contact import MODULE


class OpportunityContactDao(PartDao):
    module = MODULE
