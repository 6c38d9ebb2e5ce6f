"""The drivers' errors that a user can do something about, in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from crm.errors import Busy, Taken


@contextmanager
def translated() -> Iterator[None]:
    """Raise Taken or Busy for what the driver says in its own words."""
    try:
        yield
    except psycopg.errors.UniqueViolation as error:
        raise Taken() from error
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorname in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"):
            raise Taken() from error
        raise
    except (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled, psycopg.errors.DeadlockDetected) as error:
        raise Busy() from error
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise Busy() from error
        raise
