"""Flows of approval in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.approval_flow import MODULE, Known


class ApprovalFlowDao(RecordDao):
    module = MODULE

    @statement
    def every(self) -> list[Known]:
        """All flows there are or were, in their order."""
        ...
