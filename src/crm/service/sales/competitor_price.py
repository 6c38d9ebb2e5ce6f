"""Prices of competitors."""

from crm.dao.sales.competitor_price import CompetitorPriceDao
from crm.domain.sales.competitor_price import CompetitorPrice, CompetitorPriceDraft
from crm.service.kit.record import RecordService


class CompetitorPriceService(RecordService[CompetitorPrice, CompetitorPriceDraft]):
    records: CompetitorPriceDao
