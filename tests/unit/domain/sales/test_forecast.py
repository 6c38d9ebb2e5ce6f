"""Periods, chances learnt from the past, and the simulation against what is known of sums of independent wins."""

from datetime import date
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.money import Money
from crm.domain.sales.forecast import DRAWS, PRIOR, Bet, Expected, Experience, Period, parse_period, period_of, simulate

TODAY = date(2026, 11, 20)
Q4 = Period("quarter", date(2026, 10, 1))
LATE = tuple(range(20))  # won deals were 0 to 19 days late, each as often


def test_a_period_is_the_month_or_quarter_of_a_day():
    assert period_of("quarter", TODAY) == Q4 and str(Q4) == "2026-Q4"
    assert (Q4.until, Q4.last, Q4.months) == (date(2027, 1, 1), date(2026, 12, 31), ("2026-10", "2026-11", "2026-12"))
    assert str(Q4.shifted(1)) == "2027-Q1" and str(period_of("month", TODAY).shifted(-11)) == "2025-12"


@pytest.mark.parametrize("text", ["", "x", "2026-Q5", "2026-13", "99999-01", "2026", "-1-Q1", "9999-12"])
def test_an_address_that_names_no_period_means_this_quarter(text):
    assert parse_period(text, TODAY) == Q4


def test_an_address_names_a_month_or_a_quarter():
    assert parse_period("2026-Q2", TODAY) == Period("quarter", date(2026, 4, 1))
    assert parse_period("2026-02", TODAY) == Period("month", date(2026, 2, 1))


def test_what_is_said_holds_what_was_won_and_promised():
    one = Expected(Money(10), Money(5), Money(3), Money(1), 4) + Expected(Money(1), Money(1), Money(1), Money(1), 1)
    assert (one.said, one.upside, one.deals) == (Money(17), Money(21), 5)


def test_a_chance_is_drawn_towards_the_past_the_more_is_known_of_it():
    few, many = Experience({1: (1, 2)}), Experience({1: (500, 1000)})
    assert Experience().chance(1, 20) == pytest.approx(0.2)
    assert few.chance(1, 20) == pytest.approx((1 + PRIOR * 0.2) / (2 + PRIOR))
    assert many.chance(1, 20) == pytest.approx(0.5, abs=0.01)


def test_without_enough_past_the_plan_is_taken_at_its_word():
    nothing = Experience(slips=(300,))
    assert nothing.landing(date(2026, 12, 31), TODAY, Q4.start, Q4.until) == 1
    assert nothing.landing(date(2027, 1, 1), TODAY, Q4.start, Q4.until) == 0
    assert nothing.landing(date(2026, 10, 5), TODAY, Q4.start, Q4.until) == 1  # overdue: any day now


def test_a_plan_slips_as_plans_slipped_before():
    past = Experience(slips=LATE)
    assert past.landing(date(2026, 12, 1), TODAY, Q4.start, Q4.until) == 1
    assert past.landing(date(2026, 12, 22), TODAY, Q4.start, Q4.until) == pytest.approx(0.5)  # ten of twenty slips stay in the quarter
    assert past.landing(date(2026, 12, 22), TODAY, Q4.until, Q4.shifted(1).until) == pytest.approx(0.5)


def test_a_deal_cannot_be_closed_before_today():
    past = Experience(slips=LATE)
    assert past.landing(date(2026, 11, 10), TODAY, TODAY, date(2026, 11, 25)) == pytest.approx(0.5)  # of the slips of 10 to 19 days
    assert past.landing(date(2026, 1, 1), TODAY, Q4.start, Q4.until) == 1  # later than any before it
    assert past.landing(date(2026, 1, 1), TODAY, Q4.until, Q4.shifted(1).until) == 0


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.lists(st.integers(-60, 400), min_size=20, max_size=60))
def test_the_quarters_from_today_on_share_out_one_win(planned, slips):
    past, at = Experience(slips=tuple(sorted(slips))), Period("quarter", date(2026, 10, 1))
    total = sum(past.landing(planned, TODAY, at.shifted(n).start, at.shifted(n).until) for n in range(12))
    assert total == pytest.approx(1)


def test_the_same_seed_gives_the_same_range_and_another_seed_a_close_one():
    bets = [Bet(Money(1000 * (n % 7 + 1)), 0.3) for n in range(200)]
    assert simulate(bets, 7) == simulate(bets, 7)
    one, other = simulate(bets, 7)[1], simulate(bets, 8)[1]
    assert abs(one - other) < one * Money("0.05")


def test_the_range_is_that_of_a_sum_of_independent_wins():
    """Against the normal approximation, which holds for 400 equal deals: mean ± 1.2816 standard deviations."""
    low, middle, high = simulate([Bet(Money(100), 0.25)] * 400, 1)
    mean, spread = 400 * 25, 100 * sqrt(400 * 0.25 * 0.75)
    assert float(middle) == pytest.approx(mean, rel=0.02)
    assert float(low) == pytest.approx(mean - 1.2816 * spread, rel=0.03)
    assert float(high) == pytest.approx(mean + 1.2816 * spread, rel=0.03)


def test_certain_deals_leave_no_range_and_no_deals_nothing():
    assert simulate([Bet(Money(5), 1.0), Bet(Money("0.5"), 1.0), Bet(Money(9), 0.0)], 3) == (Money("5.5"),) * 3
    assert simulate([], 3) == (Money(0),) * 3


@given(st.lists(st.tuples(st.integers(0, 10**9), st.floats(0, 1)), max_size=30), st.integers())
def test_a_range_is_in_order_and_never_more_than_everything(deals, seed):
    low, middle, high = simulate([Bet(Money(amount), chance) for amount, chance in deals], seed, draws=200)
    assert 0 <= low <= middle <= high <= sum(amount for amount, _ in deals)
    assert DRAWS == 2000
