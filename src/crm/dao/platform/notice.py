"""Notices in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.notice import Notice, Reader


class NoticeDao(Dao):
    @statement
    def readers(self, ids: list[int]) -> list[Reader]:
        """Those of the users who are still here."""
        ...

    @statement
    def insert(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def unread(self, user_id: int, size: int) -> int:
        """How many, counting no further than `size`."""
        ...

    @statement
    def page(self, user_id: int, size: int, before_id: int | None = None) -> list[Notice]: ...

    @statement
    def get(self, id: int, user_id: int) -> Notice | None: ...

    @statement
    def read(self, user_id: int, now: datetime, id: int | None = None) -> int:
        """Mark one as read, or all."""
        ...

    @statement
    def forget(self, before: datetime) -> int: ...
