"""Requests for approval as records: listed, exported, and never changed by hand."""

from crm.dao.platform.approval_request import ApprovalRequestDao
from crm.domain.platform.approval_request import ApprovalRequest, ApprovalRequestDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import RecordService
from crm.service.kit.writer import Pairs


class ApprovalRequestService(RecordService[ApprovalRequest, ApprovalRequestDraft]):
    records: ApprovalRequestDao

    def guarded(self, pairs: Pairs) -> dict[int, Invalid]:
        """Also undo is refused."""
        return {at: Invalid(name=Words("A decision stays what it is; ask again instead.")) for at in range(len(pairs))}
