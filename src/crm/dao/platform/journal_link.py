"""Saved ways into the journal in the database."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.journal_link import JournalLink


class JournalLinkDao(Dao):
    @statement
    def of_user(self, user_id: int, place: str, size: int) -> list[JournalLink]: ...

    @statement
    def put(self, user_id: int, place: str, name: str, query: str, now: datetime) -> int:
        """One of the same name leads there from now on."""
        ...

    @statement
    def drop(self, id: int, user_id: int) -> int: ...
