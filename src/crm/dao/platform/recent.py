"""What each person opened lately, and searches that put it first."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.dao.platform.search import Hit


class RecentDao(Dao):
    @statement
    def opened(self, user_id: int, record_id: int, opened_at: datetime, since: datetime) -> int:
        """Remember it; 0 when that was done after `since`."""
        ...

    @statement
    def forget(self, user_id: int, kept: int) -> int:
        """All but the newest."""
        ...

    @statement
    def page(self, user_id: int, size: int) -> list[Hit]: ...

    @statement
    def found(self, user_id: int, words: str, parts: list[str], size: int, module_names: list[str] | None = None) -> list[Hit]:
        """`words` as `dao.kit.words.expressed` writes them for PostgreSQL, and their `parts` for SQLite."""
        ...

    @statement
    def by_number(self, id: int) -> Hit | None: ...
