"""Requests for approval as records: listed, exported, and never changed by hand."""

from crm.dao.platform.approval_request import ApprovalRequestDao
from crm.domain.platform.approval_request import ApprovalRequest, ApprovalRequestDraft
from crm.errors import Invalid
from crm.service.kit.record import RecordService
from crm.service.kit.writer import Pairs
from crm.service.platform.approval_lock import STAYS


class ApprovalRequestService(RecordService[ApprovalRequest, ApprovalRequestDraft]):
    records: ApprovalRequestDao

    def guarded(self, pairs: Pairs) -> dict[int, Invalid]:
        """Also undo is refused."""
        return {at: Invalid(name=STAYS) for at in range(len(pairs))}
