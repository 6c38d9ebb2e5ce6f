"""Tax rates in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.tax_rate import MODULE, TaxRate


class TaxRateDao(RecordDao):
    module = MODULE

    @statement
    def used(self, id: int) -> int:
        """By how many products."""
        ...

    @statement
    def all(self, size: int) -> list[TaxRate]: ...
