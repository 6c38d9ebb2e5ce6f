"""Exchange rates as records: one a currency and day."""

from typing import Any

from crm.dao.sales.exchange_rate import ExchangeRateDao
from crm.domain.sales.exchange_rate import ExchangeRate, ExchangeRateDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService


class ExchangeRateService(RecordService[ExchangeRate, ExchangeRateDraft]):
    records: ExchangeRateDao

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A currency has one rate a day, also among the rows themselves."""
        rows = [row for row, _ in pairs]
        there = self.records.there(sorted({row.currency for row in rows}), sorted({row.starts_on for row in rows}))
        taken, refused = {(day.currency, day.starts_on): day.id for day in there}, {}
        for at, row in enumerate(rows):
            if taken.setdefault((row.currency, row.starts_on), row.id or -1 - at) != (row.id or -1 - at):
                refused[at] = Invalid(starts_on=Words("{currency} has a rate from this day on already.", currency=row.currency))
        return refused
