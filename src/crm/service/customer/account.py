"""Customers: what is true of them beyond their shape."""

from typing import Any

from crm import current
from crm.dao.customer.account import AccountDao
from crm.dao.customer.account_group import AccountGroupDao
from crm.domain.customer.account import Account, AccountDraft
from crm.domain.customer.account_group import DEEPEST
from crm.domain.customer.event import Touched
from crm.domain.kit.field import changed
from crm.errors import Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.record import Kit, RecordService


class AccountService(RecordService[Account, AccountDraft]):
    records: AccountDao

    def __init__(self, kit: Kit, records: AccountDao, groups: AccountGroupDao):
        super().__init__(kit, records)
        self.groups = groups

    def _owned(self, row: Any) -> Any:
        row = super()._owned(row)
        return changed(row, stage_at=current.now()) if row.stage else row  # later changes are dated by the statement

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """A parent company is not the customer itself or one below it; below a new one nothing stands."""
        return {
            at: Invalid(parent_id=Words("A company cannot stand above itself."))
            for at, (row, old) in enumerate(pairs)
            if old is not None and row.parent_id and row.parent_id != old.parent_id and row.id in self.groups.line(row.parent_id, DEEPEST)
        }

    @listens(Touched)
    def touch(self, event: Touched) -> None:
        if event.module == self.module.name:
            self.records.touch(list(event.ids), event.at)
