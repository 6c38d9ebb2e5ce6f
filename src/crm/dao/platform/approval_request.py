"""Requests for approval in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.approval_request import MODULE, ApprovalRequest


class ApprovalRequestDao(RecordDao):
    module = MODULE

    @statement
    def last(self, subject: str, record_id: int) -> ApprovalRequest | None:
        """The latest request of a record. The caller has read the record."""
        ...
