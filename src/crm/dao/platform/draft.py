"""Drafts of what is being typed in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement


class DraftDao(Dao):
    @statement
    def put(self, user_id: int, record_id: int, kind: str, data: dict[str, Any], now: datetime) -> int: ...

    @statement
    def drop(self, user_id: int, record_id: int, kind: str) -> int: ...

    @statement
    def forget(self, before: datetime) -> int: ...
