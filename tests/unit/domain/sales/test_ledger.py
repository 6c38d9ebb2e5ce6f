"""The books of a contract: whatever is planned, paid and given back, they add up."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.money import Money
from crm.domain.sales.ledger import Back, Due, Head, Ledger, Paid
from crm.domain.sales.receipt_plan import instalments

DAY = date(2026, 1, 31)
CENTS = st.integers(1, 10**9).map(lambda cents: Money(Decimal(cents).scaleb(-2)))

DAYS = st.integers(0, 90)
STATES = st.sampled_from(["received", "returned"])


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """Books as the services let them be: refunds within what came in, each within the receipt it names."""
    plans = {id: Due(id, 1, DAY + timedelta(days=draw(DAYS)), draw(CENTS), None) for id in range(1, draw(st.integers(1, 5)))}
    receipts = {
        id: Paid(id, 1, draw(st.sampled_from([None, *plans])), DAY, draw(CENTS), None, draw(STATES), True)
        for id in range(10, 10 + draw(st.integers(0, 5)))
    }
    books = Ledger(Head(1, "合同", None, "active", draw(CENTS), None, "CNY", None, None), plans, receipts)
    for id in range(20, 20 + draw(st.integers(0, 4))):
        named = draw(st.sampled_from([None, *(one.id for one in books.counted)]))
        most = min(books.received, books.left_of(named)) if named else books.received
        if most > 0:
            cents = draw(st.integers(1, int(most * 100)))
            books.refunds[id] = Back(id, 1, named, Money(Decimal(cents).scaleb(-2)), None)
    return books


@given(ledgers())
def test_open_is_the_amount_less_receipts_and_with_refunds(books: Ledger) -> None:
    came = sum((one.amount for one in books.receipts.values() if one.state == "received"), Money(0))
    went = sum((one.amount for one in books.refunds.values()), Money(0))
    assert books.open == books.amount - came + went


@given(ledgers())
def test_instalments_are_paid_with_all_that_came_in_and_none_with_more_than_it_is(books: Ledger) -> None:
    paid = books.paid()
    assert all(Money(0) <= paid[plan.id] <= plan.amount for plan in books.plans.values())
    assert sum(paid.values(), Money(0)) == min(books.received, books.planned)


@given(CENTS, st.lists(st.decimals("0.01", "100", places=2), min_size=1, max_size=36), st.sampled_from(["CNY", "JPY"]), st.integers(1, 12))
def test_a_plan_by_a_rule_adds_up_to_the_amount_in_whole_coins(amount: Money, shares: list[Decimal], currency: str, months: int) -> None:
    whole = amount.rounded(currency)
    made = instalments(whole, currency, shares, DAY, months)
    assert sum((one.amount for one in made), Money(0)) == whole
    assert all(one.amount == one.amount.rounded(currency) and one.amount >= 0 for one in made)
    assert [one.due_on for one in made] == sorted({one.due_on for one in made})


def test_three_equal_parts_end_at_the_ends_of_their_months() -> None:
    made = instalments(Money(100), "CNY", [Decimal(1)] * 3, DAY, 1)
    assert [(one.due_on.isoformat(), one.amount) for one in made] == [
        ("2026-01-31", Money("33.33")), ("2026-02-28", Money("33.34")), ("2026-03-31", Money("33.33")),
    ]  # fmt: skip
