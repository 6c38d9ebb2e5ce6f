"""The arithmetic of commission: tiers, shares, statements that add up, and what is taken back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.money import Money
from crm.domain.sales.commission import Credit, Terms, Tier, corrected, shares_of, split, statement, tiers_of

CENTS = st.integers(-5_000_000, 50_000_000).map(lambda cents: Money(Decimal(cents).scaleb(-2)))
AMOUNTS = st.integers(1, 50_000_000).map(lambda cents: Money(Decimal(cents).scaleb(-2)))
RATES = st.integers(0, 20_000).map(lambda n: Decimal(n).scaleb(-3))
THREE = tiers_of("0: 3%\n100000: 5%\n300000: 8%")


@dataclass(frozen=True)
class Deal:
    """What stands for a source."""

    id: int
    booked_on: date = date(2026, 3, 5)


@st.composite
def terms(draw, whole=None):
    starts = sorted(draw(st.sets(st.integers(1, 400_000), max_size=3)))
    tiers = tuple(Tier(Money(start), draw(RATES)) for start in (0, *starts))
    limits = sorted(draw(st.lists(st.integers(0, 20_000), min_size=2, max_size=2)))
    cap, floor = (Money(limits[1]), Money(limits[0])) if draw(st.booleans()) else (None, None)
    piece = Money(draw(st.integers(0, 500)))
    return Terms(tiers, draw(st.booleans()) if whole is None else whole, piece, cap, floor)


def credits(amounts):
    return [Credit(Deal(at), 7, 100, amount, 100) for at, amount in enumerate(amounts)]


def total(lines):
    return sum((line.amount for line in lines), Money(0))


def test_marginal_tiers_pay_each_part_at_its_own_rate_and_whole_ones_everything_at_the_last():
    base = Money(350_000)
    assert Terms(THREE).total(base, 100) == 100_000 * 3 // 100 + 200_000 * 5 // 100 + 50_000 * 8 // 100
    assert Terms(THREE, whole=True).total(base, 100) == 28_000
    assert Terms(THREE, whole=True).total(Money("99999.99"), 100) == 3000
    assert Terms(THREE, whole=True).total(Money(100_000), 100) == 5000  # a tier begins with its start
    assert Terms(THREE).total(Money(-1000), 100) == -30


def test_a_cap_a_floor_and_an_amount_for_each():
    held = Terms(THREE, piece=Money(50), cap=Money(4000), floor=Money(1000))
    assert held.total(Money(10_000), 100) == 1000
    assert held.total(Money(100_000), 250) == 3125
    assert held.total(Money(200_000), 100) == 4000
    assert held.total(Money(0), 0) == 0  # who sold nothing is not filled up
    assert [line.kind for line in statement(held, credits([Money(200_000)]))] == ["base", "cap"]


def test_tiers_by_target_begin_at_percents_of_it_and_nobody_without_one_climbs():
    by_target = Terms(tiers_of("0: 2%\n100: 4%"))
    assert by_target.aimed(Money(50_000)).total(Money(80_000), 100) == 1000 + 1200
    assert by_target.aimed(None).total(Money(80_000), 100) == 1600


def test_a_line_says_how_it_comes_about():
    first, second = statement(Terms(THREE), credits([Money(80_000), Money(50_000)]))
    assert (first.formula, first.amount) == ("80,000.00 × 3%", 2400)
    assert (second.formula, second.amount, second.before) == ("20,000.00 × 3% + 30,000.00 × 5%", 2100, 80_000)


@given(terms(whole=False), AMOUNTS, AMOUNTS)
def test_marginal_commission_never_falls_and_never_jumps(held, low, more):
    before, after = held.earned(low, 100), held.earned(low + more, 100)
    highest = max(tier.rate for tier in held.tiers)
    assert 0 <= after - before <= more * highest / 100  # continuous: by no more than the highest rate on what was added


@given(terms(), st.lists(CENTS, max_size=12))
def test_the_lines_of_a_statement_add_up_to_its_total(held, amounts):
    lines = statement(held, credits(amounts))
    base = sum(amounts, Money(0))
    assert total(lines) == held.total(base, 100 * len(amounts))
    assert all(line.amount == line.amount.rounded("CNY") for line in lines)


@given(terms(), st.lists(AMOUNTS, min_size=1, max_size=8), st.data())
def test_what_is_taken_back_brings_the_month_to_what_it_would_have_been(held, amounts, data):
    paid = credits(amounts)
    gone = data.draw(st.lists(st.sampled_from(paid), unique_by=lambda one: one.source.id))
    back = [Credit(one.source, 7, 100, -one.base, -100) for one in gone]
    lines = statement(held, paid) + corrected(held, sum(amounts, Money(0)), 100 * len(amounts), back)
    kept = [one for one in paid if one not in gone]
    assert total(lines) == total(statement(held, kept))


@given(CENTS, st.lists(st.integers(1, 40), min_size=1, max_size=5), st.sampled_from(["CNY", "JPY"]))
def test_shares_of_a_deal_add_up_to_the_coin(amount, weights, currency):
    shares = shares_of(99, [(at, share) for at, share in enumerate(weights)][:2])
    parts = split(amount.rounded(currency), shares, currency)
    assert sum(shares.values()) == 100 and sum(parts.values()) == amount.rounded(currency)
    coin = Decimal(1) if currency == "JPY" else Decimal("0.01")
    assert all(abs(parts[key] - amount.rounded(currency) * share / 100) < coin for key, share in shares.items())


@pytest.mark.parametrize(
    ("members", "shares"), [([], {1: 100}), ([(2, 30)], {1: 70, 2: 30}), ([(1, 20), (2, 80)], {1: 20, 2: 80}), ([(2, 100)], {2: 100})]
)
def test_what_a_team_leaves_is_the_owners(members, shares):
    assert shares_of(1, members) == shares
