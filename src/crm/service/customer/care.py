"""Care plans: how often customers hear from us, and who has waited too long."""

from datetime import date
from typing import Any

from crm import current
from crm.dao.customer.care import CareDao
from crm.domain.customer.care import Care, CareDraft, Gap, waiting_too_long
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter_tree import Group
from crm.language import local_day
from crm.service.kit.event import listens
from crm.service.kit.fresh import Fresh
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading


class CareService(RecordService[Care, CareDraft]):
    records: CareDao

    def __init__(self, kit: Kit, records: CareDao):
        super().__init__(kit, records)
        self._kept = Fresh(self._read)

    def gaps(self) -> dict[str, Gap]:
        """The plan by grade, for all who see customers. Every list of customers asks: it is kept for some seconds."""
        return self._kept()

    @reading
    def _read(self) -> dict[str, Gap]:
        return {gap.grade: gap for gap in self.records.gaps()}

    @listens(RecordsWritten)
    def forget(self, event: RecordsWritten) -> None:
        if event.module == self.module.name:
            self._kept.forget()

    def late(self, longest: bool = False, unplanned: bool = False) -> Group | None:
        """The filter of customers who have waited too long; None where there is no plan."""
        gaps = list(self.gaps().values())
        return waiting_too_long(gaps, current.today(), longest, unplanned) if gaps else None


def days_since(row: Any, today: date | None = None) -> int:
    """Days without a touch, on the reader's own calendar; somebody never touched waits since he was written down."""
    since = row.touched_at or row.created_at
    return max(((today or current.today()) - local_day(since)).days, 0)
