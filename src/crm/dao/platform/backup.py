"""Copies of a whole SQLite database, and putting one in its place.

A plain copy of a live file misses what still stands in its log: of 1,000 rows it held none.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from crm.dao.kit.database import Database
from crm.dao.kit.trouble import translated
from crm.disk import sync
from crm.errors import Busy
from crm.language import Words

PAGES = 2000  # copied at a time, about 8 MB


class InUse(Busy):
    """The database is open elsewhere, so that it cannot be exchanged."""

    words = Words("The CRM is still running on this database. Please stop it first.")


def file_of(db: Database) -> Path | None:
    """The file of an SQLite database; None for one in memory or on PostgreSQL."""
    name = db.url.database
    return Path(name) if db.dialect == "sqlite" and name and name != ":memory:" else None


def copy(source: Path, target: Path, step: Callable[[int, int], None] | None = None) -> None:
    """A copy of one moment, also while others write; `step` hears (pages left, pages in all). Raises NoRoom where the disk is full."""
    with translated(), closing(sqlite3.connect(source, isolation_level=None)) as old, closing(sqlite3.connect(target)) as new:
        old.execute("PRAGMA busy_timeout=5000")
        old.execute("BEGIN")  # pins the moment: writers go on, and the copy does not start again because of them
        old.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        old.backup(new, pages=PAGES, progress=(lambda _, left, total: step(left, total)) if step else None)
        new.execute("PRAGMA journal_mode=DELETE")
    sync(target)


def exchange(made: Path, target: Path, kept: Path) -> bool:
    """Put a whole database in the place of another, which is kept; tells whether there was one.

    At every moment either the old or the new one stands there. Raises InUse while anybody has the old one open.
    """
    there = target.exists()
    if there:
        _close(target)
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(target, kept)
        except OSError:  # a file system without links
            shutil.copy2(target, kept)
        for ending in ("-wal", "-shm"):  # only a damaged database has them still
            if (rest := target.with_name(target.name + ending)).exists():
                rest.replace(kept.with_name(kept.name + ending))
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(made, target)
    sync(target.parent)
    return there


def _close(path: Path) -> None:
    """Bring everything into the one file. Only the last one who has it open can."""
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as last:
        try:
            (mode,) = last.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            raise InUse() from error
        except sqlite3.DatabaseError:
            return  # damaged: this may be why it is replaced
    if mode != "delete":
        raise InUse()
