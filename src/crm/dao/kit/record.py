"""What the DAO of every record module has. The bodies stand in the module's own SQL file."""

from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.kit.field import Record
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module


class RecordDao(Dao, abstract=True):
    """Reads and writes the rows of one module. A subclass names its `module`."""

    module: Module

    @statement
    def page(self, query: Query, size: int) -> list[Record]:
        """The next rows of a list, in the query's order."""
        ...

    @statement
    def count(self, query: Query, size: int, verb: str = "view") -> int:
        """How many rows the query finds, counting no further than `size`."""
        ...

    @statement
    def find(self, ids: list[int], verb: str = "view", removed: bool | None = None) -> list[Record]:
        """Those of the rows that the actor may use the verb on, in no order."""
        ...

    @statement
    def insert(self, rows: list[dict[str, Any]]) -> int:
        """Write new rows; the ids were taken from the record sequence."""
        ...

    @statement
    def update(self, rows: list[dict[str, Any]]) -> int:
        """Write rows whole. A row that is no longer at `version` is left alone and not counted."""
        ...

    @statement
    def mark_removed(self, rows: list[dict[str, Any]]) -> int:
        """Take rows out of sight (`removed_at` given) or bring them back (None)."""
        ...
