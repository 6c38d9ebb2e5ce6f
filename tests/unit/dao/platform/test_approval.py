"""The course of approvals in the database: what waits for whom, what blocks records, and who stands above whom."""

from datetime import date, timedelta

import pytest

from crm.dao.platform.approval import ApprovalDao
from tests.kit.rows import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def approvals(rows):
    return ApprovalDao(rows.db)


@pytest.fixture
def ask(rows):
    """A request with seats, each (person, state, more)."""

    def asked(owner, *seats, **more):
        id = rows.put("approval_request", **{"module": "quote", "state": "open", "owner_id": owner, "record_id": rows.last} | more)
        for user, state, beside in seats:
            rows.put("approval_decision", request_id=id, user_id=user, state=state, **beside)
        return id

    return asked


def test_what_waits_for_somebody_waits_once_for_his_stand_in_too_but_not_for_who_asked(company, approvals, ask):
    han, wang, zhao = (company.users[who] for who in ("han", "wang", "zhao"))
    own = ask(zhao, (han, "waits", {"since": NOON, "due_at": NOON + HOUR}), (wang, "waits", {"since": NOON - HOUR}))
    other = ask(zhao, (han, "waits", {"since": NOON}), (wang, "approved", {"since": NOON}))
    his = ask(wang, (han, "waits", {"since": NOON}))
    ask(zhao, (han, "approved", {})), ask(zhao, (company.users["chen"], "waits", {}))
    late = ask(wang, (wang, "refused", {}))
    assert [(one.id, one.instead_of) for one in approvals.waiting(han, [han], 9)] == [(his, None), (other, None), (own, None)]
    found = approvals.waiting(wang, [wang, han], 9)
    assert [(one.id, one.instead_of, one.asked_by) for one in found] == [(other, "韩梅梅", "赵敏"), (own, None, "赵敏")]
    assert (found[1].at, found[1].due_at) == (NOON - HOUR, NOON + HOUR)
    assert [one.id for one in approvals.waiting(han, [han], 1, before=his)] == [other]
    assert [one.id for one in approvals.asked(wang, 1)] == [late] == [one.id for one in approvals.decided(wang, 1)]
    assert [one.id for one in approvals.asked(wang, 9)] == [late, his] and approvals.asked(wang, 9, before=his) == []
    assert [(one.id, one.seat) for one in approvals.decided(wang, 9)] == [(late, "refused"), (other, "approved")]
    assert approvals.decided(wang, 9, other) == []


def test_an_open_request_blocks_its_record_until_it_is_decided_or_taken_away(company, rows, approvals, ask):
    han, wang = company.users["han"], company.users["wang"]
    open_, silent = ask(wang, (han, "waits", {}), (wang, "later", {}), record_id=5), ask(wang, record_id=6)
    ask(wang, (han, "waits", {}), record_id=7, state="approved")
    ask(wang, (han, "waits", {}), record_id=8, module="order")
    gone = ask(wang, (han, "waits", {}), record_id=9)
    rows.set("approval_request", gone, removed_at=NOON)
    assert [(one.record_id, one.request_id, one.name) for one in approvals.blocking("quote", [5, 6, 7, 8, 9])] == [
        (5, open_, "韩梅梅"),
        (6, silent, None),
    ]
    assert approvals.blocking("quote", [4]) == [] and (approvals.lock(open_), approvals.lock(1)) == (open_, None)


def test_seats_come_step_by_step_and_only_those_that_wait_are_overdue_or_held(company, approvals, ask):
    han, wang = company.users["han"], company.users["wang"]
    id = ask(wang, (han, "later", {"step": 2}), (wang, "waits", {"step": 1, "due_at": NOON}), (han, "approved", {"due_at": NOON}),
             (han, "waits", {"step": 1, "due_at": NOON - HOUR}), (han, "waits", {"step": 1, "due_at": NOON + HOUR}))  # fmt: skip
    assert [(one.step, one.state, one.user_name) for one in approvals.seats(id)] == [
        (0, "approved", "韩梅梅"), (1, "waits", "王强"), (1, "waits", "韩梅梅"), (1, "waits", "韩梅梅"), (2, "later", "韩梅梅"),
    ]  # fmt: skip
    ask(wang, (wang, "later", {}))
    late = approvals.overdue(NOON, 9)
    assert [(one.user_id, one.due_at) for one in late] == [(han, NOON - HOUR), (wang, NOON)] and approvals.overdue(NOON, 1) == late[:1]
    assert [one.due_at for one in approvals.held_by([han])] == [NOON - HOUR, NOON + HOUR]
    approvals.set_seats([vars(late[0]) | {"state": "passed", "why": "late"}])
    assert [one.state for one in approvals.seats(id)].count("passed") == 1 and len(approvals.held_by([han])) == 1


def test_stand_ins_for_approvals_are_those_of_the_day_itself(company, rows, approvals):
    users, day = company.users, date(2026, 11, 20)
    for person, stand_in, first, last, covers, removed in (
        ("wang", "zhao", 20, 21, "all", None), ("wang", "han", 19, 20, "approvals", None), ("wang", "chen", 20, 20, "records", None),
        ("wang", "chen", 21, 22, "all", None), ("wang", "chen", 18, 19, "all", None), ("wang", "chen", 20, 20, "all", NOON),
        ("sun", "lilei", 20, 20, "all", None),
    ):  # fmt: skip
        days = {"first_day": date(2026, 11, first), "last_day": date(2026, 11, last)}
        rows.put("absence", person_id=users[person], stand_in_id=users[stand_in], covers=covers, removed_at=removed, **days)
    assert approvals.stand_ins([users["wang"]], day) == [users["zhao"], users["han"]]


def test_heads_are_told_the_nearest_first_and_who_decides_has_to_work_here(company, rows, approvals):
    users, places = company.users, company.departments
    rows.set("department", places["sales"], manager_id=users["han"])
    rows.set("department", places["hq"], manager_id=users["lilei"])
    assert approvals.heads(approvals.department_of(users["wang"])) == [users["han"], users["lilei"]]
    rows.set("department", places["sales"], removed_at=NOON)
    assert approvals.heads(approvals.department_of(users["wang"])) == [users["lilei"]]
    role = company.roles["salesperson"]
    rows.put("user_role", user_id=users["wang"], role_id=company.roles["manager"])
    assert approvals.holders([role, company.roles["manager"]]) == sorted(users[who] for who in ("han", "wang", "zhao", "chen"))
    rows.set("app_user", users["zhao"], state="suspended")
    rows.set("app_user", users["chen"], removed_at=NOON)
    assert approvals.holders([role]) == [users["wang"]] == approvals.active([users[who] for who in ("wang", "zhao", "chen")])
    rows.set("role", role, removed_at=NOON)
    assert role not in {one.id for one in approvals.roles()}


def test_which_records_a_change_set_made_or_gave_another_value_of_a_field(company, approvals):
    users = company.container.platform.user()
    with company.acting("lilei"):
        changed = users.change_all([company.users["wang"]], {"state": "suspended"}).change_set_id
        (made,) = [one.id for one in company.container.platform.journal().page(200) if one.verb == "create" and one.module == "role"][:1]
        role = company.container.platform.journal().items(made)[0].record_id
    with company.container.db().transaction():
        assert approvals.entered(changed, "user", "state") == [company.users["wang"]]
        assert approvals.entered(changed, "user", "department_id") == approvals.entered(changed, "role", "state") == []
        assert approvals.entered(made, "role", "remark") == [role]
