"""Databases with the schema in them: a fresh one for every test, on both engines."""

import os
import sqlite3
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

import psycopg

from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from tests.kit import postgres

SEEDS = (
    "INSERT INTO stamp (name, value) VALUES ('access', 1)",
    "INSERT INTO journal_head (id, change_set_id, hash) VALUES (1, 0, '')",
    "ALTER SEQUENCE record_id RESTART",
)


@cache
def _sqlite_template() -> sqlite3.Connection:
    db = Database("sqlite://")
    Migrator(db).migrate()
    connection = db.engine.raw_connection().dbapi_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


def sqlite() -> Iterator[Database]:
    """A database in memory, copied from one that was migrated once."""
    db = Database("sqlite://")
    pooled = db.engine.raw_connection()
    _sqlite_template().backup(pooled.dbapi_connection)
    pooled.close()
    yield db
    db.engine.dispose()


@cache
def _postgres() -> Database:
    """This worker's own PostgreSQL database. Its connections stay open from test to test: a new one has to learn every table anew."""
    db = Database(postgres.create_database(f"crm_unit_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"))
    Migrator(db).migrate()
    return db


@cache
def sweeper() -> psycopg.Cursor[Any]:
    """What tables are emptied and filled by: it takes references for granted, and keeps its plans."""
    url = _postgres().url.set(drivername="postgresql").render_as_string(hide_password=False)
    cursor = psycopg.connect(url, autocommit=True, options="-c session_replication_role=replica").cursor()
    cursor.execute("CREATE SCHEMA kept")
    emptied = [f"IF EXISTS (SELECT FROM {name}) THEN DELETE FROM {name}; END IF" for name in tables(cursor)]
    remember(cursor, "emptied", *emptied, RESTARTED, *SEEDS)
    return cursor


TABLES = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'"
USED = "pg_relation_size(format('%I.%I', schemaname, tablename)::regclass) > 0"
RESTARTED = """
PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, FALSE)
   FROM pg_sequences
  WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
SWEPT = 100  # tests after which the tables are made anew; in between what was written is only deleted
_begun = count(1)


def tables(cursor: psycopg.Cursor[Any], which: str = "TRUE") -> list[str]:
    cursor.execute(f"{TABLES} AND {which}")
    return [name for (name,) in cursor.fetchall()]


def postgresql() -> Iterator[Database]:
    """This worker's own PostgreSQL database, emptied before the test. To truncate a hundred tables takes half a second."""
    kept, cursor = _postgres(), sweeper()
    db = Database(kept.url.render_as_string(hide_password=False))
    db.engine = kept.engine
    if next(_begun) % SWEPT == 0 and (used := tables(cursor, USED)):
        cursor.execute(f"TRUNCATE {', '.join(used)} CASCADE")
    cursor.execute("SELECT kept.emptied()")
    yield db


def remember(cursor: psycopg.Cursor[Any], name: str, *statements: str) -> None:
    """Keep statements as a function, whose plans a connection makes once."""
    cursor.execute(f"CREATE FUNCTION kept.{name}() RETURNS void LANGUAGE plpgsql AS $kept$ BEGIN {'; '.join(statements)}; END $kept$")


ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
