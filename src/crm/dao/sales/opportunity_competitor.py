"""Competitors in deals in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.opportunity_competitor import MODULE


class OpportunityCompetitorDao(RecordDao):
    module = MODULE
