"""Prices of competitors."""

from crm.dao.sales.competitor_price import CompetitorPriceDao
from crm.domain.sales.competitor_price import CompetitorPrice, CompetitorPriceDraft
from crm.errors import Invalid
from crm.service.kit.record import Kit, RecordService
from crm.service.sales.competitor import Pairs, unseen
from crm.service.sales.competitor_product import CompetitorProductService


class CompetitorPriceService(RecordService[CompetitorPrice, CompetitorPriceDraft]):
    records: CompetitorPriceDao

    def __init__(self, kit: Kit, records: CompetitorPriceDao, products: CompetitorProductService):
        super().__init__(kit, records)
        self.products = products

    def verify_all(self, pairs: Pairs) -> dict[int, Invalid]:
        """The product may be seen."""
        return unseen(pairs, "competitor_product_id", self.products)
