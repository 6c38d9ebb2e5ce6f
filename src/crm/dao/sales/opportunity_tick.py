"""Ticked items in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.opportunity_tick import MODULE


class OpportunityTickDao(RecordDao):
    module = MODULE
