"""Market information."""

from crm.dao.sales.market_note import MarketNoteDao
from crm.domain.sales.market_note import MarketNote, MarketNoteDraft
from crm.service.kit.record import RecordService


class MarketNoteService(RecordService[MarketNote, MarketNoteDraft]):
    records: MarketNoteDao
