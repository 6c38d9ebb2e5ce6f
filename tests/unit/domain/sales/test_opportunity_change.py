"""The bars of the waterfall add up, whatever happened to the deals."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.money import Money
from crm.domain.sales.opportunity_change import BARS, Change, Period, bars

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))
ALL = Period()
DAYS = st.sampled_from((None, date(2026, 11, 1), date(2026, 12, 31), date(2027, 1, 1), date(2026, 9, 30)))
MONEY = st.none() | st.integers(0, 10**9).map(lambda n: Money(n) * Money("0.01"))
STATES = st.sampled_from(("open", "won", "lost"))
CHANGES = st.builds(
    Change, st.integers(1, 9), st.just("云帆采购"), st.none(), st.booleans(), st.none() | STATES, MONEY, DAYS, st.booleans(), STATES, MONEY,
    DAYS, st.booleans(),
)  # fmt: skip


def worth(changes: list[Change], period: Period, then: bool) -> Money:
    """What the open deals come to at one moment, counted deal by deal."""
    total = Money(0)
    for one in changes:
        state, amount, close, removed = (
            (one.state_then, one.amount_then, one.close_then, one.removed_then)
            if then
            else (one.state_now, one.amount_now, one.close_now, one.removed_now)
        )
        if state == "open" and not removed and period.holds(close):
            total += amount or Money(0)
    return total


@given(st.lists(CHANGES, max_size=20), st.sampled_from((QUARTER, ALL)))
def test_from_what_it_was_the_bars_lead_to_what_it_is(changes, period):
    found = bars(changes, period)
    moved = sum((bar.amount for bar in found.values()), Money(0))
    assert worth(changes, period, True) + moved == worth(changes, period, False)
    assert all(found[name].amount >= 0 for name in ("added", "pulled", "up"))
    assert all(found[name].amount <= 0 for name in ("down", "pushed", "lost", "removed", "won"))


def change(**values):
    before = {"state_then": "open", "amount_then": Money(100), "close_then": date(2026, 11, 1), "removed_then": False}
    after = {"state_now": "open", "amount_now": Money(100), "close_now": date(2026, 11, 1), "removed_now": False}
    return Change(1, "云帆采购", None, False, **(before | after | values))


def told(one: Change, period: Period = QUARTER) -> dict[str, Money]:
    return {name: bar.amount for name, bar in bars([one], period).items() if bar.deals}


def test_each_kind_of_change_has_its_bar():
    assert told(change()) == {}
    assert told(change(state_then=None, amount_then=None, close_then=None, removed_then=None)) == {"added": Money(100)}
    assert told(change(amount_now=Money(130))) == {"up": Money(30)}
    assert told(change(amount_now=Money(70))) == {"down": Money(-30)}
    assert told(change(close_now=date(2027, 2, 1))) == {"pushed": Money(-100)}
    assert told(change(close_then=date(2027, 2, 1))) == {"pulled": Money(100)}
    assert told(change(state_now="lost")) == {"lost": Money(-100)}
    assert told(change(removed_now=True)) == {"removed": Money(-100)}
    assert told(change(close_now=date(2027, 2, 1)), ALL) == {}


def test_a_deal_is_won_with_what_it_was_worth_at_last():
    assert told(change(state_now="won", amount_now=Money(120))) == {"up": Money(20), "won": Money(-120)}
    new = {"state_then": None, "amount_then": None, "close_then": None, "removed_then": None}
    assert told(change(**new, state_now="won")) == {"added": Money(100), "won": Money(-100)}
    assert set(BARS) >= {"added", "won"}
