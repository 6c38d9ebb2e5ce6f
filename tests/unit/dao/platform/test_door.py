"""Doors in the database: to whom pools and single records are open, and until when."""

from datetime import timedelta

import pytest

from crm.dao.platform.door import DoorDao
from crm.domain.kit.module import modules
from crm.domain.platform.share import can_be_shared
from tests.kit.rows import NOON


@pytest.fixture
def doors(rows):
    return DoorDao(rows.db)


def test_a_pool_is_open_by_name_by_role_and_by_a_department_above_each_told_once(company, rows, doors):
    wang, role, sales = company.users["wang"], company.roles["salesperson"], company.departments["sales"]
    doors.put_doors([{"pool_id": pool, "module": "lead", "kind": kind, "holder_id": holder} for pool, kind, holder in (
        (4, "user", wang), (3, "role", role), (2, "department", sales), (2, "user", wang), (1, "user", company.users["zhao"]),
        (5, "role", wang), (6, "department", wang), (7, "department", company.departments["south"]),
        (8, "role", company.roles["manager"]), (4, "user", wang),
    )])  # fmt: skip
    assert [one.pool_id for one in doors.pools_of(wang)] == [2, 3, 4]
    rows.set("role", role, removed_at=NOON)
    assert [one.pool_id for one in doors.pools_of(wang)] == [2, 4]
    assert doors.drop_doors([2]) == 2 and [one.pool_id for one in doors.pools_of(wang)] == [4]


def test_a_record_is_open_by_name_role_team_and_department_until_its_end(company, rows, doors):
    wang, role = company.users["wang"], company.roles["salesperson"]
    team, old = rows.put("team"), rows.put("team", removed_at=NOON)
    rows.put("team_member", team_id=team, person_id=wang)
    rows.put("team_member", team_id=old, person_id=wang)
    left = rows.put("team")
    rows.put("team_member", team_id=left, person_id=wang, removed_at=NOON)
    theirs, second = rows.put("team"), timedelta(seconds=1)
    rows.put("team_member", team_id=theirs, person_id=company.users["zhao"])
    holders = (wang, role, team, company.departments["sales"], old, left, company.users["zhao"], company.departments["south"])
    doors.put_records([
        {"source_id": at, "kind": "x", "module": "account", "record_id": at, "holder_id": holder, "edits": at == 1, "ends_at": ends}
        for at, (holder, ends) in enumerate([
            *((one, None) for one in holders), (wang, NOON), (wang, NOON + second), (theirs, None), (company.roles["manager"], None),
        ], 1)
    ])  # fmt: skip
    assert sorted(one.record_id for one in doors.opened_to(wang, NOON)) == [1, 2, 3, 4, 10]
    rows.set("role", role, removed_at=NOON)
    assert doors.with_parts([1]) == 1 and doors.drop_records([3]) == 1
    found = sorted(doors.opened_to(wang, NOON), key=lambda one: one.record_id)
    assert [(one.record_id, one.edits, one.parts) for one in found] == [(1, True, True), (4, False, False), (10, False, False)]


def test_every_table_whose_records_can_be_shared_keeps_the_order_of_their_doors(rows):
    with rows.db.transaction() as work:
        work.cursor.execute(TRIGGERS[rows.db.dialect])
        kept = {name.removesuffix("_door") for (name,) in work.cursor.fetchall()}
    assert kept == {one.table for one in modules().values() if can_be_shared(one)}


def test_a_door_has_the_orders_of_its_record_and_keeps_them(company, rows, doors):
    id, wang = rows.put("account", sort_key="b"), company.users["wang"]
    doors.put_records([
        {"source_id": at, "kind": "x", "module": "account", "record_id": of, "holder_id": wang, "edits": False, "ends_at": None}
        for at, of in ((1, id), (2, id + 1))
    ])  # fmt: skip
    with rows.db.transaction() as work:
        asked = """SELECT d.sort_key, d.updated_at = a.updated_at, d.created_at = a.created_at
                     FROM record_door d JOIN account a ON a.id = d.record_id"""
        work.cursor.execute(asked)
        assert [tuple(row) for row in work.cursor.fetchall()] == [("b", True, True)]
        if rows.db.dialect == "postgresql":  # rows are put in without its triggers
            work.cursor.execute("SET LOCAL session_replication_role = origin")
        work.cursor.execute(f"UPDATE account SET sort_key = 'c', updated_at = '2026-01-02 03:04:05+00:00' WHERE id = {id}")
        work.cursor.execute(asked)
        assert [tuple(row) for row in work.cursor.fetchall()] == [("c", True, True)]
        work.cursor.execute("SELECT COUNT(*) FROM record_door")  # of what is not there the door stays all the same
        assert work.cursor.fetchone()[0] == 2


TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_door' ESCAPE '\\'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE '%\\_door'",
}
