"""What was reached of a target, what should be by now, where it will end, and who stands where."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.attainment import Progress, clock, period_asked, ranked
from crm.domain.sales.forecast import Period

Q4 = Period("quarter", date(2026, 10, 1))
MONTHS = [Money(300), Money(300), Money(600)]


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026", "2026"), ("2026-Q2", "2026-Q2"), ("2026-10", "2026-10"), ("", "2026-11"), ("2026-13", "2026-11"), ("9", "2026-11")],
)
def test_a_period_is_a_year_a_quarter_or_a_month(text, said):
    assert str(period_asked(text, date(2026, 11, 22))) == said


def test_the_working_days_that_are_gone_count_month_by_month_and_today_is_both_gone_and_left():
    time = clock(Q4, date(2026, 11, 20), weekday)  # a Friday
    assert (time.gone, time.all, time.left, time.state) == ((22, 15, 0), (22, 21, 23), 1 + 6 + 23, "now")
    assert time.share == Decimal(37) / 66
    assert clock(Q4, date(2027, 1, 1), weekday).state == "over"
    assert clock(Q4, date(2026, 9, 30), weekday).state == "ahead"


def test_by_now_one_should_have_the_months_that_are_over_and_the_share_of_this_one():
    time = clock(Q4, date(2026, 11, 20), weekday)
    found = Progress(MONTHS, Money(400), time, 2, Money(150))
    assert found.target == Money(1200)
    assert found.expected == Money("514.29")  # 300 + 300 · 15/21
    assert found.linear == Money("713.51")  # 400 · 66/37
    assert found.likely == Money(550)
    assert found.gap_a_day == Money("26.67")  # 800 over 30 days
    assert (found.share, found.pace) == (Decimal("33.3"), "bad")
    assert Progress(MONTHS, Money(450), time, 2).pace == "warn"
    assert Progress(MONTHS, Money(515), time, 2).pace == "ok"


def test_a_period_that_is_over_has_no_forecast_and_nothing_to_do():
    found = Progress(MONTHS, Money(1300), clock(Q4, date(2027, 1, 1), weekday), 2, Money(9))
    assert (found.expected, found.linear, found.likely, found.gap_a_day) == (Money(1200), None, None, None)
    assert found.share == Decimal("108.3")


def test_what_is_reached_needs_nothing_more_a_day_and_no_target_has_no_share():
    time = clock(Q4, Q4.last, weekday)
    assert Progress(MONTHS, Money(1200), time, 0).gap_a_day == 0
    assert Progress([Money(0)] * 3, Money(5), time, 0).share is None


def test_a_period_without_working_days_divides_by_nothing():
    time = clock(Period("month", date(2026, 11, 1)), date(2026, 11, 1), lambda day: False)
    found = Progress([Money(10)], Money(1), time, 2)
    assert (found.expected, found.linear, found.gap_a_day) == (Money(0), None, None)


def test_equal_values_share_a_place_and_the_change_is_against_the_period_before():
    found = ranked({1: Money(5), 2: Money(9), 3: Money(5), 4: Money(0), 5: Money(1)}, {1: Money(9), 2: Money(1), 4: Money(3)})
    assert [(one.id, one.place, one.rose) for one in found] == [(2, 1, 2), (1, 2, -1), (3, 2, None), (5, 4, None), (4, 5, -3)]


def test_a_ranking_of_nobody_is_empty():
    assert ranked({}, {1: Money(3)}) == []


def test_working_days_of_a_year_are_those_of_its_months():
    year = Period("year", date(2026, 1, 1))
    time = clock(year, date(2026, 6, 30), weekday)
    assert sum(time.all) == sum(weekday(year.start + timedelta(days=n)) for n in range(365)) and time.gone[6:] == (0,) * 6
