"""Who receives leads: each person once."""

from typing import Any

from crm.dao.sales.lead_receiver import LeadReceiverDao
from crm.domain.kit.field import changed
from crm.domain.sales.lead_receiver import LeadReceiver, LeadReceiverDraft
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.platform.user import UserService


class LeadReceiverService(RecordService[LeadReceiver, LeadReceiverDraft]):
    records: LeadReceiverDao

    def __init__(self, kit: Kit, records: LeadReceiverDao, users: UserService):
        super().__init__(kit, records)
        self.users = users

    def _owned(self, row: Any) -> Any:
        """Titled by the person's name, which its place in the index follows."""
        found = self.users.actor(row.user_id)
        return changed(super()._owned(row), user_name=found.name if found else None)

    def verify(self, row: Any, before: Any | None) -> None:
        if before is not None and before.user_id != row.user_id:
            raise Invalid(user_id=Words("A line stays with its person. Make another one for somebody else."))
        if before is None and self.users.actor(row.user_id) is None:
            raise Invalid(user_id=Words("Please choose one from the list."))
        if before is None and self.records.of_user(row.user_id):
            raise Invalid(user_id=Words("There is a line for this person already."))
