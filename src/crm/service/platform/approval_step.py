"""Steps of flows of approval."""

from typing import Any

from crm.dao.platform.approval_step import ApprovalStepDao
from crm.domain.platform.approval_step import ApprovalStep, ApprovalStepDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.platform.user import UserService


class ApprovalStepService(RecordService[ApprovalStep, ApprovalStepDraft]):
    records: ApprovalStepDao

    def __init__(self, kit: Kit, records: ApprovalStepDao, users: UserService):
        super().__init__(kit, records)
        self.users = users

    def verify(self, row: Any, before: Any | None) -> None:
        """Whoever is to decide works here."""
        if row.kind == "person" and self.users.actor(row.user_id) is None:
            raise Invalid(user_id=Words("Please choose one from the list."))
