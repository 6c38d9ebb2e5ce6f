"""Requests for approval in the database."""

from dataclasses import dataclass
from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.approval_request import MODULE, ApprovalRequest


@dataclass(frozen=True)
class Seated(ApprovalRequest):
    """A request with one of its seats."""

    seat_id: int | None = None
    step: int = 0
    user_id: int = 0
    seat_state: str = ""
    since: datetime | None = None
    due_at: datetime | None = None
    at: datetime | None = None
    seat_comment: str | None = None
    why: str = ""
    via_id: int | None = None
    user_name: str | None = None
    via_name: str | None = None


class ApprovalRequestDao(RecordDao):
    module = MODULE

    @statement
    def last(self, subject: str, record_id: int) -> list[Seated]:
        """The latest request of a record with all its seats. The caller has read the record."""
        ...
