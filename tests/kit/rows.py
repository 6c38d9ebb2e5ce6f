"""Rows put straight into the tables, in one transaction that is undone: a test names what it is about, the rest is the least."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

from crm.dao.kit.database import Database
from crm.paths import SQL
from tests.kit.company import Company

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # in Shanghai; the day that tests of rows tell of
LEAST: dict[str, Any] = {"TEXT": "", "TIMESTAMPTZ": NOON, "DATE": NOON.date(), "JSONB": {}, "BOOLEAN": False}
TABLE = re.compile(r"^CREATE TABLE (\w+) \(\n(.*?)^\);", re.M | re.S)
COLUMN = re.compile(r"(?:^|,)\s*([a-z]\w*) +([A-Z]+)(?:\([^)]*\))?([^,\n]*)", re.M)


class Undone(Exception):
    """Ends the transaction without a trace."""


class Rows:
    """Puts rows; each gets the next number unless it is given one."""

    def __init__(self, db: Database):
        self.db, self.last = db, 700_000

    def put(self, table: str, **given: Any) -> int:
        """One row; gives its id, where it has one of its own."""
        columns = tables()[table]
        values = {name: least for name, least in columns.items() if least is not None} | given
        if "id" in columns and "id" not in given:
            self.last += 1
            values["id"] = self.last
        signs = ", ".join([self.db.driver.sign] * len(values))
        bound = tuple(map(self.db.driver.value_in, values.values()))
        self.db.work.cursor.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({signs})", bound)
        return int(values.get("id", 0))

    def set(self, table: str, id: int, **values: Any) -> None:
        """Write over some columns of a row."""
        sign = self.db.driver.sign
        text = f"UPDATE {table} SET {', '.join(f'{name} = {sign}' for name in values)} WHERE id = {sign}"
        self.db.work.cursor.execute(text, (*map(self.db.driver.value_in, values.values()), id))

    def all(self, sql: str) -> list[Any]:
        """What stands in the database by now."""
        self.db.work.cursor.execute(sql)
        return list(self.db.work.cursor.fetchall())


@cache
def tables() -> dict[str, dict[str, Any]]:
    """The columns that tables were made with, each with the least it can hold; None where it can be left out."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((SQL / "schema").glob("*.sql")))
    return {name: {column: _least(*more) for column, *more in COLUMN.findall(body)} for text in texts for name, body in TABLE.findall(text)}


def _least(kind: str, more: str) -> Any:
    is_needed = ("NOT NULL" in more or "PRIMARY KEY" in more) and "DEFAULT" not in more
    return LEAST.get(kind, 0) if is_needed else None


BEGUN = {
    # References are held against at the end alone, which never comes; what is asked for in no order comes in the other one.
    "sqlite": "PRAGMA defer_foreign_keys = ON; PRAGMA reverse_unordered_selects = ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}


@contextmanager
def rows_of(company: Company) -> Iterator[Rows]:
    """The transaction. Rows may point at what is not there."""
    db = company.container.db()
    try:
        with db.transaction() as work:
            for statement in BEGUN[db.dialect].split("; "):
                work.cursor.execute(statement)
            yield Rows(db)
            raise Undone
    except Undone:
        pass
