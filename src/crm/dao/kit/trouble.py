"""The drivers' errors that a user can do something about, in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from crm.errors import Away, Busy, CrmError, NoRoom, Taken, Unwritable

# By the primary result code; an extended one holds it in its last byte.
SQLITE: dict[int, type[CrmError]] = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: NoRoom,
    sqlite3.SQLITE_READONLY: Unwritable,
    sqlite3.SQLITE_IOERR: Unwritable,
    sqlite3.SQLITE_CANTOPEN: Unwritable,
}
# psycopg's classes by name, each also for what derives from it: whoever runs on SQLite never imports it.
POSTGRESQL: dict[str, type[CrmError]] = {
    "UniqueViolation": Taken,
    "LockNotAvailable": Busy,
    "QueryCanceled": Busy,
    "DeadlockDetected": Busy,
    "SerializationFailure": Busy,
    "DiskFull": NoRoom,
    "ReadOnlySqlTransaction": Unwritable,
    "OperationalError": Away,  # all others of it: the server is gone, starts, ends, or takes no more connections
}


@contextmanager
def translated() -> Iterator[None]:
    """Raise in our words what the driver says in its own."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if "UNIQUE" in str(error):
            raise Taken() from error
        raise
    except sqlite3.OperationalError as error:
        if known := SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF):
            raise known() from error
        raise
    except Exception as error:
        if known := _of_postgresql(type(error)):
            raise known() from error
        raise


def _of_postgresql(kind: type[Exception]) -> type[CrmError] | None:
    theirs = (POSTGRESQL.get(one.__name__) for one in kind.__mro__ if one.__module__.startswith("psycopg"))
    return next((found for found in theirs if found), None)
