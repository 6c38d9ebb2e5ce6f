"""Days and moments as people type them, in Chinese and English."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.dates import add_months, day, from_serial
from crm.domain.kit.moments import moment
from crm.domain.kit.text import Refused

SATURDAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)  # 14:00 in Shanghai


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026/1/2", "2026-01-02"),
        ("2026.1.2", "2026-01-02"),
        ("20261121", "2026-11-21"),
        ("2026年11月21日", "2026-11-21"),
        ("２０２６年１１月２１日", "2026-11-21"),
        ("2026-11-21 00:00:00", "2026-11-21"),
        ("2026-11-21T10:00:00Z", "2026-11-21"),
        ("11月3日", "2026-11-03"),
        ("明年3月1日", "2027-03-01"),
        ("21 Nov 2026", "2026-11-21"),
        ("21-Nov-2026", "2026-11-21"),
        ("Nov 21, 2026", "2026-11-21"),
        ("November 21st", "2026-11-21"),
        ("11/21/2026", "2026-11-21"),
        ("21/11/2026", "2026-11-21"),
        ("11/11/2026", "2026-11-11"),
        ("+3d", "2026-11-24"),
        ("-2w", "2026-11-07"),
        ("+1m", "2026-12-21"),
        ("+1y", "2027-11-21"),
        ("3天后", "2026-11-24"),
        ("两天后", None),
        ("2周前", "2026-11-07"),
        ("3个月后", "2027-02-21"),
        ("3 days ago", "2026-11-18"),
        ("今天", "2026-11-21"),
        ("明天", "2026-11-22"),
        ("后天", "2026-11-23"),
        ("昨天", "2026-11-20"),
        ("tomorrow", "2026-11-22"),
        ("周六", "2026-11-21"),
        ("周五", "2026-11-27"),
        ("下周一", "2026-11-23"),
        ("本周三", "2026-11-18"),
        ("上个星期三", "2026-11-11"),
        ("星期天", "2026-11-22"),
        ("next Friday", "2026-11-27"),
        ("friday", "2026-11-27"),
        ("月底", "2026-11-30"),
        ("下月底", "2026-12-31"),
        ("下个月5号", "2026-12-05"),
        ("年底", "2026-12-31"),
        ("去年底", "2025-12-31"),
        ("季末", "2026-12-31"),
        ("", None),
        ("abc", None),
        ("3天", None),
        ("46347", None),
        ("2026-02-30", None),
        ("2月30日", None),
        ("0026-01-01", None),
        ("21/11/26", None),
        ("11/12/2026", None),
        ("13/13/2026", None),
        ("+99999y", None),
        ("0月0日", None),
    ],
)
def test_a_day_is_read_as_people_write_it_or_refused(typed, meant):
    if meant:
        assert day(typed, SATURDAY).isoformat() == meant
    else:
        with pytest.raises(Refused):
            day(typed, SATURDAY)


def test_a_day_that_can_be_read_in_two_ways_needs_the_order():
    with pytest.raises(Refused, match="cannot be told apart"):
        day("03/04/2026", SATURDAY)
    assert day("03/04/2026", SATURDAY, order="dmy") == date(2026, 4, 3)
    assert day("03/04/2026", SATURDAY, order="mdy") == date(2026, 3, 4)
    assert day("26/03/04", SATURDAY, order="ymd") == date(2026, 3, 4)
    assert day("03/04/85", SATURDAY, order="mdy") == date(1985, 3, 4)


def test_the_number_of_a_spreadsheet_is_a_day_only_when_told():
    assert day("46347", SATURDAY, serial=True) == SATURDAY
    assert day("46347.5", SATURDAY, serial=True) == SATURDAY
    assert from_serial(1).date() == date(1900, 1, 1)
    assert from_serial(61).date() == date(1900, 3, 1)
    assert from_serial(0, since_1904=True).date() == date(1904, 1, 1)
    with pytest.raises(Refused):
        day("9999999", SATURDAY, serial=True)


def test_a_month_later_is_the_last_day_of_a_shorter_month():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2024, 2, 29), -12) == date(2023, 2, 28)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_back_from_each_of_its_spellings(on):
    for spelling in (on.isoformat(), f"{on.year}年{on.month}月{on.day}日", f"{on.year}/{on.month}/{on.day}"):
        assert day(spelling, SATURDAY) == on


@given(st.text(max_size=20), st.dates())
def test_whatever_is_typed_is_a_day_or_refused(text, today):
    try:
        assert isinstance(day(text, today), date)
    except Refused as refused:
        assert refused.words.said()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-21 14:30", "2026-11-21T06:30"),
        ("2026/11/21 14:30:05", "2026-11-21T06:30:05"),
        ("2026-11-21T14:30:00+02:00", "2026-11-21T12:30"),
        ("2026-11-21T14:30:00Z", "2026-11-21T14:30"),
        ("明天 10:00", "2026-11-22T02:00"),
        ("明天上午10点", "2026-11-22T02:00"),
        ("下午3点", "2026-11-21T07:00"),
        ("下午三点半", "2026-11-21T07:30"),
        ("11月25日晚上8点一刻", "2026-11-25T12:15"),
        ("中午12点", "2026-11-21T04:00"),
        ("凌晨12点", "2026-11-20T16:00"),
        ("3pm", "2026-11-21T07:00"),
        ("12am", "2026-11-20T16:00"),
        ("next friday 9:30 am", "2026-11-27T01:30"),
        ("11/21/2026 3:05 PM", "2026-11-21T07:05"),
        ("+2h", "2026-11-21T08:00"),
        ("30分钟后", "2026-11-21T06:30"),
        ("半小时前", "2026-11-21T05:30"),
        ("现在", "2026-11-21T06:00"),
        ("明天", "2026-11-21T16:00"),
        ("晚上12点", None),
        ("25:00", None),
        ("10:75", None),
        ("下午13点", "2026-11-21T05:00"),
        ("", None),
        ("2026", None),
        ("2小时", None),
    ],
)
def test_a_moment_is_read_on_the_readers_clock_and_kept_in_utc(typed, meant):
    if meant:
        assert moment(typed, NOW, "Asia/Shanghai") == datetime.fromisoformat(meant).replace(tzinfo=UTC)
    else:
        with pytest.raises(Refused):
            moment(typed, NOW, "Asia/Shanghai")


def test_a_day_without_a_time_is_at_the_hour_the_caller_names():
    assert moment("明天", NOW, "Asia/Shanghai", at=time(9)) == datetime(2026, 11, 22, 1, tzinfo=UTC)


def test_today_is_the_day_on_the_readers_own_calendar():
    late = datetime(2026, 11, 21, 20, tzinfo=UTC)  # already the 22nd in Shanghai
    assert moment("今天 08:00", late, "Asia/Shanghai") == datetime(2026, 11, 22, 0, tzinfo=UTC)


@given(st.text(max_size=20), st.datetimes(timezones=st.just(UTC)))
def test_whatever_is_typed_is_a_moment_or_refused(text, now):
    try:
        assert moment(text, now, "Asia/Shanghai").tzinfo is UTC
    except Refused as refused:
        assert refused.words.said()
