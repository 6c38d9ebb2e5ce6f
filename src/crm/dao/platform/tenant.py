"""The tenant directory in its database."""

from datetime import datetime
from typing import Any

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.tenant import Stamp, Tenant, TenantTerms


class TenantDao(Dao):
    @statement
    def page(self, size: int, after: str | None = None) -> list[Tenant]: ...

    @statement
    def find(self, name: str | None = None, host: str | None = None) -> Tenant | None: ...

    @statement
    def stamp(self) -> Stamp: ...

    @statement
    def insert(self, name: str, host: str, title: str, place: str, secret: str, language: str, timezone: str, now: datetime) -> int: ...

    @statement
    def change(self, id: int, version: int, terms: TenantTerms, now: datetime) -> int:
        """0 when somebody else was faster."""
        ...

    @statement
    def put_state(self, id: int, state: str, states: list[str], now: datetime) -> int:
        """0 when it is in none of the states."""
        ...

    @statement
    def put_place(self, id: int, place: str, former: str | None, spare: str | None, now: datetime) -> int: ...

    @statement
    def put_sealed(self, rows: list[dict[str, Any]]) -> None: ...

    @statement
    def put_logo(self, id: int, logo: str | None, now: datetime) -> int: ...

    @statement
    def keep_picture(self, id: int, picture: str) -> int: ...

    @statement
    def drop_picture(self, id: int) -> int: ...

    @statement
    def picture(self, id: int) -> str | None: ...

    @statement
    def put_migration(self, id: int, migration: int | None, trouble: str | None, now: datetime) -> int: ...
