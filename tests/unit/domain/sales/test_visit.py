"""What may be said of a visit, in which order a day is made, and how a month is counted."""

from datetime import date

import pytest

from crm.domain.sales.visit import Visit, VisitDraft, in_order
from crm.domain.sales.visit_check import CheckIn
from crm.domain.sales.visit_rate import Rate, month_of, together
from crm.errors import Invalid

RAW = {"account_id": 1, "planned_on": "2026-11-23"}


@pytest.mark.parametrize(
    ("more", "field"),
    [({"starts_at": "15:00", "ends_at": "14:00"}, "ends_at"), ({"ends_at": "14:00"}, "starts_at"), ({"planned_on": ""}, "planned_on")],
)
def test_a_window_begins_before_it_ends(more, field):
    with pytest.raises(Invalid) as refusal:
        VisitDraft.parse(RAW | more)
    assert list(refusal.value.fields) == [field]


def test_a_day_goes_by_its_order_then_by_the_clock():
    made = [Visit(id=1, starts_at="09:00"), Visit(id=2), Visit(id=3, position=2), Visit(id=4, position=1, starts_at="16:00")]
    assert [one.id for one in in_order(made)] == [4, 3, 1, 2]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({}, "place_text"),
        ({"latitude": "31.2"}, "latitude"),
        ({"latitude": "91", "longitude": "121"}, "latitude"),
        ({"latitude": "31.2", "longitude": "121,4,7"}, "longitude"),
    ],
)
def test_a_check_in_has_a_whole_position_or_a_typed_place(raw, field):
    with pytest.raises(Invalid) as refusal:
        CheckIn.parse(raw)
    assert list(refusal.value.fields) == [field]


def test_what_was_called_off_does_not_count_and_percent_are_rounded_down():
    one = Rate(1, "王强", planned=10, done=6, missed=2, cancelled=1, unchecked=1, unmeasured=2, far=1)
    assert (one.due, one.open, one.share) == (9, 1, 66)
    both = together([one, Rate(2, "赵敏", 1, 0, 0, 1, 0, 0, 0)])
    assert (both.planned, both.due, both.share) == (11, 9, 66)
    assert Rate(2, "赵敏", 1, 0, 0, 1, 0, 0, 0).share is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2026-02", date(2026, 2, 1), date(2026, 2, 28)), ("nonsense", date(2026, 12, 1), date(2026, 12, 31))],
)
def test_a_month_is_read_from_the_address(text, first, last):
    assert month_of(text, date(2026, 12, 5)) == (first, last)
