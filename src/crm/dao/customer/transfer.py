"""Imports in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.customer.transfer import ImportRun, Problem, SavedMapping


class TransferDao(Dao):
    @statement
    def insert(self, run: ImportRun) -> int: ...

    @statement
    def get(self, id: int, actor_id: int) -> ImportRun | None: ...

    @statement
    def page(self, actor_id: int, size: int, before_id: int | None = None, module_name: str | None = None) -> list[ImportRun]:
        """Somebody's imports, newest first."""
        ...

    @statement
    def read_as(
        self,
        id: int,
        encoding: str | None,
        delimiter: str | None,
        sheet: str | None,
        header: list[str],
        mapping: list[str],
        options: dict[str, Any],
        fixes: dict[str, Any],
        estimated: int,
    ) -> int: ...

    @statement
    def begin(self, id: int, was: str, state: str, now: datetime, group_id: int | None = None, anew: bool | None = None) -> int: ...

    @statement
    def advance(
        self, id: int, state: str, was_at: int, position: int, created: int, updated: int, skipped: int, failed: int, companies: int
    ) -> int: ...

    @statement
    def finish(self, id: int, was: str, state: str, error: list[Any] | None, now: datetime) -> int: ...

    @statement
    def drop(self, id: int) -> int: ...

    @statement
    def put_problems(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def drop_problems(self, run_id: int) -> int: ...

    @statement
    def problems(self, run_id: int, after_line: int, after_position: int, outcomes: list[str], size: int) -> list[Problem]:
        """What was wrong, in the order of the file."""
        ...

    @statement
    def made(self, group_id: int, module_name: str, ids: list[int]) -> list[int]:
        """Those of the records that the change sets of one import have created."""
        ...

    @statement
    def mappings(self, module_name: str, size: int) -> list[SavedMapping]: ...

    @statement
    def save_mapping(
        self, id: int, module_name: str, name: str, fields: dict[str, Any], options: dict[str, Any], actor_id: int, now: datetime
    ) -> int: ...

    @statement
    def drop_mapping(self, id: int, actor_id: int) -> int: ...
