"""Unusual acts in the database: sums of events within their window, cases that stay open until somebody closes them."""

from datetime import timedelta

import pytest

from crm.dao.platform.alert import AlertDao
from tests.kit.rows import NOON

BEFORE = NOON - timedelta(seconds=1)


@pytest.fixture
def alerts(rows):
    return AlertDao(rows.db)


def test_events_add_up_from_the_first_moment_on_for_people_and_for_addresses_that_are_known(rows, alerts):
    for user, address, n, at, more in (
        (7, "10.0.0.1", 2, NOON, {}), (7, "10.0.0.2", 3, NOON + timedelta(hours=1), {}), (8, "10.0.0.2", 4, NOON, {}),
        (8, "10.0.0.2", 9, BEFORE, {}), (8, "10.0.0.2", 9, NOON, {"pruned_at": NOON}), (8, "10.0.0.2", 9, NOON, {"kind": "other"}),
        (None, None, 9, NOON, {}),
    ):  # fmt: skip
        rows.put("security_event", **{"kind": "export", "user_id": user, "address": address, "n": n, "at": at} | more)
    assert [(one.user_id, one.n, one.first_at, one.last_at) for one in alerts.by_user("export", NOON, 5)] == [
        (7, 5, NOON, NOON + timedelta(hours=1))
    ]
    assert sorted((one.address, one.n) for one in alerts.by_address("export", NOON, 2)) == [("10.0.0.1", 2), ("10.0.0.2", 7)]


def test_acts_of_an_hour_add_up_and_the_busiest_hour_of_the_window_counts(alerts):
    tally = [{"user_id": 7, "kind": "view", "hour": NOON + timedelta(hours=at), "n": n} for at, n in ((-1, 90), (0, 20), (1, 30), (2, 4))]
    assert alerts.add_acts(tally) == 4
    alerts.add_acts([tally[1] | {"n": 25}, tally[1] | {"user_id": 8, "n": 19}, tally[1] | {"kind": "print", "n": 99}])
    assert [(one.user_id, one.n, one.first_at, one.last_at) for one in alerts.acts("view", NOON, 20)] == [
        (7, 45, NOON, NOON + timedelta(hours=1))
    ]
    assert [one.user_id for one in alerts.acts("view", NOON, 45)] == [7] and alerts.acts("view", NOON, 46) == []
    assert alerts.forget_acts(NOON) == 1 and alerts.forget_acts(NOON) == 0


def test_sign_ins_are_read_on_from_the_last_one_looked_at_and_places_are_those_before(company, rows, alerts):
    wang, zhao = company.users["wang"], company.users["zhao"]
    events = [
        rows.put("security_event", kind=kind, user_id=user, address=address, at=at)
        for kind, user, address, at in (
            ("sign_in", wang, "10.0.0.1", BEFORE), ("sign_in", wang, "10.0.0.2", NOON), ("sign_in", wang, "10.0.0.2", NOON),
            ("sign_out", wang, "10.0.0.3", NOON), ("sign_in", zhao, "10.0.0.4", NOON), ("sign_in", 1, "10.0.0.5", NOON),
        )
    ]  # fmt: skip
    assert [one.id for one in alerts.sign_ins(0, NOON, 9)] == [events[1], events[2], events[4]]
    assert [one.id for one in alerts.sign_ins(events[1], BEFORE, 1)] == [events[2]]
    assert [(one.user_id, one.address) for one in alerts.places([wang], NOON, events[5])] == [(wang, "10.0.0.2")]
    assert [one.address for one in alerts.places([wang, zhao], BEFORE, events[0])] == ["10.0.0.1"]
    assert (alerts.seen(), alerts.put_seen(5), alerts.put_seen(9), alerts.seen()) == (None, 1, 1, 9)


def test_a_closed_case_is_closed_once_never_extended_and_known_as_long_as_asked(company, alerts):
    case = {"kind": "export", "subject": "7", "user_id": company.users["wang"], "address": None, "n": 1, "first_at": NOON, "last_at": NOON}
    alerts.insert([case, case | {"subject": "8", "user_id": None}])
    second, first = alerts.page(9)
    assert (first.user_name, alerts.get(second.id).subject, alerts.count_open()) == ("王强", "8", 2)
    assert alerts.extend([{"id": first.id, "n": 5, "last_at": NOON}]) == 1
    assert [alerts.close(first.id, at, company.users["lilei"], "确认") for at in (NOON, NOON + timedelta(days=1))] == [1, 0]
    assert alerts.extend([{"id": first.id, "n": 9, "last_at": NOON}]) == 0
    closed = alerts.get(first.id)
    assert alerts.count_open() == 1 and len(alerts.page(1)) == 1
    assert (closed.n, closed.closed_at, closed.closed_name, closed.remark) == (5, NOON, "李雷", "确认")
    assert [one.id for one in alerts.known(NOON)] == [first.id, second.id]
    assert [one.id for one in alerts.known(NOON + timedelta(seconds=1))] == [second.id]
    assert ([one.id for one in alerts.page(9, is_open=True)], [one.id for one in alerts.page(9, is_closed=True)]) == (
        [second.id],
        [first.id],
    )
    assert [one.id for one in alerts.page(9, before_id=second.id)] == [first.id] == [one.id for one in alerts.page(2)][1:]


def test_told_are_active_people_of_roles_that_are_still_there(company, rows, alerts):
    role, wang = company.roles["salesperson"], company.users["wang"]
    rows.put("user_role", user_id=wang, role_id=company.roles["auditor"])
    assert len(alerts.holders([role, company.roles["auditor"]])) == 4
    rows.set("app_user", company.users["zhao"], state="suspended")
    rows.set("app_user", company.users["chen"], removed_at=NOON)
    assert [(one.id, one.name) for one in alerts.holders([role])] == [(wang, "王强")]
    assert [one.name for one in alerts.names([company.users["chen"]])] == ["陈静"]
    rows.set("role", role, removed_at=NOON)
    assert role not in {one.id for one in alerts.roles()} and company.roles["auditor"] in {one.id for one in alerts.roles()}
