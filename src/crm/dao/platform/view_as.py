"""Sessions that show what somebody else sees, in the database."""

from dataclasses import dataclass
from datetime import datetime

from crm.dao.kit.base import Dao, statement


@dataclass(frozen=True)
class Looking:
    """At whom a session looks, and since when."""

    user_id: int
    begun_at: datetime


class ViewAsDao(Dao):
    @statement
    def view(self, token_hash: str) -> Looking | None: ...

    @statement
    def put(self, token_hash: str, user_id: int, now: datetime) -> int: ...

    @statement
    def drop(self, token_hash: str) -> int: ...
