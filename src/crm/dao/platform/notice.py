"""Notices in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.notice import Assigned, Choice, Hours, Notice, Outgoing, Reader


class NoticeDao(Dao):
    @statement
    def readers(self, ids: list[int], kind: str) -> list[Reader]:
        """Those of the users who are still here, with how they want to hear of the kind."""
        ...

    @statement
    def insert(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def unread(self, user_id: int, size: int) -> int:
        """How many, counting no further than `size`."""
        ...

    @statement
    def page(
        self, user_id: int, size: int, before_id: int | None = None, kind: str | None = None, only_unread: bool | None = None
    ) -> list[Notice]: ...

    @statement
    def get(self, id: int, user_id: int) -> Notice | None: ...

    @statement
    def read(self, user_id: int, now: datetime, id: int | None = None) -> int:
        """Mark one as read, or all."""
        ...

    @statement
    def unread_again(self, id: int, user_id: int) -> int: ...

    @statement
    def forget(self, before: datetime) -> int: ...

    @statement
    def take_due(self, now: datetime, size: int) -> list[Outgoing]:
        """Those whose mail is due; each is given to one caller only."""
        ...

    @statement
    def choices(self, user_id: int) -> list[Choice]: ...

    @statement
    def choose(self, user_id: int, kind: str, way: str, push: bool) -> int: ...

    @statement
    def hours(self, user_id: int) -> Hours | None: ...

    @statement
    def put_hours(self, user_id: int, quiet_from: int | None, quiet_until: int | None, digest_at: int) -> int: ...

    @statement
    def assigned(self, ids: list[int]) -> list[Assigned]:
        """Records that have an owner."""
        ...
