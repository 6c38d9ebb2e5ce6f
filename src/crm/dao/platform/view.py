"""Saved views in the database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.view import Beginning, Published, SavedView, Share, ViewUse


class ViewDao(Dao):
    @statement
    def page(self, module_name: str, user_id: int, department_id: int | None, roles: list[int]) -> list[SavedView]:
        """The views of one list that this person gets."""
        ...

    @statement
    def shares(self, view_id: int) -> list[Share]: ...

    @statement
    def insert(self, id: int, module_name: str, name: str, user_id: int, state: dict[str, Any], now: datetime) -> int: ...

    @statement
    def update(self, id: int, name: str, shared: str, state: dict[str, Any], version: int, now: datetime) -> int:
        """Nothing is changed when the version is no longer the one that was read."""
        ...

    @statement
    def mark_removed(self, id: int, removed_at: datetime | None) -> int: ...

    @statement
    def removed_module(self, id: int, user_id: int) -> str | None: ...

    @statement
    def drop_shares(self, view_id: int) -> int: ...

    @statement
    def put_shares(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def drop_beginnings(self, module_name: str, roles: list[int]) -> int: ...

    @statement
    def drop_places(self, user_id: int, view_ids: list[int]) -> int: ...

    @statement
    def put_places(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def uses(self, module_name: str) -> list[ViewUse]: ...

    @statement
    def published(self) -> list[Published]: ...

    @statement
    def beginnings(self) -> list[Beginning]: ...
