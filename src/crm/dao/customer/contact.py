"""Contacts in the database."""

from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.customer.contact import MODULE


class ContactDao(RecordDao):
    module = MODULE

    @statement
    def touch(self, ids: list[int], at: datetime) -> int:
        """Somebody called, wrote, met or visited: the last touch is this, unless a later one is known."""
        ...
