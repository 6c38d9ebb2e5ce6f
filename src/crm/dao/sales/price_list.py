"""Price lists in the database."""

from datetime import date

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.price_list import MODULE, PriceList


class PriceListDao(RecordDao):
    module = MODULE

    @statement
    def valid(self, currency: str, day: date, size: int) -> list[PriceList]:
        """Those in force on the day."""
        ...
