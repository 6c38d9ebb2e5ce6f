"""Holidays and shifted days: what an administrator says of single days."""

from datetime import date
from typing import Any

from crm.dao.platform.holiday import HolidayDao
from crm.domain.platform.holiday import Correction, Holiday, HolidayDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading


class HolidayService(RecordService[Holiday, HolidayDraft]):
    records: HolidayDao

    def verify(self, row: Any, before: Any | None) -> None:
        if any(one.id != row.id for one in self.records.between(row.day, row.day)):
            raise Invalid(day=Words("This day has an entry already."))

    @reading
    def corrections(self, first: date, last: date | None = None) -> dict[date, Correction]:
        """What was said of the days from the first to the last; for every calendar, whoever looks at it."""
        return {one.day: one for one in self.records.between(first, last)}
