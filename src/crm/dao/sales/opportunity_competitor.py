"""Competitors in deals in the database."""

from crm.dao.sales.opportunity_part import PartDao
from crm.domain.sales.opportunity_competitor import MODULE


class OpportunityCompetitorDao(PartDao):
    module = MODULE
