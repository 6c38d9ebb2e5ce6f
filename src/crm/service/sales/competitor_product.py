"""Products of competitors."""

from crm.dao.sales.competitor_product import CompetitorProductDao
from crm.domain.sales.competitor_product import CompetitorProduct, CompetitorProductDraft
from crm.errors import Invalid
from crm.service.kit.record import Kit, RecordService
from crm.service.sales.competitor import CompetitorService, Pairs, unseen


class CompetitorProductService(RecordService[CompetitorProduct, CompetitorProductDraft]):
    records: CompetitorProductDao

    def __init__(self, kit: Kit, records: CompetitorProductDao, competitors: CompetitorService):
        super().__init__(kit, records)
        self.competitors = competitors

    def verify(self, row: CompetitorProduct, before: CompetitorProduct | None) -> None:
        for refusal in self.verify_all([(row, before)]).values():
            raise refusal

    def verify_all(self, pairs: Pairs) -> dict[int, Invalid]:
        """The competitor may be seen."""
        return unseen(pairs, "competitor_id", self.competitors)
