"""Steps of flows of approval in the database."""

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.approval_step import MODULE, ApprovalStep


class ApprovalStepDao(RecordDao):
    module = MODULE

    @statement
    def of_flow(self, flow_id: int) -> list[ApprovalStep]: ...
