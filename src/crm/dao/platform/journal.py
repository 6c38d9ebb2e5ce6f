"""Change sets and their items."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.journal import ChangeItem, ChangeSet, Head, HistoryLine


class JournalDao(Dao):
    @statement
    def lock_head(self) -> Head | None:
        """The end of the chain; whoever holds it is the next to write."""
        ...

    @statement
    def head(self) -> Head | None: ...

    @statement
    def move_head(self, id: int, hash: str) -> int:
        """Nothing to do on PostgreSQL, where `insert_set` moves it."""
        ...

    @statement
    def insert_set(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def insert_items(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def get_set(self, id: int) -> ChangeSet | None: ...

    @statement
    def page_sets(
        self, size: int, before_id: int | None = None, actor_id: int | None = None, module_name: str | None = None,
        source: str | None = None, verb: str | None = None, request_id: str | None = None, reason: str | None = None,
        record_id: int | None = None, field: str | None = None, first_id: int | None = None, last_id: int | None = None,
    ) -> list[ChangeSet]:
        """The newest change sets; `record_id` and `field` are of the module that is named with them."""
        ...

    @statement
    def first_since(self, since: datetime) -> int | None: ...

    @statement
    def last_until(self, until: datetime) -> int | None: ...

    @statement
    def group_ids(self, group_id: int) -> list[int]:
        """The sets of one group (an import, a bulk run), newest first."""
        ...

    @statement
    def items(self, change_set_id: int, after_position: int, size: int) -> list[ChangeItem]: ...

    @statement
    def items_of(self, ids: list[int], size: int) -> list[ChangeItem]: ...

    @statement
    def history(
        self, module_name: str, record_id: int, size: int, before_id: int | None = None, actor_id: int | None = None
    ) -> list[HistoryLine]:
        """What happened to one record, newest first: as many whole change sets as `size`."""
        ...

    @statement
    def since_version(self, module_name: str, record_id: int, version: int) -> list[HistoryLine]:
        """What others changed in a record after the version that somebody has on screen, oldest first."""
        ...

    @statement
    def of_field(self, module_name: str, record_id: int, field: str, size: int) -> list[HistoryLine]: ...

    @statement
    def versions(self, module_name: str, record_id: int, size: int) -> list[HistoryLine]: ...
