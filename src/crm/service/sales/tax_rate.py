"""Tax rates."""

from typing import Any

from crm.dao.sales.tax_rate import TaxRateDao
from crm.domain.sales.tax_rate import TaxRate, TaxRateDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class TaxRateService(RecordService[TaxRate, TaxRateDraft]):
    records: TaxRateDao

    def verify_removal(self, row: Any) -> None:
        if products := self.records.used(row.id):
            raise Invalid(id=Words("{n} products carry this tax rate. Give them another one first.", n=products))
