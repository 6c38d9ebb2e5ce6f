"""Errors of the drivers in words; what no user can do anything about stays as it is."""

import sqlite3

import psycopg
import pytest

from crm.dao.kit.trouble import translated
from crm.errors import Away, Busy, NoRoom, Taken, Unwritable


def of_sqlite(code: int) -> sqlite3.OperationalError:
    """An error as the driver raises it: by its code, whatever it says."""
    error = sqlite3.OperationalError("in its own words")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (sqlite3.IntegrityError("UNIQUE constraint failed: app_user.account"), Taken),
        (sqlite3.IntegrityError("FOREIGN KEY constraint failed"), sqlite3.IntegrityError),
        (of_sqlite(sqlite3.SQLITE_BUSY), Busy),
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Busy),
        (of_sqlite(sqlite3.SQLITE_FULL), NoRoom),
        (of_sqlite(sqlite3.SQLITE_IOERR_FSYNC), Unwritable),
        (of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), Unwritable),
        (sqlite3.OperationalError("no such table: x"), sqlite3.OperationalError),
        (psycopg.errors.UniqueViolation("twice"), Taken),
        (psycopg.errors.QueryCanceled("statement timeout"), Busy),
        (psycopg.errors.DeadlockDetected("deadlock"), Busy),
        (psycopg.OperationalError("the connection is lost"), Away),
        (psycopg.errors.AdminShutdown("the server ends"), Away),
        (psycopg.errors.DiskFull("no space left"), NoRoom),
        (psycopg.errors.ReadOnlySqlTransaction("a replica"), Unwritable),
        (psycopg.errors.UndefinedTable("x"), psycopg.errors.UndefinedTable),
        (ValueError("x"), ValueError),
    ],
)
def test_an_error_is_told_as_what_one_can_do_about_it(raised, told):
    with pytest.raises(told) as caught, translated():
        raise raised
    assert caught.value is raised or caught.value.__cause__ is raised


def test_another_s_class_of_the_same_name_is_not_meant():
    class UniqueViolation(Exception):
        """Not psycopg's."""

    with pytest.raises(UniqueViolation), translated():
        raise UniqueViolation()
