"""Handovers in the database: which is under way, what became of each record, and who may take over."""

import pytest

from crm.dao.platform.handover import HandoverDao
from tests.kit.rows import NOON


@pytest.fixture
def handovers(rows):
    return HandoverDao(rows.db)


def test_a_handover_runs_while_its_job_does_and_knows_its_last_change_that_was_not_undone(company, rows, handovers):
    wang, han, lilei = (company.users[who] for who in ("wang", "han", "lilei"))
    jobs = {state: rows.put("job", state=state) for state in ("waiting", "done", "failed")}
    for id, user, job in ((1, wang, "waiting"), (2, wang, "done"), (3, han, "failed")):
        handovers.insert(id, user, True, [{"to": 5}], 40 + id, NOON, lilei)
        handovers.put_job(id, jobs[job])
    assert [(one.id, one.job_id, one.user_name, one.asker_name) for one in handovers.page(9)] == [
        (3, jobs["failed"], "韩梅梅", "李雷"),
        (2, None, "王强", "李雷"),
        (1, jobs["waiting"], "王强", "李雷"),
    ]
    assert [one.id for one in handovers.page(1, before=3)] == [2] and handovers.get(1).plan == [{"to": 5}] and handovers.get(4) is None
    assert (handovers.running(wang), handovers.running(han), handovers.running(lilei)) == (1, 3, None)
    handovers.end(1, NOON)
    assert handovers.running(wang) is None and handovers.get(1).ended_at == NOON
    assert handovers.get(3).ended_at is None and handovers.get(2).job_id is None
    first, second = rows.put("change_set", group_id=41), rows.put("change_set", group_id=41)
    rows.put("change_set", group_id=42)
    assert handovers.get(1).change_set_id == second
    rows.put("change_set", undoes_id=second)
    assert handovers.get(1).change_set_id == first


def test_what_became_of_a_record_is_written_once_and_added_up_by_receiver(rows, handovers):
    def move(handover, record, receiver, even=True, why=None, module="account"):
        row = {"handover_id": handover, "module": module, "field": "owner_id", "record_id": record, "title": f"{record}"}
        return row | {"receiver": receiver, "even": even, "why": why}

    handovers.put_moves([
        move(1, 1, "a"), move(1, 1, "b"), move(1, 2, "a"), move(1, 3, "b"), move(1, 4, "b", even=False), move(1, 5, "b", why="locked"),
        move(1, 1, "a", module="lead"), move(2, 6, "a"),
    ])  # fmt: skip
    assert sorted(handovers.known(1, "account", "owner_id", [1, 2, 6])) == [1, 2] and handovers.known(1, "account", "member_id", [1]) == []
    handovers.put_moves([move(1, 1, "c") | {"field": "member_id"}])
    assert sorted((one.receiver, one.n) for one in handovers.shared(1, "account", "owner_id")) == [("a", 2), ("b", 1)]
    assert [(one.field, one.n) for one in handovers.sums(1) if one.receiver == "c"] == [("member_id", 1)]
    assert [(one.module, one.receiver, one.n) for one in handovers.sums(1) if not one.stayed and one.receiver != "c"] == [
        ("account", "a", 2),
        ("account", "b", 2),
        ("lead", "a", 1),
    ]
    assert [(one.receiver, one.n) for one in handovers.sums(1) if one.stayed] == [("b", 1)]
    assert [one.record_id for one in handovers.moves(1, 2, "account", "owner_id", 3)] == [4, 5]
    assert [(one.module, one.record_id) for one in handovers.moves(1, 9, "account", "owner_id", 5)] == [("lead", 1)]
    assert [(one.field, one.record_id) for one in handovers.moves(1, 2)] == [("member_id", 1), ("owner_id", 1)]


def test_who_takes_over_works_here_and_managers_come_from_near_to_far_without_himself(company, rows, handovers):
    users, places = company.users, company.departments
    for place, who in (("east", "zhao"), ("sales", "han"), ("hq", "lilei")):
        rows.set("department", places[place], manager_id=users[who])
    assert [one.name for one in handovers.managers(users["zhao"], places["east"], 9)] == ["韩梅梅", "李雷"]
    assert [one.name for one in handovers.managers(users["wang"], places["east"], 2)] == ["赵敏", "韩梅梅"]
    everybody = [users[who] for who in ("wang", "zhao", "lilei", "han")]
    rows.set("app_user", users["zhao"], state="suspended")
    rows.set("app_user", users["lilei"], removed_at=NOON)
    assert [one.name for one in handovers.names(everybody)] == ["韩梅梅", "王强"]
    assert [one.name for one in handovers.managers(users["wang"], places["east"], 9)] == ["韩梅梅"]
    rows.set("department", places["sales"], removed_at=NOON)
    assert handovers.managers(users["wang"], places["east"], 9) == []


def test_views_that_are_shared_and_requests_that_wait_go_their_own_way(company, rows, handovers):
    wang = company.users["wang"]
    for more in (
        {"shared": "all"},
        {"shared": "me"},
        {"shared": "all", "removed_at": NOON},
        {"shared": "all", "user_id": company.users["zhao"]},
    ):
        rows.put("saved_view", **{"user_id": wang} | more)
    for request, user, state in ((1, wang, "waits"), (1, wang, "waits"), (2, wang, "waits"), (3, wang, "approved"), (4, 1, "waits")):
        rows.put("approval_decision", request_id=request, user_id=user, state=state)
    assert vars(handovers.moving(wang)) == {"views": 1, "approvals": 2}
