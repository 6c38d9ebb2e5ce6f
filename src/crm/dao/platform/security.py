"""Security events in the database: written and read, nothing else."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.security import SecurityEvent


class SecurityDao(Dao):
    @statement
    def insert(self, now: datetime, kind: str, user_id: int | None, address: str | None, detail: dict[str, Any]) -> int: ...

    @statement
    def page(self, size: int, user_id: int | None = None) -> list[SecurityEvent]: ...
