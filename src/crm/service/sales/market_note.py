"""Market information."""

from crm.dao.sales.market_note import MarketNoteDao
from crm.domain.sales.market_note import MarketNote, MarketNoteDraft
from crm.errors import Invalid
from crm.service.kit.record import Kit, RecordService
from crm.service.sales.competitor import CompetitorService, Pairs, unseen


class MarketNoteService(RecordService[MarketNote, MarketNoteDraft]):
    records: MarketNoteDao

    def __init__(self, kit: Kit, records: MarketNoteDao, competitors: CompetitorService):
        super().__init__(kit, records)
        self.competitors = competitors

    def verify_all(self, pairs: Pairs) -> dict[int, Invalid]:
        """The competitor may be seen."""
        return unseen(pairs, "competitor_id", self.competitors)
