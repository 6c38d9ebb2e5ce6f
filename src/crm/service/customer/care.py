"""Care plans: how often customers hear from us, and who has waited too long."""

from datetime import date
from typing import Any

from crm import current
from crm.dao.customer.care import CareDao
from crm.domain.customer.care import Care, CareDraft, Gap, waiting_too_long
from crm.domain.kit.filter_tree import Group
from crm.language import local
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading


class CareService(RecordService[Care, CareDraft]):
    records: CareDao

    @reading
    def gaps(self) -> dict[str, Gap]:
        """The plan by grade, for all who see customers."""
        return {gap.grade: gap for gap in self.records.gaps()}

    @reading
    def late(self, longest: bool = False, unplanned: bool = False) -> Group | None:
        """The filter of customers who have waited too long; None where there is no plan."""
        gaps = self.records.gaps()
        return waiting_too_long(gaps, current.today(), longest, unplanned) if gaps else None


def days_since(row: Any, today: date | None = None) -> int:
    """Days without a touch, on the reader's own calendar; somebody never touched waits since he was written down."""
    since = row.touched_at or row.created_at
    return max(((today or current.today()) - local(since).date()).days, 0)
