"""What is kept for how long, in the database: what is due by its day, and what no rule takes."""

from datetime import date, timedelta

import pytest

from crm.dao.platform.retention import RetentionDao
from tests.kit.rows import NOON

DAY, EARLIER = date(2026, 11, 20), NOON - timedelta(seconds=1)


@pytest.fixture
def retention(rows):
    return RetentionDao(rows.db)


def test_a_rule_is_one_for_each_subject(retention):
    for subject, days in (("b", 5), ("a", 1), ("b", 9)):
        retention.put(subject, days)
    assert [(one.subject, one.days) for one in retention.rules()] == [("a", 1), ("b", 9)]
    assert (retention.drop("c"), retention.drop("b")) == (0, 1) and len(retention.rules()) == 1


def test_sets_are_due_that_are_older_of_their_module_not_pruned_and_under_no_hold(rows, retention):
    def told(at=EARLIER, module="lead_x", record=1, **more):
        id = rows.put("change_set", at=at, module=module, **more)
        rows.put("change_item", change_set_id=id, record_id=record, module=module)
        return id

    for record, until in ((7, None), (8, DAY), (9, DAY - timedelta(days=1))):
        rows.put("legal_hold", record_id=record, until=until)
    old, oldest = told(), told(NOON - timedelta(days=3), record=9)
    told(NOON), told(module="other_x"), told(pruned_at=NOON), told(record=7), told(record=8), told(module="erasure")
    assert retention.due_sets("lead_x", NOON, 9, DAY) == [oldest, old] and retention.due_sets("lead_x", NOON, 1, DAY) == [oldest]
    assert retention.sets_before("lead_x", NOON, DAY) == 2 and retention.sets_before("lead_x", EARLIER, DAY) == 1
    waiting = {one.kind: (one.n, one.first_at) for one in retention.sets()}
    assert waiting["lead_x"] == (5, NOON - timedelta(days=3)) and "erasure" not in waiting


def test_items_go_but_the_marks_of_what_was_erased_stay_with_their_set(rows, retention):
    id, other = rows.put("change_set", module="lead_x"), rows.put("change_set", module="lead_x")
    for set_id, position, erased in ((id, 0, None), (id, 1, "mark"), (other, 0, None)):
        rows.put("change_item", change_set_id=set_id, position=position, erased=erased)
    assert retention.drop_items([id]) == 1 and retention.mark_sets([id], NOON) == 1
    assert rows.all("SELECT change_set_id, position FROM change_item WHERE change_set_id > 700000 ORDER BY 1, 2") == [(id, 1), (other, 0)]
    assert {one.kind: one.n for one in retention.sets()}["lead_x"] == 1


def test_events_lose_address_and_details_once_they_are_due(rows, retention):
    def event(**more):
        return rows.put(
            "security_event", **{"kind": "x", "at": EARLIER, "address": "10.0.0.1", "detail": {"a": 1}, "request_id": "r"} | more
        )

    first, second = event(), event(at=EARLIER - timedelta(hours=1))
    event(at=NOON), event(kind="y"), event(pruned_at=NOON)
    assert retention.due_events("x", NOON, 9) == [second, first] and retention.due_events("x", NOON, 1) == [second]
    assert retention.events_before("x", NOON) == 2
    assert retention.prune_events([first], NOON) == 1 and retention.due_events("x", NOON, 9) == [second]
    assert {one.kind: one.n for one in retention.events()}["x"] == 2
    found = rows.all(f"SELECT address, request_id FROM security_event WHERE id IN ({first}, {second}) ORDER BY id")
    assert found == [(None, None), ("10.0.0.1", "r")]
