"""How many more somebody may take out of a pool."""

import pytest

from crm.domain.sales.pool import Figure, Holding, Pool, PoolDraft, Room, by_person
from crm.errors import Invalid


def test_a_room_without_limits_is_never_full():
    room = Room(Pool(), 10**6, [Holding("A", 10**6)])
    assert [room.take("A") for _ in range(3)] == [None] * 3


@pytest.mark.parametrize(
    ("limits", "grades", "taken"),
    [
        ({"claims_a_day": 2}, "AAA", [True, True, False]),
        ({"claims_a_day": 0}, "A", [False]),
        ({"held": 3}, "AB", [True, False]),
        ({"held_a": 1}, "AAB", [False, False, True]),
        ({"held_b": 1, "claims_a_day": 5}, "BBC", [True, False, True]),
    ],
)
def test_each_limit_is_reached_and_not_passed(limits, grades, taken):
    room = Room(Pool(**limits), 0, [Holding("A", 1), Holding(None, 1)])
    assert [room.take(grade) is None for grade in grades] == taken


def test_the_limit_of_the_day_does_not_count_for_what_is_handed_out():
    assert Room(Pool(claims_a_day=0), None, []).take("A") is None
    assert Room(Pool(held_a=0), None, []).take("A") is not None


def test_caps_by_grade_are_for_customers():
    with pytest.raises(Invalid) as refusal:
        PoolDraft.parse({"name": "线索公海", "module": "lead", "held_b": "3"})
    assert set(refusal.value.fields) == {"held_b"}


def test_people_stand_in_the_order_of_what_they_moved():
    found = by_person([Figure(1, "王强", "claimed", 1), Figure(2, "赵敏", "claimed", 2), Figure(2, "赵敏", "returned", 1)])
    assert found == [("赵敏", {"claimed": 2, "returned": 1}), ("王强", {"claimed": 1})]
