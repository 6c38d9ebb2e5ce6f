"""What a database says of its own health."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from crm.dao.kit.database import Database
from crm.dao.platform.doctor import DoctorDao
from crm.domain.customer.account import MODULE, AccountDraft


def test_every_table_is_counted(company):
    doctor = company.container.platform.doctor_dao()
    with doctor.db.transaction(writes=False):
        counts = doctor.counts()
    assert (counts["app_user"], counts["account"]) == (len(company.users), 0)
    assert not any(name.startswith(("sqlite_", "search_text")) for name in counts)


def test_the_clock_of_the_database_is_told_in_seconds(db):
    with db.transaction(writes=False):
        assert abs(DoctorDao(db).moment() - datetime.now(UTC).timestamp()) < 5


def test_an_index_that_left_its_records_is_found(company):
    doctor = company.container.platform.doctor_dao()
    with company.acting("wang"):
        for name in ("云帆", "远航"):
            made = company.container.customer.account().create(AccountDraft.parse({"name": name}))
    with doctor.db.transaction() as work:
        assert doctor.strays(MODULE) == (0, 0)
        work.cursor.execute(f"UPDATE search_entry SET owner_id = {company.users['zhao']} WHERE id = {made.id}")
        assert doctor.strays(MODULE) == (1, 0)
        work.cursor.execute(f"UPDATE search_entry SET id = {made.id + 1000} WHERE id = {made.id}")
        assert doctor.strays(MODULE) == (1, 1)


def test_damage_in_a_file_is_told(tmp_path):
    path = tmp_path / "crm.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE a (b TEXT)")
        made.executemany("INSERT INTO a VALUES (?)", [("x" * 500,)] * 500)
        made.commit()
    doctor = DoctorDao(Database(f"sqlite:///{path}"))
    assert doctor.damage() == []
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)
    assert doctor.damage()


@pytest.mark.parametrize("broken", [False, True])
def test_rows_that_point_at_nothing_are_counted_by_table(sqlite_db, broken):
    doctor = DoctorDao(sqlite_db)
    connection = sqlite_db.engine.raw_connection().dbapi_connection
    if broken:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("INSERT INTO user_role VALUES (1, 2)")
    with sqlite_db.transaction(writes=False):
        assert [(one.name, one.count) for one in doctor.orphans()] == ([("user_role", 2)] if broken else [])
