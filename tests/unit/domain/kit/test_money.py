"""Amounts stay exact through arithmetic, columns and forms."""

import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.current import acting
from crm.domain.kit.field import Draft, Field, declare, draft
from crm.domain.kit.money import LARGEST, Money
from crm.domain.kit.text import Refused
from crm.errors import Invalid

amounts = st.decimals(-LARGEST, LARGEST, places=4).map(Money)


@given(amounts)
def test_a_column_gives_back_what_was_put_in(amount):
    assert Money.of_stored(amount.stored) == amount
    assert type(Money.of_stored(amount.stored)) is Money


@given(st.lists(st.decimals(-10**6, 10**6, places=4).map(Money), max_size=20))
def test_the_sum_of_columns_is_the_sum_of_amounts(found):
    assert Money.of_stored(sum(one.stored for one in found)) == sum(found, Money(0))


def test_arithmetic_stays_money_and_a_share_is_a_number():
    price = Money("12.5")
    for made in (price + 1, 1 + price, price - Money(3), 20 - price, price * 3, 3 * price, -price, abs(-price), sum([price, price])):
        assert type(made) is Money
    assert type(price / Money(5)) is Decimal


def test_halves_are_rounded_away_from_zero_to_the_smallest_coin():
    assert Money("0.125").rounded("CNY") == Decimal("0.13")
    assert Money("-0.125").rounded("CNY") == Decimal("-0.13")
    assert Money("12.5").rounded("JPY") == 13


def test_what_no_column_holds_is_refused():
    with pytest.raises(ValueError):
        _ = Money("0.00001").stored


def test_an_amount_travels_to_another_process():
    assert type(pickle.loads(pickle.dumps(Money("1.5")))) is Money


@draft
class Offer(Draft):
    """An offer in any currency."""

    currency: str | None = declare("text", "Currency", max=3)
    amount: Money | None = declare("money", "Amount", currency_from="currency")
    piece: Money | None = declare("money", "Price of one", places=4)


def test_an_amount_is_read_in_the_currency_that_was_typed_beside_it():
    assert Offer.parse({"currency": "JPY", "amount": "1,200"}).amount == 1200
    with pytest.raises(Invalid) as refused:
        Offer.parse({"currency": "JPY", "amount": "12.5"})
    assert set(refused.value.fields) == {"amount"}


def test_without_a_currency_it_is_the_company_s_own():
    with acting(currency="JPY"), pytest.raises(Invalid):
        Offer.parse({"amount": "12.5"})
    assert type(Offer.parse({"amount": "1.2万"}).amount) is Money


def test_a_price_may_be_finer_than_coins_when_its_field_says_so():
    assert Offer.parse({"piece": "0.0125"}).piece == Decimal("0.0125")
    with pytest.raises(Invalid):
        Offer.parse({"piece": "0.00125"})


@pytest.mark.parametrize("amount", ["100000000000.01", "-1001亿", "1e30", "9" * 40])
def test_an_amount_that_is_too_large_is_refused_with_a_sentence(amount):
    with pytest.raises(Invalid) as refused:
        Offer.parse({"amount": amount})
    assert set(refused.value.fields) == {"amount"}


def test_an_amount_is_at_most_what_its_field_says():
    amount = Field("money", "Amount", currency="CNY", max=5000)
    assert amount.parse("5000") == 5000
    with pytest.raises(Refused) as refused:
        amount.parse("5000.01")
    assert "5,000" in str(refused.value.words)
