"""Databases with the schema in them: a fresh one for every test, on both engines."""

import os
import sqlite3
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import Any

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


USED = """
SELECT format('%%I.%%I', n.nspname, c.relname)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = %s AND c.relkind = 'r' AND c.relname <> 'migration' AND pg_relation_size(c.oid) > 0
"""
RESTARTED = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, FALSE)
  FROM pg_sequences
 WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
SWEPT = 100  # tests after which the tables are made anew; in between only what was written is deleted
_begun = count(1)


def used(cursor: Any, schema: str = "public") -> list[str]:
    """The tables that were ever written to."""
    cursor.execute(USED, (schema,))
    return [name for (name,) in cursor.fetchall()]


def postgresql() -> Iterator[Database]:
    """This worker's own PostgreSQL database, emptied before the test. To truncate a hundred tables takes half a second."""
    db = Database(_postgres_url())
    with db.transaction() as work:
        if tables := used(work.cursor):
            if next(_begun) % SWEPT == 0:
                work.cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            else:
                work.cursor.execute("SET LOCAL session_replication_role = replica")  # in any order
                work.cursor.execute(f"DO $$ BEGIN {'; '.join(f'DELETE FROM {table}' for table in tables)}; END $$")
            work.cursor.execute(RESTARTED)
        for seed in SEEDS:
            work.cursor.execute(seed)
    yield db
    db.engine.dispose()


ENGINES = {"sqlite": sqlite, "postgresql": postgresql}
