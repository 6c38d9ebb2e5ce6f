"""Competitors in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.competitor import MODULE


class CompetitorDao(RecordDao):
    module = MODULE
