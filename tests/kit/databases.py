"""Databases with the schema in them: a fresh one for every test, on both engines."""

import os
import sqlite3
from collections.abc import Iterator
from functools import cache

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
def _postgres_url() -> str:
    url = postgres.create_database(f"crm_unit_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}")
    db = Database(url)
    Migrator(db).migrate()
    db.engine.dispose()
    return url


def postgresql() -> Iterator[Database]:
    """This worker's own PostgreSQL database, emptied before the test."""
    db = Database(_postgres_url())
    with db.transaction() as work:
        work.cursor.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'"
        )
        (tables,) = work.cursor.fetchone()
        work.cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        for seed in SEEDS:
            work.cursor.execute(seed)
    yield db
    db.engine.dispose()


ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
