"""Rules of retention, and what they let go: details of change sets and of events, never the rows of a chain."""

from datetime import date, datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.retention import Rule, Waiting


class RetentionDao(Dao):
    @statement
    def rules(self) -> list[Rule]: ...

    @statement
    def put(self, subject: str, days: int) -> int: ...

    @statement
    def drop(self, subject: str) -> int: ...

    @statement
    def sets(self) -> list[Waiting]:
        """By module: how many change sets still have their details."""
        ...

    @statement
    def events(self) -> list[Waiting]: ...

    @statement
    def sets_before(self, kind: str, before: datetime, today: date) -> int: ...

    @statement
    def events_before(self, kind: str, before: datetime) -> int: ...

    @statement
    def due_sets(self, kind: str, before: datetime, size: int, today: date) -> list[int]: ...

    @statement
    def due_events(self, kind: str, before: datetime, size: int) -> list[int]: ...

    @statement
    def drop_items(self, ids: list[int]) -> int: ...

    @statement
    def mark_sets(self, ids: list[int], now: datetime) -> int: ...

    @statement
    def prune_events(self, ids: list[int], now: datetime) -> int:
        """Address and details go; when, what, who, and the digest of what is gone stay."""
        ...
