"""Leads in the database."""

from datetime import date, datetime
from typing import Any

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.sales.lead import MODULE


class LeadDao(RecordDao):
    module = MODULE

    @statement
    def touch(self, ids: list[int], at: datetime) -> int:
        """Somebody called, wrote, met or visited: the last touch is this, unless a later one is known."""
        ...

    @statement
    def set_scores(self, rows: list[dict[str, Any]]) -> int:
        """Keep score and grade of each id; those that are right already are not written."""
        ...

    @statement
    def due_back(self, today: date, size: int) -> list[int]:
        """Disqualified leads whose day has come."""
        ...

    @statement
    def open_after(self, after_id: int, size: int) -> list[int]:
        """The next open leads by number, whosever they are."""
        ...
