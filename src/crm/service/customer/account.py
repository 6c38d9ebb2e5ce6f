"""Customers: what is true of them beyond their shape."""

from typing import Any

from crm.dao.customer.account import AccountDao
from crm.domain.customer.account import Account, AccountDraft
from crm.domain.customer.event import Touched
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import RecordService


class AccountService(RecordService[Account, AccountDraft]):
    records: AccountDao

    def verify(self, row: Any, before: Any | None) -> None:
        if row.parent_id and (before is None or before.parent_id != row.parent_id):
            self._verify_parent(row)

    def _verify_parent(self, row: Any) -> None:
        """The parent exists, may be seen, and is not this customer or one below it."""
        seen = {row.id}
        parent_id = row.parent_id
        while parent_id:
            if parent_id in seen:
                raise Invalid(parent_id=Words("A company cannot stand above itself."))
            seen.add(parent_id)
            found = self.records.find([parent_id])
            if not found:
                raise Invalid(parent_id=Words("Please choose one from the list."))
            parent_id = self.get(parent_id).parent_id

    @listens(Touched)
    def touch(self, event: Touched) -> None:
        if event.module == self.module.name:
            self.records.touch(list(event.ids), event.at)
