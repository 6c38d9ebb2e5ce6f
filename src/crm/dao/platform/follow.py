"""Followers and stars in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.follow import Follower, Own, Place, Titled


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
