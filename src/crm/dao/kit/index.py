"""Indexes over added fields, on demand."""

import re
from typing import Any

from crm.dao.kit.custom import indexed, lacks
from crm.dao.kit.database import Database
from crm.domain.kit.field import Field

THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'added\\_%' ESCAPE '\\'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'added\\_%'",
}
INDEX = re.compile("added_[a-z0-9_]{1,57}")


def index_name(table: str, field: Field) -> str:
    return f"added_{table[:14]}_{field.name[2:]}"[:63]


def indexes(table: str, field: Field, dialect: str) -> dict[str, str]:
    """What the field's indexes are called, and what they hold. One serves the filter and both directions of the sort, which counts NULL
    as the lowest; of several choices one knows who has none, and on PostgreSQL another who has which."""
    name = index_name(table, field)
    if not field.kind.several:
        nulls = " NULLS FIRST" if dialect == "postgresql" else ""
        return {name: f"{table} (({indexed(field, dialect)}){nulls}, id)"}
    found = {f"added_no_{name[6:]}"[:63]: f"{table} (updated_at, id) WHERE {lacks(field, '', dialect)}"}
    if dialect == "postgresql":
        # What waits to be put in order would be read through by every filter.
        found[name] = f"{table} USING gin (({indexed(field, dialect)})) WITH (fastupdate = off)"
    return found


class Indexes:
    """Indexes over added fields, made and dropped while the program runs. On PostgreSQL nobody waits for them."""

    def __init__(self, db: Database):
        self.db = db

    def names(self) -> set[str]:
        """Those that are there."""
        with self.db.transaction(writes=False) as work:
            work.cursor.execute(THERE[self.db.dialect])
            return {name for (name,) in work.cursor.fetchall()}

    def create(self, table: str, field: Field) -> None:
        """Those of the field that are missing."""
        for name, over in indexes(table, field, self.db.dialect).items():
            self._run(f"INDEX {{}}IF NOT EXISTS {name} ON {over}", "CREATE", f"ANALYZE {table}")

    def drop(self, name: str) -> None:
        if not INDEX.fullmatch(name):
            raise ValueError(name)
        self._run(f"INDEX {{}}IF EXISTS {name}", "DROP")

    def _run(self, sql: str, verb: str, after: str = "") -> None:
        """`after` tells PostgreSQL how often which value is there."""
        if self.db.dialect == "sqlite":
            with self.db.transaction() as work:
                work.cursor.execute(f"{verb} {sql.format('')}")
            return
        connection = self.db.engine.raw_connection()
        try:
            raw: Any = connection.dbapi_connection
            raw.autocommit = True
            raw.execute("SET statement_timeout = 0")
            raw.execute(f"{verb} {sql.format('CONCURRENTLY ')}")
            if after:
                raw.execute(after)
        finally:
            connection.invalidate()  # it goes with its settings
            connection.close()
