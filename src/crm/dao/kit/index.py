"""Indexes over added fields, on demand."""

import re
from typing import Any

from crm.dao.kit.custom import indexed
from crm.dao.kit.database import Database
from crm.domain.kit.field import Field

THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'added\\_%' ESCAPE '\\'",
    "postgresql": "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'added\\_%'",
}
INDEX = re.compile("added_[a-z0-9_]{1,57}")


def index_name(table: str, field: Field) -> str:
    return f"added_{table[:14]}_{field.name[2:]}"[:63]


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
        """An index that serves the filter and both directions of the sort, which counts NULL as the lowest."""
        nulls = " NULLS FIRST" if self.db.dialect == "postgresql" else ""
        self._run(
            f"INDEX {{}}IF NOT EXISTS {index_name(table, field)} ON {table} (({indexed(field, self.db.dialect)}){nulls}, id)",
            "CREATE",
        )

    def drop(self, name: str) -> None:
        if not INDEX.fullmatch(name):
            raise ValueError(name)
        self._run(f"INDEX {{}}IF EXISTS {name}", "DROP")

    def _run(self, sql: str, verb: str) -> None:
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
        finally:
            connection.invalidate()  # it goes with its settings
            connection.close()
