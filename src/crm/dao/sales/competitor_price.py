"""Prices of competitors in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.competitor_price import MODULE


class CompetitorPriceDao(RecordDao):
    module = MODULE
