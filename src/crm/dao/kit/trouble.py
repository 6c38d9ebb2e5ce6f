"""The drivers' errors that a user can do something about, in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from crm.errors import Busy, CrmError, Taken

# psycopg's classes by name: whoever runs on SQLite never imports it.
POSTGRESQL: dict[str, type[CrmError]] = {
    "UniqueViolation": Taken,
    "LockNotAvailable": Busy,
    "QueryCanceled": Busy,
    "DeadlockDetected": Busy,
    "SerializationFailure": Busy,
}


@contextmanager
def translated() -> Iterator[None]:
    """Raise Taken or Busy for what the driver says in its own words."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        if "UNIQUE" in str(error):
            raise Taken() from error
        raise
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise Busy() from error
        raise
    except Exception as error:
        known = POSTGRESQL.get(type(error).__name__) if type(error).__module__.startswith("psycopg") else None
        if known:
            raise known() from error
        raise
