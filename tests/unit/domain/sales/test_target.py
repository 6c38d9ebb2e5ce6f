"""A year's target and its months: whatever is typed, they add up to the coin."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crm import current
from crm.domain.kit.money import Money
from crm.domain.sales.target import MONTHS, TargetDraft, months_of, split, summed
from crm.errors import Invalid


def target(base=None, **raw):
    return TargetDraft.parse({"measure": "won", "year": "2026", **raw} if base is None else raw, base=base)


@given(
    some.decimals(0, 10**9, places=2), some.lists(some.decimals(0, 10**6, places=2), min_size=1, max_size=12), some.sampled_from((0, 2)),
)  # fmt: skip
def test_the_parts_of_a_total_add_up_to_it_and_none_is_further_than_a_coin_from_its_share(total, weights, places):
    coin = Decimal(1).scaleb(-places)
    total = Money(total.quantize(coin))
    parts = split(total, weights, places)
    assert summed(parts) == total
    whole = sum(weights) or len(weights)
    shares = [total * (weight if any(weights) else 1) / whole for weight in weights]
    assert all(abs(part - share) <= coin and part >= 0 for part, share in zip(parts, shares, strict=True))


def test_a_year_without_months_is_split_evenly():
    made = target(total="100")
    assert made.total == summed(months_of(made)) == Money(100)
    assert set(months_of(made)) == {Money("8.33"), Money("8.34")}


def test_months_make_the_year():
    assert target(m01="10", m12="5.50").total == Money("15.5")


def test_a_changed_month_changes_the_year_and_a_changed_year_keeps_the_season():
    base = target(m01="30", m02="10")
    assert target(base, m02="20").total == Money(50)
    grown = target(base, total="80", m01="30", m02="10")
    assert (grown.m01, grown.m02, grown.total) == (Money(60), Money(20), Money(80))
    anew = target(base, total="40", **dict.fromkeys(MONTHS, ""))
    assert anew.m06 == Money("3.33") and anew.total == Money(40)


@pytest.mark.parametrize(
    ("raw", "field", "words"),
    [
        ({"total": "99", "m01": "10"}, "total", "The months come to 10."),
        ({}, "total", "at least one month"),
        ({"measure": "call", "m03": "1.5"}, "m03", "A whole number"),
        ({"measure": "call", "total": "10.5"}, "total", "A whole number"),
        ({"m01": "0.001"}, "m01", "at most 2 decimal places"),
        ({"total": "-5"}, "total", "below zero"),
        ({"total": "5", "year": "1999"}, "year", "A year from 2000"),
        ({"total": "5", "person_id": "3", "team_id": "4"}, "team_id", "Either a person or a department."),
        ({"total": "5", "measure": "signed", "product_id": "3"}, "measure", "not counted by product"),
    ],
    ids=lambda value: "",
)
def test_what_cannot_be_is_told_beside_its_field(raw, field, words):
    with pytest.raises(Invalid) as refused:
        target(**raw)
    assert words in refused.value.fields[field]


def test_a_currency_without_coins_is_split_into_whole_amounts():
    with current.acting(currency="JPY"):
        made = target(total="100")
    assert made.total == Money(100) and all(month == int(month) for month in months_of(made))
