"""A mapper interface: held against its SQL when it is defined, typed both ways when it runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from crm.dao.kit.base import Dao, statement
from crm.dao.kit.database import Database
from crm.dao.kit.mapper import MapperError
from crm.domain.kit.money import Money

TABLE = "CREATE TABLE thing (id {}, text TEXT, day {}, at {}, yes {}, amount NUMERIC(18, 2), price BIGINT, list {}, dict {})"
TYPES = {
    "sqlite": ("INTEGER", "TEXT", "TEXT", "INTEGER", "TEXT", "TEXT"),
    "postgresql": ("BIGINT", "DATE", "TIMESTAMPTZ", "BOOLEAN", "JSONB", "JSONB"),
}


@dataclass(frozen=True)
class Thing:
    """One value of every type."""

    id: int
    text: str | None
    day: date | None
    at: datetime | None
    yes: bool | None
    amount: Decimal | None
    price: Money | None
    list: list[Any] | None
    dict: dict[str, Any] | None


FULL = Thing(
    1,
    "汉字 😀 “'” %s :x",
    date(2026, 2, 28),
    datetime(2026, 11, 21, 23, 59, 59, 123456, UTC),
    True,
    Decimal("12345678.91"),
    Money("-0.0125"),
    ["一", 2, None],
    {"a": [1.5], "乙": "😀"},
)
BARE = Thing(2, None, None, None, None, None, None, None, None)


class Interface:
    """A file of statements and the methods that should fit it."""

    SQL = """
-- :name insert :affected
INSERT INTO thing (id, text, day, at, yes, amount, price, list, dict) VALUES (:id, :text, :day, :at, :yes, :amount, :price, :list, :dict);
-- :name put :batch
INSERT INTO thing (id, text, day, at, yes, amount, price, list, dict) VALUES (:id, :text, :day, :at, :yes, :amount, :price, :list, :dict);
-- :name get :one
SELECT t.dict, t.list, t.price, t.amount, t.yes, t.at, t.day, t.text, t.id FROM thing t WHERE t.id = :id;
-- :name all :many
SELECT t.id, t.text, t.day, t.at, t.yes, t.amount, t.price, t.list, t.dict FROM thing t
 WHERE t.at IN (:moments)  -- :if moments
 ORDER BY :sort;
-- :sort up    t.id
-- :sort down  t.id DESC
-- :name ids :many
SELECT t.id FROM thing t WHERE t.id IN (:ids) AND t.id NOT IN (:without) ORDER BY t.id;
-- :name newest :scalar
SELECT MAX(t.at) FROM thing t;
-- :name days :many
SELECT t.day FROM thing t WHERE t.day IS NOT NULL;
-- :name is_there :scalar
SELECT t.yes FROM thing t WHERE t.id = :id;
-- :name move :affected
UPDATE thing SET id = id + :by WHERE id > :above;
-- :name elsewhere :affected oracle_is_not_a_database
"""


class ThingDao(Dao, abstract=True):
    @statement
    def insert(self, thing: Thing) -> int: ...

    @statement
    def put(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def get(self, id: int) -> Thing | None: ...

    @statement
    def all(self, moments: list[datetime] | None = None, sort: str | None = None) -> list[Thing]: ...

    @statement
    def ids(self, ids: list[int], without: list[int]) -> list[int]: ...

    @statement
    def newest(self) -> datetime | None: ...

    @statement
    def days(self) -> list[date]: ...

    @statement
    def is_there(self, id: int) -> bool | None: ...

    @statement
    def move(self, by: int, above: int) -> int: ...


@pytest.fixture
def things(db: Database, tmp_path) -> Iterator[Any]:
    """A DAO over a table of its own, in a transaction that is undone."""
    path = tmp_path / "thing.sql"
    path.write_text(Interface.SQL.partition("-- :name elsewhere")[0])
    cls = type("Mapped", (ThingDao,), {}, sql=str(path))
    with pytest.raises(Undone), db.transaction() as work:
        work.cursor.execute(TABLE.format(*TYPES[db.dialect]))
        yield cls(db)
        raise Undone


class Undone(Exception):
    """The end of a test's transaction."""


def test_a_row_comes_back_as_it_went_in_whatever_the_order_of_the_columns(things):
    things.insert(FULL)
    things.insert(BARE)
    assert things.get(1) == FULL
    assert things.get(2) == BARE
    assert things.get(3) is None


def test_a_batch_writes_and_counts_each_row(things):
    assert things.put([vars(FULL), vars(BARE)]) == 2
    assert things.put([]) == 0
    assert things.all(sort="down") == [BARE, FULL]
    assert things.all() == [FULL, BARE]


def test_a_moment_is_the_same_moment_in_whatever_zone_it_was_given(things):
    elsewhere = FULL.at.astimezone(timezone(timedelta(hours=8)))
    things.insert(Thing(**vars(FULL) | {"at": elsewhere}))
    found = things.get(1)
    assert found.at == FULL.at and found.at.utcoffset() == timedelta(0)
    assert [thing.id for thing in things.all([elsewhere])] == [1]
    assert things.all([FULL.at + timedelta(microseconds=1)]) == []


def test_single_values_have_the_type_that_the_method_promises(things):
    assert things.newest() is None
    things.insert(FULL)
    assert things.newest() == FULL.at
    assert things.days() == [FULL.day]
    assert things.is_there(1) is True
    assert things.is_there(9) is None


def test_a_list_may_be_empty_and_then_finds_nothing_or_excludes_nothing(things):
    things.put([vars(FULL), vars(BARE)])
    assert things.ids([1, 2, 3], [2]) == [1]
    assert things.ids([], []) == []
    assert things.ids([1, 2], []) == [1, 2]


def test_affected_is_the_number_of_rows(things):
    things.put([vars(FULL), vars(BARE)])
    assert things.move(10, 1) == 1
    assert things.move(10, 100) == 0


# What is wrong between interface and file is told when the interface is defined --------------


def define(tmp_path, sql: str, **methods: Any) -> type[Dao]:
    path = tmp_path / "thing.sql"
    path.write_text(sql)
    return type("Wrong", (Dao,), {name: statement(method) for name, method in methods.items()}, sql=str(path))


def one(self, id: int) -> Thing | None: ...


def many(self, id: int) -> list[Thing]: ...


def spread(self, thing: Thing) -> int: ...


@pytest.mark.parametrize(
    ("sql", "methods", "why"),
    [
        ("-- :name get :one\nSELECT 1 WHERE 1 = :id", {}, r"no method of Wrong runs \['get'\]"),
        ("-- :name got :one\nSELECT 1 WHERE 1 = :id", {"got": one, "get": one}, "Wrong.get has no statement"),
        ("-- :name get :one\nSELECT 1 WHERE 1 = :number", {"get": one}, r"thing.get binds \['number'\], which Wrong.get does not take"),
        ("-- :name get :one\nSELECT 1\n WHERE 1 = 1 -- :if number", {"get": one}, r"binds \['number'\]"),
        ("-- :name get :affected\nUPDATE thing SET id = :number WHERE id = :id", {"get": spread}, r"binds \['number'\]"),
        ("-- :name get :many\nSELECT 1 WHERE 1 = :id", {"get": one}, "gives :many, but Wrong.get returns"),
        ("-- :name get :one\nSELECT 1 WHERE 1 = :id", {"get": many}, "gives :one, but Wrong.get returns"),
        ("-- :name get :one sqlite\nSELECT 1\n-- :name get :one postgresql\nSELECT :number", {"get": one}, r"binds \['number'\]"),
        ("-- :name get :one\nSELECT 1", {"get": one}, r"Wrong.get takes \['id'\], which thing.get does not bind"),
    ],
)
def test_interface_and_file_must_fit(tmp_path, sql, methods, why):
    with pytest.raises(MapperError, match=why):
        define(tmp_path, sql, **methods)


def test_what_fits_is_accepted(tmp_path):
    assert define(tmp_path, "-- :name get :one\nSELECT 1 WHERE 1 = :id", get=one).mapper.names == {"get"}


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ("t.id, t.text, t.day, t.at, t.yes, t.amount, t.price, t.list", r"wants \['dict'\]"),
        ("t.id, t.text, t.day, t.at, t.yes, t.amount, t.price, t.list, t.dict, 1 AS more", r"does not know \['more'\]"),
        ("t.id, t.id, t.text, t.day, t.at, t.yes, t.amount, t.price, t.list, t.dict", "thing.get: Thing"),
    ],
)
def test_columns_and_row_class_must_agree(things, tmp_path, columns, why):
    cls = define(tmp_path, f"-- :name get :one\nSELECT {columns} FROM thing t WHERE t.id = :id", get=one)
    with pytest.raises(MapperError, match=why):
        cls(things.db).get(1)
