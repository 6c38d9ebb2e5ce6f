"""What becomes of an attempt, and when a schedule runs next."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm.domain.platform.job import BACK_OFF, ERROR_LENGTH, MOST_ATTEMPTS, after_failure
from crm.domain.platform.job_schedule import Crontab, Every

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # Friday noon in Shanghai
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_each_failure_waits_longer_until_the_last():
    ends = [after_failure(n, "no", NOON) for n in range(1, MOST_ATTEMPTS + 1)]
    assert [end.run_at - NOON for end in ends[:-1]] == list(BACK_OFF) == sorted(BACK_OFF)
    assert [end.state for end in ends] == ["failed"] * 4 + ["quarantined"]


def test_a_final_failure_is_not_tried_again():
    assert after_failure(1, "no", NOON, final=True).state == "quarantined"


def test_an_error_is_kept_as_a_database_can_store_it():
    error = after_failure(1, "x\x00" * ERROR_LENGTH, NOON).error or ""
    assert "\x00" not in error
    assert len(error) <= ERROR_LENGTH


@pytest.mark.parametrize(
    ("line", "next_at"),
    [
        ("* * * * *", "2026-11-20 12:01"),
        ("*/15 * * * *", "2026-11-20 12:15"),
        ("0 3 * * *", "2026-11-21 03:00"),
        ("0 12 * * *", "2026-11-21 12:00"),
        ("30 8,13,20 * * *", "2026-11-20 13:30"),
        ("0 9-17/4 * * *", "2026-11-20 13:00"),
        ("0 9 * * 1-5", "2026-11-23 09:00"),
        ("0 9 * * 7", "2026-11-22 09:00"),
        ("0 9 * * 0", "2026-11-22 09:00"),
        ("0 0 1 * *", "2026-12-01 00:00"),
        ("0 0 31 * *", "2026-12-31 00:00"),
        ("0 0 29 2 *", "2028-02-29 00:00"),
        ("0 0 1 * 6", "2026-11-21 00:00"),
        ("59 23 31 12 *", "2026-12-31 23:59"),
    ],
)
def test_a_crontab_line_names_its_next_minute_on_the_local_clock(line, next_at):
    assert Crontab(line).after(NOON, SHANGHAI).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") == next_at


def test_a_minute_that_daylight_saving_skips_or_repeats_still_moves_on():
    berlin, line = ZoneInfo("Europe/Berlin"), Crontab("30 2 * * *")
    for start in (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)):
        first = line.after(start, berlin)
        second = line.after(first, berlin)
        assert start < first < second < first + timedelta(hours=26)


WRONG = ("", "* * * *", "60 * * * *", "* 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 8", "5-1 * * * *", "*/0 * * * *", "a * * * *")


@pytest.mark.parametrize("line", WRONG)
def test_a_line_that_means_nothing_is_refused(line):
    with pytest.raises(ValueError):
        Crontab(line)


def test_a_day_that_never_comes_is_refused():
    with pytest.raises(ValueError, match="names no day"):
        Crontab("0 0 30 2 *").after(NOON, SHANGHAI)


def test_a_period_means_the_same_moments_to_every_worker():
    every = Every(timedelta(minutes=5))
    assert every.after(NOON, SHANGHAI) == NOON + timedelta(minutes=5)
    assert every.after(NOON + timedelta(seconds=299), SHANGHAI) == NOON + timedelta(minutes=5)
    assert every.after(NOON - timedelta(seconds=1), SHANGHAI) == NOON
