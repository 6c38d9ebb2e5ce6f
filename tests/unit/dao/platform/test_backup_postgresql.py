"""Copies of a whole PostgreSQL database: of one moment, restored beside it, put in its place."""

import os
from collections.abc import Iterator

import pytest

from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.dao.platform import backup_postgresql as backup
from crm.dao.platform.doctor import DoctorDao
from crm.errors import CrmError
from tests.kit import postgres

NAME = f"crm_backup_{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"


@pytest.fixture
def db() -> Iterator[Database]:
    """A database of its own: it is renamed."""
    made = Database(postgres.create_database(NAME), 2)
    Migrator(made).migrate()
    yield made
    made.engine.dispose()


def stamp(db: Database, value: int | None = None) -> int:
    with db.transaction() as work:
        if value is not None:
            work.cursor.execute("UPDATE stamp SET value = %s WHERE name = 'access'", (value,))
        work.cursor.execute("SELECT value FROM stamp WHERE name = 'access'")
        return work.cursor.fetchone()[0]


def test_a_copy_is_read_back_beside_the_database_and_takes_its_place(db, tmp_path):
    stamp(db, 41)
    rows = backup.dump(db, tmp_path / "copy")
    stamp(db, 42)
    with backup.scratch(db, tmp_path / "copy") as made:
        with made.transaction(writes=False):
            assert DoctorDao(made).counts() == rows
        assert stamp(made) == 41 and made.url.database == f"{NAME}_restored"
        assert backup.exchange(db, made, f"{NAME}_kept") is True
    assert stamp(db) == 41
    kept = Database(db.url.set(database=f"{NAME}_kept").render_as_string(hide_password=False), 1)
    assert stamp(kept) == 42
    kept.engine.dispose()


def test_a_file_that_is_no_copy_leaves_nothing_behind(db, tmp_path):
    (tmp_path / "copy").write_bytes(b"no copy")
    with pytest.raises(CrmError, match="pg_restore did not succeed"), backup.scratch(db, tmp_path / "copy"):
        pass
    with db.transaction(writes=False) as work:
        work.cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (f"{NAME}_restored",))
        assert work.cursor.fetchone() is None


def test_a_program_that_is_missing_is_named_with_the_way_to_it(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("pathlib.Path.glob", lambda *_: [])
    with pytest.raises(CrmError, match="apt-get install postgresql-client"):
        backup._found("pg_dump")
