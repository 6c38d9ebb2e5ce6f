"""What an SQLite connection is told before it is used, and how a transaction of it begins."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

WAIT = "busy_timeout=5000"
USUAL = ("cache_size=-4000", "wal_autocheckpoint=4000")
ROOMY = ("cache_size=-64000", "wal_autocheckpoint=20000")  # a page that is written again and again is copied into the file once
PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", WAIT, "trusted_schema=OFF", *USUAL)

_widened: ContextVar[set[sqlite3.Connection] | None] = ContextVar("widened", default=None)


def prepare(connection: sqlite3.Connection) -> None:
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Of several that open a new file at once one changes its mode; SQLite does not let the others wait for that by itself."""
    until = time.monotonic() + 5
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(0.05)


def begin(cursor: Any, writes: bool, patient: bool) -> None:
    """One that writes takes its lock at once. Who is not patient does not wait for it."""
    if writes and (widened := _widened.get()) is not None and cursor.connection not in widened:
        widened.add(cursor.connection)
        for pragma in ROOMY:
            cursor.execute(f"PRAGMA {pragma}")
    if not patient:
        cursor.execute("PRAGMA busy_timeout=0")
    try:
        cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    finally:
        if not patient:
            cursor.execute(f"PRAGMA {WAIT}")


@contextmanager
def roomy() -> Iterator[None]:
    """Connections that write in this block keep more pages at hand: the keys of an index come in no order. Then they are as all others
    again, whoever has them."""
    widened: set[sqlite3.Connection] = set()
    token = _widened.set(widened)
    try:
        yield
    finally:
        _widened.reset(token)
        for connection in widened:
            with suppress(sqlite3.ProgrammingError):  # it was closed meanwhile
                for pragma in USUAL:
                    connection.execute(f"PRAGMA {pragma}")
