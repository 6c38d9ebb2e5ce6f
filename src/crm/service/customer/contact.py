"""Contacts: what is true of them beyond their shape."""

from typing import Any

from crm.dao.customer.account import AccountDao
from crm.dao.customer.contact import ContactDao
from crm.domain.customer.contact import Contact, ContactDraft
from crm.domain.customer.event import Touched
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService


class ContactService(RecordService[Contact, ContactDraft]):
    records: ContactDao

    def __init__(self, kit: Kit, records: ContactDao, accounts: AccountDao):
        super().__init__(kit, records)
        self.accounts = accounts

    def verify(self, row: Any, before: Any | None) -> None:
        for refusal in self.verify_all([(row, before)]).values():
            raise refusal

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A contact is put only with a customer that the actor may see."""
        moved = {
            at: row.account_id
            for at, (row, before) in enumerate(pairs)
            if row.account_id and (before is None or before.account_id != row.account_id)
        }
        seen = {account.id for account in self.accounts.find(sorted(set(moved.values())))} if moved else set()
        return {at: Invalid(account_id=Words("Please choose one from the list.")) for at, id in moved.items() if id not in seen}

    @listens(Touched)
    def touch(self, event: Touched) -> None:
        if event.module == self.module.name:
            self.records.touch(list(event.ids), event.at)
