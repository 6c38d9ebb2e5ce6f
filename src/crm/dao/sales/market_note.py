"""Market information in the database."""

from crm.dao.kit.record import RecordDao
from crm.domain.sales.market_note import MODULE


class MarketNoteDao(RecordDao):
    module = MODULE
