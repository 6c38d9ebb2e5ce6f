"""A bucket holds so many, gives them at once or one by one, and fills again by and by; guesses wait longer and longer."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.platform.pace import SLOWEST, Asked, Attempts, Pace, wait

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def after(taken: int, most: int = 4, seconds: int = 60) -> Asked:
    pace = Pace(most, seconds)
    return Asked("page", pace, taken * pace.step)


def test_what_a_bucket_holds_may_come_at_once_and_no_more():
    assert [after(n).admitted for n in (1, 4, 5)] == [True, True, False]
    assert [after(n).left for n in (1, 4)] == [3, 0]


def test_who_has_to_wait_is_told_until_one_more_is_to_be_had():
    assert [after(n).wait for n in (1, 4, 5)] == [0, 15, 15]


def test_sums_of_fractions_take_nothing_from_anybody():
    owed = sum(0.1 for _ in range(600))  # 60.0000000000007
    assert Asked("page", Pace(600, 60), owed).admitted


@pytest.mark.parametrize(("processes", "part"), [(1, 10), (4, 2), (64, 1)])
def test_processes_that_do_not_know_of_each_other_share_what_there_is(processes, part):
    assert Pace(10, 60).part(processes) == Pace(part, 60)


@pytest.mark.parametrize(("tries", "seconds"), [(0, 0), (4, 0), (5, 1), (6, 2), (9, 16), (14, 512), (15, SLOWEST), (4000, SLOWEST)])
def test_attempts_wait_longer_and_longer_but_never_for_ever(tries, seconds):
    assert wait("account", Attempts(tries, NOW if tries else None), NOW) == seconds


def test_who_has_waited_long_enough_may_try():
    assert wait("account", Attempts(6, NOW - timedelta(seconds=2)), NOW) == 0
