"""Amounts in Chinese capitals: the examples of the rules, and every amount read back."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit.money import Money
from crm.domain.sales.capital import capitals

UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> Decimal:
    """The number that capitals say, read from left to right without the writer's own rules."""
    sign, text = (-1, words.removeprefix("负")) if words.startswith("负") else (1, words)
    yuan, _, rest = text.partition("元") if "元" in text else ("", "", text)
    found = Decimal(whole(yuan))
    for digit, unit in re.findall("(.)([角分])", rest):
        found += Decimal("零壹贰叁肆伍陆柒捌玖".index(digit)) / {"角": 10, "分": 100}[unit]
    return sign * found


def whole(text: str) -> int:
    for mark, worth in (("亿", 10**8), ("万", 10**4)):
        if mark in text:
            high, low = text.rsplit(mark, 1)
            return whole(high) * worth + whole(low)
    found = digit = 0
    for sign in text:
        if sign in UNITS:
            found, digit = found + digit * UNITS[sign], 0
        else:
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
    return found + digit


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.5", "伍角"),
        ("10", "壹拾元整"),
        ("100000", "壹拾万元整"),
        ("10001000", "壹仟万壹仟元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1000000001000", "壹万亿零壹仟元整"),
        ("-88.8", "负捌拾捌元捌角"),
    ],
)
def test_the_examples_of_the_rules(amount, said):
    assert capitals(Money(amount), "CNY") == "人民币" + said


@given(st.integers(-(10**17) + 1, 10**17 - 1))
def test_every_amount_is_read_back_as_its_digits(cents):
    amount = Decimal(cents) / 100
    said = capitals(amount, "CNY").removeprefix("人民币")
    assert read_back(said) == amount
    assert said.endswith("整") == (cents % 100 == 0)
    assert "零零" not in said


@given(st.lists(st.sampled_from("0019"), min_size=1, max_size=15))
def test_amounts_full_of_zeros_are_read_back_too(digits):
    amount = Decimal("".join(digits)) / 100
    assert read_back(capitals(amount, "CNY").removeprefix("人民币")) == amount


def test_other_currencies_that_are_counted_in_yuan_are_named_and_the_rest_has_no_capitals():
    assert capitals(Money("12"), "USD") == "美元壹拾贰元整"
    assert capitals(Money("12"), "JPY") == ""


@pytest.mark.parametrize("amount", ["0.001", "10000000000000000"])
def test_an_amount_that_cannot_be_written_is_refused(amount):
    with pytest.raises(ValueError, match="capitals"):
        capitals(Decimal(amount), "CNY")
