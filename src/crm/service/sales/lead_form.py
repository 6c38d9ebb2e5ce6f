"""Forms on the web: each has an address of its own, and a receiver who works here."""

import secrets
from typing import Any

from crm.dao.sales.lead_form import LeadFormDao
from crm.domain.kit.field import changed
from crm.domain.sales.lead_form import LeadForm, LeadFormDraft
from crm.errors import Invalid, NotFound
from crm.language import Words
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading
from crm.service.platform.user import UserService


class LeadFormService(RecordService[LeadForm, LeadFormDraft]):
    records: LeadFormDao

    def __init__(self, kit: Kit, records: LeadFormDao, users: UserService):
        super().__init__(kit, records)
        self.users = users

    def _owned(self, row: Any) -> Any:
        return changed(super()._owned(row), token=secrets.token_urlsafe(12))

    def verify(self, row: Any, before: Any | None) -> None:
        if self.users.actor(row.receiver_id) is None:
            raise Invalid(receiver_id=Words("Please choose one from the list."))

    @reading
    def open(self, token: str) -> LeadForm:
        """The form in use under an address, whoever asks."""
        found = self.records.by_token(token) if token.isprintable() else None  # a NUL is no text to the database
        if found is None:
            raise NotFound()
        return found
