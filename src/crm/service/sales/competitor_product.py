"""Products of competitors."""

from crm.dao.sales.competitor_product import CompetitorProductDao
from crm.domain.sales.competitor_product import CompetitorProduct, CompetitorProductDraft
from crm.errors import Invalid
from crm.service.kit.record import Kit, RecordService
from crm.service.sales.competitor import CompetitorService, Pairs, unseen
from crm.service.sales.product import ProductService


class CompetitorProductService(RecordService[CompetitorProduct, CompetitorProductDraft]):
    records: CompetitorProductDao

    def __init__(self, kit: Kit, records: CompetitorProductDao, competitors: CompetitorService, products: ProductService):
        super().__init__(kit, records)
        self.competitors = competitors
        self.products = products

    def verify(self, row: CompetitorProduct, before: CompetitorProduct | None) -> None:
        for refusal in self.verify_all([(row, before)]).values():
            raise refusal

    def verify_all(self, pairs: Pairs) -> dict[int, Invalid]:
        """The competitor and our product may be seen."""
        return unseen(pairs, "competitor_id", self.competitors) | unseen(pairs, "product_id", self.products)
