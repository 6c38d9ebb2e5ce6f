"""Ticked items in the database."""

from crm.dao.sales.opportunity_part import PartDao
from crm.domain.sales.opportunity_tick import MODULE


class OpportunityTickDao(PartDao):
    module = MODULE
