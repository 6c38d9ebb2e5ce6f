"""Transactions: begun, joined, committed and undone as one; errors of the database in words."""

import sqlite3
import threading
from collections.abc import Iterator

import psycopg
import pytest

from crm import current
from crm.container import Container
from crm.dao.kit.database import Database, NoTransaction
from crm.dao.kit.migration import Migrator
from crm.errors import Busy, Taken
from crm.tally import counting


@pytest.fixture
def users(crm: Container):
    return crm.platform.user_dao()


def stamp(crm: Container) -> int:
    with crm.db().transaction(writes=False):
        return crm.platform.user_dao().access_stamp()


class Broken(Exception):
    """Something went wrong in the middle."""


def test_a_dao_outside_a_transaction_is_refused(users):
    with pytest.raises(NoTransaction, match="user.access_stamp"):
        users.access_stamp()


def test_what_was_written_stays_when_the_block_ends(crm, users):
    before = stamp(crm)
    with crm.db().transaction():
        users.move_stamp()
    assert stamp(crm) == before + 1


def test_an_exception_undoes_everything_also_what_inner_transactions_wrote(crm, users):
    before = stamp(crm)
    with pytest.raises(Broken), crm.db().transaction():
        users.move_stamp()
        with crm.db().transaction():
            users.move_stamp()
        raise Broken
    assert stamp(crm) == before


def test_an_inner_transaction_is_the_outer_one(crm):
    with crm.db().transaction() as outer, crm.db().transaction() as inner, crm.db().transaction(writes=False) as reading:
        assert inner is outer is reading


def test_a_transaction_that_reads_refuses_writes_and_writers(crm, users):
    with crm.db().transaction(writes=False):
        assert users.access_stamp() == 1
        with pytest.raises(NoTransaction, match="user.move_stamp writes, but the transaction only reads"):
            users.move_stamp()
        with pytest.raises(NoTransaction, match="cannot be joined by one that writes"), crm.db().transaction():
            pass
        with pytest.raises(NoTransaction):
            crm.platform.search_dao().put([{}])


def test_afterwards_waits_for_the_outermost_commit(crm, users):
    db, seen = crm.db(), []
    with db.transaction():
        with db.transaction():
            db.after_commit(lambda: seen.append(stamp(crm)))
            users.move_stamp()
        users.move_stamp()
        assert seen == []
    assert seen == [3]


def test_afterwards_never_comes_when_all_was_undone(crm):
    db, seen = crm.db(), []
    with pytest.raises(Broken), db.transaction():
        db.after_commit(lambda: seen.append("sent"))
        raise Broken
    with db.transaction():
        pass
    assert seen == []
    with pytest.raises(NoTransaction):
        db.after_commit(lambda: None)


def test_the_last_act_before_a_commit_can_still_undo_it(crm, users):
    def refuse() -> None:
        raise Broken

    before = stamp(crm)
    with pytest.raises(Broken), crm.db().transaction() as work:
        users.move_stamp()
        work.before_commit.append(refuse)
    assert stamp(crm) == before


def test_a_value_that_must_be_unique_is_taken(crm):
    with pytest.raises(Taken), crm.db().transaction() as work:
        for _ in range(2):
            work.cursor.execute("INSERT INTO stamp (name, value) VALUES ('twin', 1)")


@pytest.mark.parametrize(
    "sql",
    ["INSERT INTO stamp (name, value) VALUES ('none', NULL)", "INSERT INTO user_role (user_id, role_id) VALUES (998, 999)"],
    ids=["nothing where something must be", "a reference to nobody"],
)
def test_another_broken_rule_of_the_schema_is_a_mistake_of_ours(crm, sql):
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)), crm.db().transaction() as work:
        work.cursor.execute(sql)


def test_statements_are_counted_with_their_names(crm, users):
    with counting() as tally:
        stamp(crm)
        stamp(crm)
    assert (tally.count, tally.labels) == (2, ["user.access_stamp", "user.access_stamp"])
    assert tally.seconds > 0


def test_someone_may_watch_every_statement(crm, users):
    crm.db().watch = lambda label, seconds: seen.append((label, seconds > 0))
    seen: list = []
    stamp(crm)
    assert seen == [("user.access_stamp", True)]


# A file that others hold ---------------------------------------------------------


@pytest.fixture
def file(tmp_path) -> Iterator[Database]:
    """A database in a file, whose connections wait a moment only."""
    db = Database(f"sqlite:///{tmp_path / 'crm.db'}")
    Migrator(db).migrate()
    yield db
    db.engine.dispose()


def impatient(db: Database) -> None:
    with db.transaction(writes=False) as work:
        work.cursor.execute("PRAGMA busy_timeout = 50")


def test_a_file_that_is_locked_is_busy_and_well_again_afterwards(file, tmp_path):
    impatient(file)
    holder = Database(f"sqlite:///{tmp_path / 'crm.db'}")
    with holder.transaction() as work:
        work.cursor.execute("UPDATE stamp SET value = 7")
        with pytest.raises(Busy), file.transaction():
            pass
        with file.transaction(writes=False) as reading:  # readers never wait
            assert reading.cursor.execute("SELECT value FROM stamp").fetchone() == (1,)
    with file.transaction() as work:
        assert work.cursor.execute("SELECT value FROM stamp").fetchone() == (7,)
    holder.engine.dispose()


def test_another_thread_has_a_transaction_of_its_own(file):
    seen = []

    def other() -> None:
        with file.transaction(writes=False) as work:
            seen.append(work.cursor.execute("SELECT value FROM stamp").fetchone())

    with file.transaction() as work:
        work.cursor.execute("UPDATE stamp SET value = 7")
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    other()
    assert seen == [(1,), (7,)]


def test_a_file_is_written_safely_and_with_its_rules_on(file):
    with file.transaction(writes=False) as work:
        found = {name: work.cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_writers_of_one_file_wait_for_each_other_and_lose_nothing(file):
    def write() -> None:
        for _ in range(25):
            with file.transaction() as work:
                (value,) = work.cursor.execute("SELECT value FROM stamp").fetchone()
                work.cursor.execute("UPDATE stamp SET value = ?", (value + 1,))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with file.transaction(writes=False) as work:
        assert work.cursor.execute("SELECT value FROM stamp").fetchone() == (101,)


def test_the_context_of_who_acts_ends_with_its_block():
    with current.acting(source="bulk", reason="because"):
        with current.acting(source="undo"):
            assert (current.source(), current.context().reason) == ("undo", "because")
        assert current.source() == "bulk"
    assert current.source() == "system"
