"""Recurring tasks: the next one when one is done, this one or all that follow, on the clock of whoever set it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.recurrence import Rule, parse
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.kit.text import Refused
from crm.errors import Invalid

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)  # 10:00 in Shanghai
FORM = {"unit": "weekly", "every": "1", "due": "2026-11-23T10:00", "ends": ""}


@pytest.fixture
def series(company):
    return company.container.customer.recurrence()


@pytest.fixture
def activities(company):
    return company.container.customer.activity()


@pytest.fixture
def task(company, activities):
    with company.acting("wang", clock=MONDAY - timedelta(days=2)):
        return activities.create(
            ActivityDraft.parse({"kind": "task", "name": "周报", "due_at": MONDAY, "remind_at": MONDAY - timedelta(hours=1)})
        )


def open_tasks(activities):
    found = activities.page(Query(Group((Condition("done_at", "empty"),)), Sort((("due_at", False),))))
    return [(row.name, row.due_at, row.remind_at, row.follows_id) for row in found]


def test_the_next_one_is_made_when_one_is_done(company, series, activities, task):
    with company.acting("wang", clock=MONDAY + timedelta(hours=3)):
        series.plan(task.id, FORM)
        activities.finish(task.id)
        week = MONDAY + timedelta(days=7)
        assert open_tasks(activities) == [("周报", week, week - timedelta(hours=1), task.id)]
        activities.change(task.id, {"result": "发了"})
        assert len(open_tasks(activities)) == 1


def test_what_was_missed_is_not_made_up_for_and_early_is_not_doubled(company, series, activities, task):
    with company.acting("wang", clock=MONDAY - timedelta(days=2)):
        series.plan(task.id, FORM)
        activities.finish(task.id)
        ((_, due, _, _),) = open_tasks(activities)
        assert due == MONDAY + timedelta(days=7)
    with company.acting("wang", clock=MONDAY + timedelta(days=24)):
        (row,) = activities.page(Query(Group((Condition("done_at", "empty"),))))
        activities.finish(row.id)
        assert [due for _, due, _, _ in open_tasks(activities)] == [MONDAY + timedelta(days=28)]


def test_undoing_the_tick_takes_the_next_one_back(company, series, activities, task):
    with company.acting("wang", clock=MONDAY):
        series.plan(task.id, FORM)
        activities.finish(task.id)
        activities.change(task.id, {"done_at": None})
        assert [(name, due) for name, due, _, _ in open_tasks(activities)] == [("周报", MONDAY)]
        activities.finish(task.id)
        assert len(open_tasks(activities)) == 1


def test_a_postponed_one_does_not_move_the_series(company, series, activities, task):
    with company.acting("wang", clock=MONDAY):
        series.plan(task.id, FORM)
        activities.snooze(task.id, "+1d")
        activities.finish(task.id)
        assert [due for _, due, _, _ in open_tasks(activities)] == [MONDAY + timedelta(days=7)]


def test_one_alone_is_changed_while_the_series_goes_on_as_it_was(company, series, activities, task):
    with company.acting("wang", clock=MONDAY):
        series.plan(task.id, FORM)
        series.part(task.id)
        activities.change(task.id, {"name": "周报（双十一）"})
        found = open_tasks(activities)
        assert [(name, due) for name, due, _, _ in found] == [("周报（双十一）", MONDAY), ("周报", MONDAY + timedelta(days=7))]
        activities.finish(task.id)
        assert len(open_tasks(activities)) == 1
        with pytest.raises(Invalid):
            series.part(task.id)


def test_a_change_goes_on_to_all_that_follow(company, series, activities, task):
    with company.acting("wang", clock=MONDAY):
        series.plan(task.id, FORM)
        activities.change(task.id, {"name": "月报"})
        series.plan(task.id, FORM | {"unit": "monthly"})
        activities.finish(task.id)
        assert [(name, due) for name, due, _, _ in open_tasks(activities)] == [("月报", datetime(2026, 12, 23, 2, tzinfo=UTC))]


@pytest.mark.parametrize("ends", [{"ends": "count", "count": "1"}, {"ends": "until", "until": "2026-11-29"}])
def test_a_series_ends(company, series, activities, task, ends):
    with company.acting("wang", clock=MONDAY):
        series.plan(task.id, FORM | ends)
        activities.finish(task.id)
        assert open_tasks(activities) == []


def test_an_end_to_repeating_is_an_end(company, series, activities, task):
    with company.acting("wang", clock=MONDAY):
        series.plan(task.id, FORM)
        series.plan(task.id, {"unit": ""})
        activities.finish(task.id)
        assert open_tasks(activities) == []


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"unit": "hourly"}, "unit"), ({"every": "0"}, "every"), ({"every": "x"}, "every"), ({"due": "irgendwann"}, "due"),
        ({"ends": "count", "count": "0"}, "count"), ({"ends": "until", "until": "2026-11-01"}, "until"), ({"ends": "until"}, "until"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused_beside_its_field(company, series, task, raw, field):
    with company.acting("wang", clock=MONDAY), pytest.raises(Invalid) as refusal:
        series.plan(task.id, FORM | raw)
    assert field in refusal.value.fields


def test_a_call_does_not_repeat(company, series, activities):
    with company.acting("wang"):
        call = activities.create(ActivityDraft.parse({"kind": "call", "name": "电话"}))
        with pytest.raises(Invalid):
            series.plan(call.id, FORM)


def test_working_days_leave_holidays_out_and_shifted_saturdays_in(company, series):
    rule = Rule(datetime(2026, 9, 30, 9), "Asia/Shanghai", "workdays")
    with company.acting("wang", clock=datetime(2026, 9, 30, tzinfo=UTC)):
        assert [at.astimezone(UTC).date() for at in series.first(rule)][:4] == [
            date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9), date(2026, 10, 10),
        ]  # fmt: skip


def always(_: date) -> bool:
    return True


def test_ten_o_clock_stays_ten_o_clock_when_the_clocks_change():
    rule = Rule(datetime(2026, 10, 24, 10), "Europe/Berlin", "daily")
    first, second = list(rule.moments(always))[:2]
    assert (first.hour, second.hour) == (8, 9)


def test_the_31st_is_the_last_day_of_a_shorter_month_and_the_29th_of_february_the_28th():
    monthly = Rule(datetime(2026, 1, 31, 9), "UTC", "monthly")
    assert [at.date() for at in list(monthly.moments(always))[:3]] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    yearly = Rule(datetime(2028, 2, 29, 9), "UTC", "yearly")
    assert [at.date() for at in list(yearly.moments(always))[:2]] == [date(2028, 2, 29), date(2029, 2, 28)]


def test_every_other_week_on_two_days():
    rule = Rule(datetime(2026, 11, 23, 10), "Asia/Shanghai", "weekly", 2, (0, 2), count=4)
    assert [at.day for at in rule.moments(always)] == [23, 25, 7, 9]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(datetime(2026, 11, 23, 10), "Asia/Shanghai", "weekly", 2, (0, 2), count=4),
        Rule(datetime(2026, 11, 23, 10), "Europe/Berlin", "workdays", until=date(2027, 1, 1)),
    ],
)
def test_a_rule_is_read_as_it_was_written(rule):
    assert parse(str(rule)) == rule


@pytest.mark.parametrize(
    "text",
    ["", "FREQ=DAILY", "TZID=Nowhere/Land:20261123T100000;FREQ=DAILY", "TZID=UTC:20261123T100000;FREQ=SECONDLY",
     "TZID=UTC:20261123T100000;FREQ=DAILY;INTERVAL=0", "TZID=UTC:x;FREQ=DAILY", "TZID=../../etc:20261123T100000;FREQ=DAILY"],
)  # fmt: skip
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(Refused):
        parse(text)
