"""Deliveries of webhooks in the database, and the secrets they are signed with."""

from datetime import timedelta

import pytest

from crm.dao.platform.webhook_delivery import WebhookDeliveryDao
from tests.kit.rows import NOON

SECOND = timedelta(seconds=1)


@pytest.fixture
def deliveries(rows):
    return WebhookDeliveryDao(rows.db)


def test_an_attempt_is_written_down_and_those_given_up_since_are_counted_as_one(rows, deliveries):
    hook, other = rows.put("webhook"), rows.put("webhook")
    ids = [deliveries.insert(f"k{n}", at, None, [n], NOON + n * SECOND) for n, at in enumerate((hook, hook, hook, other))]
    deliveries.put_body(ids[0], "{}")
    deliveries.settle(ids[3], "done", 1, 200, 20, None, NOON)
    for id in ids[:2]:
        deliveries.settle(id, "given_up", 9, 500, 20, "x", NOON)
    first = deliveries.get(ids[0])
    assert (first.state, first.attempts, first.status, first.body, first.record_ids, first.tried_at) == (
        "given_up",
        9,
        500,
        "{}",
        [0],
        NOON,
    )
    assert deliveries.get(ids[1]).body is None
    assert [(one.id, one.body) for one in deliveries.of(hook, 9)] == [(id, None) for id in ids[2::-1]]
    assert [one.id for one in deliveries.of(hook, 1, before_id=ids[2])] == [ids[1]]
    assert [deliveries.given_up(*more) for more in ((hook, NOON - SECOND), (hook, NOON), (other, NOON - SECOND))] == [1, 0, 0]
    assert deliveries.again(ids[0]) == 1 and (deliveries.get(ids[0]).state, deliveries.get(ids[0]).attempts) == ("waiting", 0)
    assert deliveries.forget(NOON + SECOND) == 1 and deliveries.get(ids[0]) is None and deliveries.get(ids[1])


def test_of_a_change_set_each_record_was_or_stays_or_both(rows, deliveries):
    id, other = rows.put("change_set"), rows.put("change_set")
    for position, (set_id, module, record, field, before, after) in enumerate((
        (id, "account", 1, None, None, {"name": "a"}), (id, "account", 2, "name", '"a"', '"b"'), (id, "account", 2, "grade", None, '"A"'),
        (id, "account", 3, None, {"name": "c"}, None), (id, "contact", 4, None, None, {}), (other, "account", 5, None, None, {}),
    )):  # fmt: skip
        rows.put(
            "change_item", change_set_id=set_id, position=position, module=module, record_id=record, field=field, before=before, after=after
        )
    assert {one.record_id: one.verb for one in deliveries.touched(id, "account")} == {1: "created", 2: "changed", 3: "removed"}


def test_a_new_secret_keeps_the_one_before_for_a_while(rows, deliveries):
    hook = rows.put("webhook")
    deliveries.put_signing(hook, "one", NOON, NOON)
    assert (deliveries.signing(hook).sealed, deliveries.signing(hook).old_sealed) == ("one", None) and deliveries.signing(1) is None
    deliveries.put_signing(hook, "two", NOON + SECOND, NOON)
    found = deliveries.signing(hook)
    assert (found.sealed, found.old_sealed, found.old_until) == ("two", "one", NOON + SECOND)
