"""What a call asked of the database, asked again by the bare driver: the floor of whatever runs more than one statement."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from crm.dao.kit.database import Database


class Ran(NamedTuple):
    """One statement as the driver got it."""

    label: str
    sql: str
    values: Any
    many: bool


@contextmanager
def recorded(db: Database) -> Iterator[list[Ran]]:
    """All that runs in the block."""
    found: list[Ran] = []
    execute = db._execute

    def heard(work: Any, label: str, sql: str, values: Any, many: bool = False, **more: bool) -> None:
        found.append(Ran(label, sql, values, many))
        execute(work, label, sql, values, many, **more)

    db._execute = heard  # type: ignore[method-assign]
    try:
        yield found
    finally:
        del db._execute  # type: ignore[attr-defined]


def again(db: Database, statements: list[Ran]) -> Callable[[], None]:
    """Runs them once more in one transaction, reads all their rows, and undoes what they wrote."""

    def run() -> None:
        connection = db.engine.raw_connection()
        try:
            cursor = connection.cursor()
            if db.dialect == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            for one in statements:
                (cursor.executemany if one.many else cursor.execute)(one.sql, one.values)
                if cursor.description:
                    cursor.fetchall()
        finally:
            connection.rollback()
            connection.close()

    return run


class _Undone(Exception):
    """Ends a transaction of the bench without a trace."""


def undone(db: Database, call: Callable[[], Any]) -> Callable[[], None]:
    """The call with all that it writes, up to the commit; then nothing of it is there, and it can be repeated for ever."""

    def run() -> None:
        with suppress(_Undone), db.transaction() as work:
            call()
            for action in work.before_commit:
                action()
            raise _Undone

    return run
