"""Migrations: the new schema or the old one, nothing between; applied files never change."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from crm.dao.kit.database import Database
from crm.dao.kit.migration import LOCK, Migration, MigrationError, Migrator, migrations
from tests.kit import postgres

ONE = """-- What it is.
CREATE TABLE one (id BIGINT PRIMARY KEY, at TIMESTAMPTZ);
CREATE TABLE two (id BIGINT PRIMARY KEY, note TEXT NOT NULL);
"""
TWO = """ALTER TABLE one ADD COLUMN note TEXT;
INSERT INTO one (id, note) VALUES (1, 'a; b');
CREATE TABLE three (id BIGINT);
CREATE INDEX one_by_note ON one (note);
"""


@pytest.fixture(scope="module")
def empty_url() -> str:
    return postgres.create_database(f"crm_migration_{postgres.os.environ.get('PYTEST_XDIST_WORKER', 'gw')}")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path) -> Iterator[Database]:
    """A database without any table."""
    if request.param == "sqlite":
        db = Database(f"sqlite:///{tmp_path / 'crm.db'}")
    else:
        db = Database(request.getfixturevalue("empty_url"))
        with db.transaction() as work:
            work.cursor.execute("DROP SCHEMA public CASCADE")
            work.cursor.execute("CREATE SCHEMA public")
    yield db
    db.engine.dispose()


@pytest.fixture
def folder(tmp_path):
    """Two migrations."""
    made = tmp_path / "schema"
    made.mkdir()
    (made / "0001_first.sql").write_text(ONE)
    (made / "0002_second.sql").write_text(TWO)
    return made


def schema(db: Database) -> list:
    """Every column and index there is."""
    with db.transaction(writes=False) as work:
        if db.dialect == "sqlite":
            work.cursor.execute("SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'migration' ORDER BY name, sql")
        else:
            work.cursor.execute(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migration'"
                " UNION ALL SELECT indexname, '' FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY 1, 2"
            )
        return work.cursor.fetchall()


def one(db: Database, sql: str):
    with db.transaction(writes=False) as work:
        work.cursor.execute(sql)
        return work.cursor.fetchall()


def test_what_is_pending_is_applied_in_order_and_once(empty, folder):
    migrator = Migrator(empty, folder)
    assert [m.name for m in migrator.migrate()] == ["first", "second"]
    assert migrator.migrate() == []
    assert one(empty, "SELECT id, note FROM one") == [(1, "a; b")]
    assert one(empty, "SELECT number, name FROM migration ORDER BY number") == [(1, "first"), (2, "second")]
    (folder / "0003_third.sql").write_text("CREATE TABLE four (id BIGINT);\n")
    assert [m.number for m in Migrator(empty, folder).migrate()] == [3]


HOST = """
import json, sys
from pathlib import Path
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
migrator = Migrator(Database(sys.argv[1]), Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
print(json.dumps([one.number for one in migrator.migrate()]))
"""


def test_of_several_hosts_that_migrate_at_once_one_does_it_and_the_others_find_it_done(empty, folder):
    (folder / "0003_slow.sql").write_text("-- :only postgresql\nSELECT pg_sleep(0.3);\n-- :end\nCREATE TABLE four (id BIGINT);\n")
    command = [sys.executable, "-c", HOST, empty.url.render_as_string(hide_password=False), str(folder)]
    hosts = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for host in hosts:
        assert host.stdout.readline() == "ready\n"
    for host in hosts:
        host.stdin.write("go\n")
        host.stdin.flush()
    assert sorted(json.loads(host.communicate()[0]) for host in hosts) == [[], [], [1, 2, 3]]
    assert [host.returncode for host in hosts] == [0, 0, 0]
    assert one(empty, "SELECT number FROM migration ORDER BY number") == [(1,), (2,), (3,)]


def test_a_failed_migration_lets_the_next_host_in(empty_url, folder):
    db, address = Database(empty_url), empty_url.replace("postgresql+psycopg", "postgresql")
    with closing(psycopg.connect(address, autocommit=True)) as other:
        other.execute("DROP SCHEMA public CASCADE")
        other.execute("CREATE SCHEMA public")
        (folder / "0003_third.sql").write_text("CREATE TABLE one (id BIGINT);\n")
        with pytest.raises(MigrationError, match="0003"):
            Migrator(db, folder).migrate()
        assert other.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone() == (True,)
    db.engine.dispose()


def test_looking_what_is_pending_changes_nothing(empty, folder):
    assert len(Migrator(empty, folder).pending()) == 2
    with pytest.raises(Exception, match="migration"):
        one(empty, "SELECT * FROM migration")


@pytest.mark.parametrize("position", range(5))
def test_a_statement_that_fails_leaves_the_old_schema_wherever_it_stands(empty, folder, position):
    (folder / "0002_second.sql").unlink()
    Migrator(empty, folder).migrate()
    before = schema(empty)
    statements = TWO.split(";\n")[:-1]
    statements.insert(position, "CREATE TABLE wrong (id NONSENSE REFERENCES")
    (folder / "0002_second.sql").write_text(";\n".join(statements) + ";\n")
    with pytest.raises(MigrationError, match="Migration 0002 .second. failed at “CREATE TABLE wrong"):
        Migrator(empty, folder).migrate()
    assert schema(empty) == before
    assert [m.number for m in Migrator(empty, folder).pending()] == [2]


def test_of_several_pending_ones_all_or_none_are_applied(empty, folder):
    (folder / "0003_third.sql").write_text("CREATE TABLE one (id BIGINT);\n")
    with pytest.raises(MigrationError, match="0003"):
        Migrator(empty, folder).migrate()
    assert schema(empty) == []


def test_an_applied_file_that_was_changed_is_refused(empty, folder):
    Migrator(empty, folder).migrate()
    (folder / "0001_first.sql").write_text(ONE + "-- a word more\n")
    with pytest.raises(MigrationError, match="Migration 0001 .first. was changed after it was applied"):
        Migrator(empty, folder).migrate()


def test_a_database_newer_than_the_program_is_refused(empty, folder):
    Migrator(empty, folder).migrate()
    (folder / "0002_second.sql").unlink()
    with pytest.raises(MigrationError, match="at migration 2, newer than this program, which knows 1"):
        Migrator(empty, folder).pending()


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["0001_a.sql", "0003_c.sql"], "gap"),
        (["0001_a.sql", "0001_b.sql"], "twin"),
        (["0002_b.sql"], "gap"),
        (["0001_a.sql", "2_b.sql"], "2_b.sql is not named like 0001_name.sql"),
    ],
)
def test_numbers_have_no_gap_and_no_twin(tmp_path, names, why):
    for name in names:
        (tmp_path / name).write_text("SELECT 1;")
    with pytest.raises(MigrationError, match=why):
        migrations(tmp_path)


def test_blocks_for_one_database_are_left_out_on_the_other():
    found = Migration(
        1, "a", "-- :only sqlite\nCREATE TABLE s (a JSONB);\n-- :end\n-- :only postgresql\nCREATE TABLE p (a JSONB);\n-- :end\nSELECT 1;"
    )
    assert list(found.statements("sqlite")) == ["CREATE TABLE s (a TEXT)", "SELECT 1"]
    assert list(found.statements("postgresql")) == ["CREATE TABLE p (a JSONB)", "SELECT 1"]


def test_the_schema_of_the_program_is_applied_to_an_empty_database(empty):
    Migrator(empty).migrate()
    assert Migrator(empty).pending() == []


def columns(db: Database) -> dict[str, set[str]]:
    """Table -> the names of its columns."""
    if db.dialect == "sqlite":
        tables = [name for (name,) in one(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
        return {
            table: {row[1] for row in one(db, f"PRAGMA table_info({table})")} for table in tables if not table.startswith("search_text")
        }
    found: dict[str, set[str]] = {}
    plain = "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
    asked = f"SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name IN ({plain})"
    for table, column in one(db, asked):
        found.setdefault(table, set()).add(column)
    return found


def test_both_databases_have_the_same_tables_and_columns(empty_url, tmp_path):
    sqlite, server = Database("sqlite://"), Database(empty_url)
    with server.transaction() as work:
        work.cursor.execute("DROP SCHEMA public CASCADE")
        work.cursor.execute("CREATE SCHEMA public")
    Migrator(sqlite).migrate()
    Migrator(server).migrate()
    ours, theirs = columns(sqlite), columns(server)
    server.engine.dispose()
    assert ours.pop("sequence") == {"name", "next"}  # a sequence of its own on PostgreSQL
    theirs["search_entry"].remove("vector")  # an index of its own on SQLite
    assert ours == theirs
