"""Numbers by a pattern: how they are written, and when they begin anew."""

from datetime import UTC, datetime

import pytest

from crm.domain.kit.numbering import Numbering, known_pattern
from crm.domain.kit.text import Refused

NEW_YEAR = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai


@pytest.mark.parametrize(
    ("pattern", "period", "written"),
    [
        ("HT{yyyy}-{0000}", "2027", "HT2027-0012"),
        ("{yy}{mm}{dd}/{00}", "270101", "270101/12"),
        ("K-{0}", "", "K-12"),
    ],
)
def test_a_number_is_written_by_its_pattern_and_counts_within_its_period(pattern, period, written):
    made = Numbering(pattern, NEW_YEAR)
    assert (made.period, made.written(12)) == (period, written)


@pytest.mark.parametrize("pattern", ["HT", "{00}-{00}"])
def test_a_pattern_has_one_place_for_the_number(pattern):
    with pytest.raises(Refused):
        known_pattern(pattern)
