"""Security events in the database: written, read, and shortened when their time is over."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.security import EventHead, EventLine, SecurityEvent


class SecurityDao(Dao):
    @statement
    def lock(self) -> int | None:
        """Who holds it is the next to write an event. It is the lock of the journal's chain, taken first by all: two locks would be
        taken in two orders."""
        ...

    @statement
    def head(self) -> EventHead | None: ...

    @statement
    def insert(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def move_head(self, id: int, hash: str) -> int: ...

    @statement
    def page(self, size: int, user_id: int | None = None) -> list[SecurityEvent]: ...

    @statement
    def lines(
        self, size: int, before_id: int | None = None, user_id: int | None = None, kind: str | None = None, address: str | None = None,
        request_id: str | None = None, first_id: int | None = None, last_id: int | None = None,
    ) -> list[EventLine]:
        """The newest events that meet the criteria, with names."""
        ...

    @statement
    def first_since(self, since: datetime) -> int | None: ...

    @statement
    def last_until(self, until: datetime) -> int | None: ...
