"""Tax rates."""

from typing import Any

from crm.dao.sales.tax_rate import TaxRateDao
from crm.domain.sales.tax_rate import TaxRate, TaxRateDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading

MOST = 100


class TaxRateService(RecordService[TaxRate, TaxRateDraft]):
    records: TaxRateDao

    @reading
    def all(self) -> list[TaxRate]:
        """Every rate there is, for the choices of a line; whoever writes lines has to know them."""
        return self.records.all(MOST)

    def verify_removal(self, row: Any) -> None:
        if products := self.records.used(row.id):
            raise Invalid(id=Words("This tax rate still stands in products: {n}. Give them another one first.", n=products))
