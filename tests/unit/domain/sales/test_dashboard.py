"""Spans of time: read from the address, typed, and parted into columns that can be told apart."""

from datetime import date

import pytest

from crm.domain.sales.dashboard import Days, cut, days_of, is_due, quarters, read_span, typed
from crm.errors import Invalid

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ("2017", "2017-01-01,2017-12-31"), ("2017-Q3", "2017-07-01,2017-09-30"), ("2024-02-28,2024-03-01", "2024-02-28,2024-03-01"),
        ("month", "2026-11-01,2026-11-30"), ("twelve", "2025-12-01,2026-11-30"), ("all", "2026-01-01,2026-12-31"),
    ],
)  # fmt: skip
def test_a_span_has_its_days(span, said):
    assert str(days_of(span, TODAY)) == said


@pytest.mark.parametrize("span", ["0999", "3000", "2017-Q5", "2017-05-01,2017-04-01", "2017-02-30,2017-03-01", "1500-01-01,2017-01-01"])
def test_a_span_that_means_nothing_is_this_quarter(span):
    assert read_span(span) is None and str(days_of(span, TODAY)) == "2026-10-01,2026-12-31"


def test_all_time_is_from_the_first_deal_to_the_last():
    known = Days(date(2016, 10, 3), date(2018, 1, 1))
    assert days_of("all", TODAY, known) == known


def test_days_are_typed_as_people_write_them():
    assert str(typed("2017年3月1日", "昨天", TODAY)) == "2017-03-01,2026-11-19"


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("", "2017-03-01", {"from"}), ("x", "32.13.2017", {"from", "to"}), ("2017-03-02", "2017-03-01", {"to"}),
        ("1066-10-14", "2017-01-01", {"from"}),
    ],
)  # fmt: skip
def test_days_that_cannot_be_looked_at_are_told_beside_their_field(first, last, wrong):
    with pytest.raises(Invalid) as told:
        typed(first, last, TODAY)
    assert set(told.value.fields) == wrong


@pytest.mark.parametrize(
    ("span", "unit", "columns"),
    [
        ("2017-03-14,2017-03-20", "day", 7), ("2017-03-01,2017-03-31", "week", 5), ("2017-Q3", "week", 14), ("2017", "month", 12),
        ("2014-05-05,2017-05-05", "quarter", 13), ("2001-01-01,2017-05-05", "year", 17), ("1900-01-01,2999-12-31", "years", 24),
    ],
)  # fmt: skip
def test_the_columns_of_a_chart_are_few_and_hold_every_day_once(span, unit, columns):
    days = days_of(span, TODAY)
    by = cut(days)
    assert (by.unit, len(by.parts)) == (unit, columns)
    assert by.parts[0].start == days.start and by.parts[-1].until == days.until
    assert all(one.until == after.start for one, after in zip(by.parts, by.parts[1:], strict=False))
    assert [by.at(part.start) for part in by.parts] == [by.at(part.last) for part in by.parts] == list(range(columns))


@pytest.mark.parametrize(
    ("span", "unit", "columns"), [("2017-Q3", "month", 3), ("2017-03-01,2017-12-31", "quarter", 4), ("2011-01-01,2017-12-31", "year", 7)]
)
def test_a_table_has_quarters_where_it_can(span, unit, columns):
    by = quarters(days_of(span, TODAY))
    assert (by.unit, len(by.parts)) == (unit, columns)


def test_what_is_late_or_has_no_day_is_still_to_be_closed_while_the_days_last():
    quarter, past = days_of("quarter", TODAY), days_of("2017-Q2", TODAY)
    assert [is_due(month, quarter, TODAY) for month in ("", "2017-05", "2026-12", "2027-01")] == [True, True, True, False]
    assert [is_due(month, past, TODAY) for month in ("", "2017-03", "2017-05", "2026-12")] == [False, False, True, False]
