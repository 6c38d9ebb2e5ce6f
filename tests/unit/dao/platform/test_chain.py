"""The chains in the database: read on in their order, and marks that never move back."""

from datetime import timedelta

import pytest

from crm.dao.platform.chain import ChainDao
from tests.kit.rows import NOON


@pytest.fixture
def chains(rows):
    return ChainDao(rows.db)


def test_sets_items_and_events_are_read_on_behind_the_last_one(rows, chains):
    first, second, third = (rows.put("change_set", title=str(n), hash=f"h{n}") for n in range(3))
    for set_id, position in ((second, 1), (first, 1), (first, 0), (third, 0)):
        rows.put("change_item", change_set_id=set_id, position=position)
    assert [one.id for one in chains.sets(first, 9)] == [second, third] and [one.id for one in chains.sets(first, 9, second)] == [second]
    assert [one.id for one in chains.sets(first - 1, 2)] == [first, second]
    assert [(one.change_set_id, one.position) for one in chains.items(first, 0, second, 9)] == [(first, 1), (second, 1)]
    assert len(chains.items(first - 1, 0, third, 3)) == 3
    assert (chains.set_before(second).change_set_id, chains.set_before(second).hash, chains.count_sets(first)) == (first, "h0", 2)
    events = [rows.put("security_event", hash=f"e{n}") for n in range(3)]
    assert [one.id for one in chains.events(events[0], 9, events[1])] == [events[1]] and len(chains.events(events[0] - 1, 2)) == 2
    assert chains.event_before(events[2]).hash == "e1" and chains.count_events(events[1]) == 1


def test_what_is_erased_comes_by_its_erasure_and_one_without_is_told(rows, chains):
    sets = [rows.put("change_set", **more) for more in ({"erased": "w", "erasure_id": 4}, {}, {})]
    for set_id, position, more in (
        (sets[0], 0, {"erased": "a", "erasure_id": 4}), (sets[1], 0, {"erased": "b", "erasure_id": 3}), (sets[1], 1, {}),
        (sets[2], 0, {"module": "erasure", "record_id": 3, "after": "{}"}), (sets[2], 1, {"module": "account", "record_id": 2}),
    ):  # fmt: skip
        rows.put("change_item", change_set_id=set_id, position=position, **more)
    marks = [(one.erasure_id, one.change_set_id, one.position, one.erased) for one in chains.erased(0, 0, -1, 9)]
    assert marks == [(3, sets[1], 0, "b"), (4, sets[0], -1, "w"), (4, sets[0], 0, "a")]
    assert [one.position for one in chains.erased(4, sets[0], -1, 9)] == [0] and len(chains.erased(0, 0, -1, 2)) == 2
    assert [(one.id, one.change_set_id) for one in chains.erasures()] == [(3, sets[2])] and chains.untied() is None
    rows.put("change_item", change_set_id=sets[2], position=2, erased="c")
    assert chains.untied() == sets[2]
    rows.set("change_set", sets[1], erased="d")
    assert chains.untied() == sets[1]


def test_a_mark_moves_forward_alone_and_what_was_whole_stays_when_the_chain_breaks(chains):
    later = NOON + timedelta(days=1)
    assert [chains.put_mark("journal", through, f"h{through}", NOON, "s") for through in (5, 9, 8)] == [1, 1, 0]
    assert chains.put_broken("journal", 7, "digest", later) == 1
    (mark,) = chains.marks()
    assert (mark.through_id, mark.hash, mark.broken_id, mark.broken, mark.at) == (9, "h9", 7, "digest", NOON)
    chains.put_mark("journal", 9, "h9", later, "s2")
    chains.put_broken("events", 3, "hash", later)
    assert [(one.name, one.through_id, one.broken_id) for one in chains.marks()] == [("events", 0, 3), ("journal", 9, None)]
    assert chains.drop_marks() == 2 and chains.marks() == []
