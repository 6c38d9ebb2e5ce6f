"""Followers and stars in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.follow import Follower, Mark, Moved, Own, Place, Titled


class FollowDao(Dao):
    @statement
    def own(self, user_id: int, record_id: int) -> list[Own]:
        """Everything of one person's own about a record, at once: a page asks for it each time."""
        ...

    @statement
    def put(self, user_id: int, record_id: int, kind: str, module_name: str, now: datetime) -> int: ...

    @statement
    def drop(self, user_id: int, record_id: int, kind: str) -> int: ...

    @statement
    def move(self, kept_id: int, gone_id: int) -> list[Mark]:
        """From one record to another, but for those whose person has the same mark there already; gives what moved."""
        ...

    @statement
    def note(self, rows: list[dict[str, Any]]) -> int:
        """What a merge moved, for its undo."""
        ...

    @statement
    def noted(self, ids: list[int]) -> list[Moved]:
        """What was moved away from these records."""
        ...

    @statement
    def move_back(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def forget(self, groups: list[int]) -> int: ...

    @statement
    def marked(self, user_id: int, kind: str, size: int) -> list[Titled]:
        """The records that one person has starred or follows, the last first; only what he may see."""
        ...

    @statement
    def titles(self, ids: list[int]) -> list[Titled]:
        """Those of the records, of whichever module, that the actor may see."""
        ...

    @statement
    def place(self, record_id: int) -> Place | None: ...

    @statement
    def followers(self, ids: list[int], path: str, actor_id: int) -> list[Follower]:
        """Who follows the records, but for the actor, and for whoever still has an unread notice of the same one."""
        ...
