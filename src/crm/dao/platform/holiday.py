"""Holidays and shifted days in the database."""

from datetime import date

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.holiday import MODULE, Correction


class HolidayDao(RecordDao):
    module = MODULE

    @statement
    def between(self, first: date, last: date | None = None) -> list[Correction]:
        """What was said of the days from the first to the last, whoever asks."""
        ...
