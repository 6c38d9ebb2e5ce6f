"""Masked values that were shown in full."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.reveal import Reveal


class RevealDao(Dao):
    @statement
    def insert(self, id: int, at: datetime, user_id: int, module_name: str, record_id: int, field: str) -> int: ...

    @statement
    def count_since(self, user_id: int, since: datetime) -> int:
        """How many one person was shown since then."""
        ...

    @statement
    def lock_person(self, user_id: int) -> int | None:
        """Hold the person's row: his reveals are counted one after the other. SQLite has one writer anyway."""
        ...

    @statement
    def of_record(self, module_name: str, record_id: int, size: int) -> list[Reveal]:
        """Who was shown what of one record, newest first."""
        ...
