"""The care plan, before any database."""

import pytest

from crm.domain.customer.care import CareDraft, Gap
from crm.errors import Invalid


@pytest.mark.parametrize(("days", "tone"), [(0, "ok"), (14, "ok"), (15, "warn"), (30, "warn"), (31, "bad")])
def test_the_colour_follows_the_gap(days, tone):
    assert Gap("A", 14, 30).tone(days) == tone


@pytest.mark.parametrize(
    ("ideal", "longest", "field"), [("0", "30", "ideal_days"), ("30", "14", "longest_days"), ("x", "30", "ideal_days")]
)
def test_a_plan_that_cannot_be_is_refused(ideal, longest, field):
    with pytest.raises(Invalid, match=field):
        CareDraft.parse({"name": "重点", "grade": "A", "ideal_days": ideal, "longest_days": longest})
