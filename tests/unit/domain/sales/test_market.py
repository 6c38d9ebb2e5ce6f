"""What a period is called, and the win rate."""

from datetime import date

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.market import Meeting, period_label


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "2026 Q4"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2026, 2, 1), date(2026, 4, 30), "2026-02-01 – 2026-04-30"),
        (date(2026, 1, 1), date(2026, 1, 30), "2026-01-01 – 2026-01-30"),
    ],
)
def test_a_period_is_called_by_its_year_quarter_or_month(start, end, label):
    assert period_label(start, end) == label


def test_there_is_no_win_rate_before_anything_is_decided():
    assert Meeting(1, "云桥", 3, 3, 0, 0, 0, Money(0), Money(0)).rate is None
