"""Copies of a whole SQLite database, and putting one in its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crm.dao.kit.database import Database
from crm.dao.platform.backup import InUse, copy, exchange, file_of


def filled(path: Path, rows: int) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE t (n INTEGER)")
        db.executemany("INSERT INTO t VALUES (?)", ((n,) for n in range(rows)))
    return path


def count(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT COUNT(*) FROM t").fetchone()[0]


def test_a_copy_is_of_one_moment_also_while_others_write(tmp_path):
    source = filled(tmp_path / "crm.db", 1000)
    with closing(sqlite3.connect(source, isolation_level=None)) as writer:
        writer.execute("INSERT INTO t VALUES (-1)")  # stands in the log alone
        heard = []
        copy(source, tmp_path / "copy.db", lambda left, total: (heard.append((left, total)), writer.execute("INSERT INTO t VALUES (-2)")))
    assert count(tmp_path / "copy.db") == 1001 and count(source) > 1001
    assert heard and heard[-1][0] == 0
    assert not (tmp_path / "copy.db-wal").exists()


def test_a_database_takes_the_place_of_another_which_is_kept(tmp_path):
    made, target, kept = filled(tmp_path / "new.db", 3), filled(tmp_path / "crm.db", 5), tmp_path / "backups/old.db"
    assert exchange(made, target, kept) is True
    assert (count(target), count(kept), made.exists()) == (3, 5, False)


def test_where_nothing_stood_nothing_is_kept(tmp_path):
    assert exchange(filled(tmp_path / "new.db", 3), tmp_path / "data/crm.db", tmp_path / "old.db") is False
    assert count(tmp_path / "data/crm.db") == 3 and not (tmp_path / "old.db").exists()


def test_a_database_that_somebody_has_open_is_left_alone(tmp_path):
    made, target = filled(tmp_path / "new.db", 3), filled(tmp_path / "crm.db", 5)
    with closing(sqlite3.connect(target, isolation_level=None)) as user:
        user.execute("BEGIN")
        user.execute("SELECT COUNT(*) FROM t").fetchone()
        with pytest.raises(InUse):
            exchange(made, target, tmp_path / "old.db")
    assert (count(target), count(made)) == (5, 3)


def test_a_damaged_database_is_replaced_and_kept(tmp_path):
    target = tmp_path / "crm.db"
    target.write_bytes(b"this is no database" * 100)
    assert exchange(filled(tmp_path / "new.db", 3), target, tmp_path / "old.db") is True
    assert count(target) == 3 and (tmp_path / "old.db").read_bytes().startswith(b"this is no database")


@pytest.mark.parametrize(
    ("url", "file"),
    [("sqlite:////data/crm.db", Path("/data/crm.db")), ("sqlite://", None), ("postgresql+psycopg://crm@host/crm", None)],
)
def test_only_a_file_of_sqlite_has_a_file(url, file):
    assert file_of(Database(url)) == file
