"""What every statement keeps to: the reader's access predicate, named columns, keyed writes, a length one can read.

A statement that reads a table with owners has `-- :visible` (or `-- :anywhere`, `-- :opened`) for it. One that may not, or need not,
says why in a comment line that begins `-- Open:`. Names fetched by a LEFT JOIN need no predicate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from crm.dao.kit.mapper import NAME
from crm.paths import SQL

LONGEST = 40
TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\);", re.S)
NAMED = r"(\w+)(?:\s+(?:AS\s+)?(?!WHERE\b|ON\b|JOIN\b|LEFT\b|ORDER\b|LIMIT\b)(\w+))?"
READ = re.compile(rf"(?:\bFROM|(?<!LEFT )\bJOIN)\s+{NAMED}", re.I)
BESIDE = re.compile(rf"\bFROM\s+\w+(?:\s+\w+)?\s*,\s*{NAMED}", re.I)
STRING = re.compile(r"'(?:[^']|'')*'")


@dataclass
class Body:
    """A statement as it stands in its file."""

    label: str
    text: str

    @property
    def sql(self) -> str:
        """The lines that reach the database, without comments and without what stands in quotes."""
        lines = (line.partition("-- ")[0] for line in self.text.splitlines())
        return STRING.sub("''", "\n".join(line.rstrip() for line in lines if line.strip()))

    @property
    def open(self) -> bool:
        return bool(re.search(r"^-- Open: \w.{9,}$", self.text, re.M))


@cache
def bodies() -> list[Body]:
    found = []
    for path in sorted(SQL.rglob("*.sql")):
        if path.parent.name != "schema":
            pieces = NAME.split(path.read_text(encoding="utf-8"))[1:]
            found += [Body(f"{path.stem}.{name}", body) for name, _, _, body in zip(*[iter(pieces)] * 4, strict=True)]
    return found


@cache
def owned() -> frozenset[str]:
    """The tables whose rows belong to somebody."""
    schema = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SQL / "schema").glob("*.sql")))
    return frozenset(name for name, columns in TABLE.findall(schema) if re.search(r"^\s+owner_id\b", columns, re.M))


def unguarded(body: Body) -> Iterator[str]:
    """Tables with owners that the statement reads without the reader's predicate."""
    if body.open:
        return
    # A mark with a guard would be a predicate only now and then.
    outside = re.sub(r"^\s*-- :(?:if|unless) \w+\s*$.*?^\s*-- :end\s*$", "", body.text, flags=re.S | re.M)
    marked = set(re.findall(r"-- :(?:visible|anywhere|opened) (\w+)", outside))
    sql = re.sub(r"\bDELETE FROM\b", "DELETE", body.sql)
    for table, alias in [*READ.findall(sql), *BESIDE.findall(sql)]:
        if table in owned() and (alias or table) not in marked:
            yield f"{body.label}: {table} {alias}"


def starred(body: Body) -> bool:
    return bool(re.search(r"(?:\bSELECT|\bDISTINCT|\bRETURNING|,|\w\.)\s*\*", body.sql, re.I))


def unkeyed(body: Body) -> bool:
    """A DELETE or an UPDATE of everything. `ON CONFLICT … DO UPDATE` has its key, `FOR UPDATE` changes nothing."""
    sql = re.sub(r"\bDO\s+UPDATE\b|\bFOR\s+UPDATE\b", "", body.sql, flags=re.I)
    first = re.search(r"\b(?:DELETE\s+FROM|UPDATE\s+\w+\s+(?:\w+\s+)?SET)\b", sql, re.I)
    return bool(first) and not re.search(r"\bWHERE\b", sql[first.start() :], re.I)


def length(body: Body) -> int:
    return len(body.sql.strip().splitlines())


def test_what_belongs_to_somebody_is_read_with_the_reader_s_predicate():
    assert {"account", "contact", "activity", "app_user", "search_entry"} <= owned()
    assert [line for body in bodies() for line in unguarded(body)] == []


def test_no_statement_is_open_without_need():
    assert [
        body.label for body in bodies() if body.open and not list(unguarded(Body(body.label, body.text.replace("-- Open:", "--"))))
    ] == []


def test_columns_are_named():
    assert [body.label for body in bodies() if starred(body)] == []


def test_no_statement_writes_every_row():
    assert [body.label for body in bodies() if unkeyed(body)] == []


def test_a_statement_is_short_enough_to_be_read():
    assert [f"{body.label}: {length(body)} lines" for body in bodies() if length(body) > LONGEST] == []


# Planted violations ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("SELECT a.id FROM account a\n WHERE TRUE -- :visible a", []),
        ("SELECT a.id FROM account a WHERE a.id = :id", ["account a"]),
        ("SELECT a.id FROM account a\n WHERE TRUE -- :visible b", ["account a"]),
        ("SELECT a.id FROM account a\n-- :if x\n WHERE TRUE -- :visible a\n-- :end", ["account a"]),
        ("SELECT COUNT(*) FROM (SELECT 1 FROM contact c) x", ["contact c"]),
        ("SELECT 1 FROM tagging t JOIN account a ON a.id = t.record_id", ["account a"]),
        ("SELECT 1 FROM tagging t\n  LEFT JOIN account a ON a.id = t.record_id", []),
        ("SELECT 1 FROM stamp s, account WHERE TRUE", ["account "]),
        ("SELECT e.id FROM search_entry e WHERE TRUE -- :anywhere e", []),
        ("-- Open: tags are words of the house.\nSELECT a.id FROM account a", []),
        ("-- Open:\nSELECT a.id FROM account a", ["account a"]),
        ("-- It is open: to all.\nSELECT a.id FROM account a", ["account a"]),
        ("UPDATE account SET name = 'FROM contact c' WHERE id = 1", []),
        ("DELETE FROM account WHERE id = 1", []),
    ],
)
def test_a_planted_read_without_predicate_is_found(text, tables):
    assert list(unguarded(Body("x.y", text))) == [f"x.y: {table}" for table in tables]


@pytest.mark.parametrize(
    "sql", ["SELECT * FROM a", "SELECT a.*, b FROM a", "SELECT b, * FROM a", "INSERT INTO a (b) VALUES (1) RETURNING *"]
)
def test_a_planted_star_is_found(sql):
    assert starred(Body("x.y", sql))
    assert not starred(Body("x.y", "SELECT COUNT(*), a * 2, '*' FROM b -- SELECT *"))


@pytest.mark.parametrize(
    "sql", ["DELETE FROM a", "UPDATE a SET b = 1", "WITH x AS (SELECT 1 WHERE TRUE) DELETE FROM a", "DELETE FROM a -- WHERE b"]
)
def test_a_planted_write_of_every_row_is_found(sql):
    assert unkeyed(Body("x.y", sql))
    assert not unkeyed(Body("x.y", "INSERT INTO a (b) VALUES (1) ON CONFLICT (b) DO UPDATE SET b = 2"))
    assert not unkeyed(Body("x.y", "UPDATE a\n   SET b = 1\n WHERE c = 2"))


def test_a_planted_long_statement_is_found():
    assert length(Body("x.y", "SELECT 1\n" + "-- why\n\n" * 50 + ",2\n" * 40)) == LONGEST + 1
