"""Working days: the public calendar, and what an administrator says of single days."""

from datetime import date, time

import pytest

from crm.domain.platform.holiday import HolidayDraft
from crm.errors import Forbidden, Invalid

SATURDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 23)


@pytest.fixture
def say(company):
    def said(day: date, kind: str, name: str, by: str = "lilei"):
        with company.acting(by):
            return company.container.platform.holiday().create(HolidayDraft.parse({"day": str(day), "kind": kind, "name": name}))

    return said


@pytest.fixture
def workdays(company):
    return company.container.platform.workday()


def test_the_public_calendar_knows_holidays_and_shifted_days(company, workdays):
    is_workday = workdays.workdays(date(2025, 1, 1))
    assert [is_workday(day) for day in (date(2025, 10, 1), date(2025, 9, 28), date(2025, 9, 27), date(2025, 9, 29))] == [
        False, True, False, True,
    ]  # fmt: skip
    with company.acting("lilei"):
        marks = workdays.marks(date(2025, 9, 27), 5)
    assert [(day.day, mark.off, mark.correction) for day, mark in marks.items()] == [(28, False, None), (1, True, None)]


def test_what_an_administrator_says_counts_more(company, workdays, say):
    working, free = say(SATURDAY, "work", "盘点"), say(MONDAY, "off", "司庆")
    is_workday = workdays.workdays(SATURDAY)
    assert (is_workday(SATURDAY), is_workday(MONDAY), is_workday(date(2026, 11, 24))) == (True, False, True)
    with company.acting("wang"):
        marks = workdays.marks(SATURDAY, 4)
    assert {day: (mark.name, mark.off, mark.correction) for day, mark in marks.items()} == {
        SATURDAY: ("盘点", False, working.id), MONDAY: ("司庆", True, free.id),
    }  # fmt: skip


def test_a_day_that_was_taken_back_is_as_the_public_calendar_says(company, workdays, say):
    row = say(MONDAY, "off", "司庆")
    with company.acting("lilei"):
        company.container.platform.holiday().remove_all([row.id])
    assert workdays.workdays(MONDAY)(MONDAY)


def test_a_day_is_said_once_and_by_whoever_may(company, say):
    say(MONDAY, "off", "司庆")
    with pytest.raises(Invalid):
        say(MONDAY, "work", "补班")
    with pytest.raises(Forbidden):
        say(SATURDAY, "work", "盘点", by="wang")


def test_a_series_of_working_days_goes_by_what_was_said(company, say):
    from crm.domain.customer.recurrence import parse

    say(MONDAY, "off", "司庆")
    say(SATURDAY, "work", "盘点")
    rule = parse("TZID=Asia/Shanghai:20261120T090000;FREQ=WORKDAYS;COUNT=3")
    moments = rule.moments(company.container.platform.workday().workdays(date(2026, 11, 20)))
    assert [at.date() for at in moments] == [date(2026, 11, 20), SATURDAY, date(2026, 11, 24)]


def test_the_hours_of_a_working_day_are_a_setting_and_nonsense_is_refused(company, workdays):
    assert workdays.shifts() == ((time(9), time(12)), (time(13), time(18)))
    with company.acting("lilei"):
        with pytest.raises(Invalid) as refused:
            company.container.platform.setting().change({"working_hours": "nine to five"})
        assert "working_hours" in refused.value.fields
        company.container.platform.setting().change({"working_hours": "08:30-17:00"})
    assert workdays.shifts() == ((time(8, 30), time(17)),)
