"""An SQLite connection before it is used: what it is told, and how a transaction begins."""

import sqlite3
import threading
import time

import pytest

from crm.dao.kit.sqlite import begin, prepare, roomy


@pytest.fixture
def connect(tmp_path):
    made = []

    def opened():
        made.append(sqlite3.connect(tmp_path / "x.db", isolation_level=None, check_same_thread=False))
        return made[-1]

    yield opened
    for one in made:
        one.close()


def said(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_connection_writes_ahead_waits_for_the_disk_and_holds_references(connect):
    connection = connect()
    prepare(connection)
    assert {name: said(connection, name) for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")} == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 5000,
    }  # fmt: skip


def test_whoever_opens_a_file_that_is_locked_for_a_moment_waits_for_it(connect):
    holder, late = connect(), connect()
    holder.execute("BEGIN EXCLUSIVE")
    later = threading.Timer(0.1, holder.execute, ("COMMIT",))
    later.start()
    prepare(late)
    later.join()
    assert said(late, "journal_mode") == "wal"


def test_one_that_writes_takes_its_lock_at_once_and_who_is_not_patient_does_not_wait(connect):
    first, second = connect(), connect()
    for connection in (first, second):
        prepare(connection)
    begin(first.cursor(), writes=True, patient=True)
    begun = time.monotonic()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        begin(second.cursor(), writes=True, patient=False)
    assert time.monotonic() - begun < 1 and said(second, "busy_timeout") == 5000
    begin(second.cursor(), writes=False, patient=False)
    assert second.in_transaction and said(second, "busy_timeout") == 5000


def test_a_connection_that_writes_much_keeps_more_pages_and_gives_them_back_after_it(connect):
    writer, reader, closed = connect(), connect(), connect()
    for connection in (writer, reader, closed):
        prepare(connection)
    usual = said(writer, "cache_size")
    with roomy():
        for connection, writes in ((writer, True), (writer, True), (reader, False), (closed, True)):
            begin(connection.cursor(), writes, patient=True)
            connection.execute("COMMIT")
        closed.close()
        assert (said(writer, "cache_size"), said(reader, "cache_size")) == (16 * usual, usual)
    assert said(writer, "cache_size") == usual
