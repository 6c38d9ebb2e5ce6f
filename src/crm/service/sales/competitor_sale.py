"""Sales of competitors."""

from crm.dao.sales.competitor_sale import CompetitorSaleDao
from crm.domain.sales.competitor_sale import CompetitorSale, CompetitorSaleDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.sales.competitor import CompetitorService, Pairs, unseen
from crm.service.sales.competitor_product import CompetitorProductService


class CompetitorSaleService(RecordService[CompetitorSale, CompetitorSaleDraft]):
    records: CompetitorSaleDao

    def __init__(self, kit: Kit, records: CompetitorSaleDao, competitors: CompetitorService, products: CompetitorProductService):
        super().__init__(kit, records)
        self.competitors = competitors
        self.products = products

    def verify(self, row: CompetitorSale, before: CompetitorSale | None) -> None:
        for refusal in self.verify_all([(row, before)]).values():
            raise refusal

    def verify_all(self, pairs: Pairs) -> dict[int, Invalid]:
        """Competitor and product may be seen, and the product is that competitor's."""
        refused = unseen(pairs, "competitor_id", self.competitors) | unseen(pairs, "competitor_product_id", self.products)
        named = {at: row for at, (row, _) in enumerate(pairs) if row.competitor_product_id and at not in refused}
        wanted = sorted({row.competitor_product_id for row in named.values()})
        makers = {one.id: one.competitor_id for one in self.products.find(wanted)} if wanted else {}
        strange = {
            at: Invalid(competitor_product_id=Words("This product is not of that competitor."))
            for at, row in named.items()
            if makers.get(row.competitor_product_id, row.competitor_id) != row.competitor_id
        }
        return refused | strange
