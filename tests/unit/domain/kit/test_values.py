"""What people type, as values: what is understood, and what is refused with a sentence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit import values
from crm.domain.kit.values import Refused

anything = st.text(max_size=40)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  王伟 ", "王伟"),
        ("王\u3000伟", "王 伟"),
        ("a  b\tc\nd", "a b c d"),
        ("\ufeff王\u200b伟", "王伟"),
        ("\u202d138\u202c", "138"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("e\u0301", "é"),
        ("𠮷野家 👨‍👩‍👧", "𠮷野家 👨‍👩‍👧"),
        ("שלום עולם", "שלום עולם"),
        ("北京（中国）有限公司", "北京（中国）有限公司"),
        ("", ""),
    ],
)
def test_text_keeps_what_was_meant_and_drops_what_cannot_be_seen(typed, kept):
    assert values.clean(typed, 40) == kept


def test_a_text_of_several_lines_keeps_its_lines_but_not_the_space_after_them():
    assert values.clean(" a \r\n\r\n\r\n\r\nb  c\rd\n", 40, lines=True) == "a\n\nb  c\nd"


@pytest.mark.parametrize("typed", ["a\0b", "a\x07", "a\x85b", "\ud800", "\x1b[31m"])
def test_control_characters_and_lone_surrogates_are_refused(typed):
    with pytest.raises(Refused, match="control characters"):
        values.clean(typed, 40)


def test_a_text_that_is_too_long_is_refused_with_both_lengths():
    with pytest.raises(Refused, match="This is 41 characters long; at most 40 are possible") as caught:
        values.clean("长" * 41, 40)
    assert caught.value.words.values == {"length": 41, "max": 40}


@given(anything, st.booleans())
def test_cleaning_twice_changes_nothing(text, lines):
    try:
        once = values.clean(text, 200, lines=lines)
    except Refused:
        return
    assert values.clean(once, 200, lines=lines) == once


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1,234.5", "1234.5"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("1.5k", "1500"),
        ("2W", "20000"),
        ("１，２３４．５", "1234.5"),
        ("-5", "-5"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1 234 567", "1234567"),
        ("1.5E+05", "150000"),
        ("1e-3", "0.001"),
        ("000", "0"),
        ("2 百万", "2000000"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, meant):
    assert str(values.number(typed)) == meant


@pytest.mark.parametrize("typed", ["", "abc", "1,23", "12,3456", "10²", "①", "٣", "--1", "1e99", "9" * 41, "nan", "inf"])
def test_what_is_not_clearly_a_number_is_refused(typed):
    with pytest.raises(Refused):
        values.number(typed)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_written_with_grouping_is_read_back_exactly(value):
    assert values.number(f"{value:,}") == value


def test_a_whole_number_has_no_fraction_and_fits_the_databases():
    assert values.integer("1.2万") == 12000
    assert values.integer(str(values_largest := 2**63 - 1)) == values_largest
    for typed in ("1.5", str(2**63)):
        with pytest.raises(Refused):
            values.integer(typed)


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        ("¥1,234.50", "CNY", "1234.50"),
        ("￥５", "CNY", "5.00"),
        ("1234.5元", "CNY", "1234.50"),
        ("人民币100元整", "CNY", "100.00"),
        ("1.2万元", "CNY", "12000.00"),
        ("CNY 100", "CNY", "100.00"),
        ("100 RMB", "CNY", "100.00"),
        ("-0.01", "CNY", "-0.01"),
        ("1.230", "CNY", "1.23"),
        ("US$5.05", "USD", "5.05"),
        ("HK$5", "HKD", "5.00"),
        ("€ 9", "EUR", "9.00"),
        ("100", "JPY", "100"),
    ],
)
def test_money_becomes_an_exact_amount(typed, currency, amount):
    assert values.money(typed, currency) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [("$5", "CNY"), ("12万美元", "CNY"), ("1.234", "CNY"), ("1.5", "JPY"), ("", "CNY"), ("9e20", "CNY")],
)
def test_another_currency_or_too_many_decimals_are_refused(typed, currency):
    with pytest.raises(Refused):
        values.money(typed, currency)


def test_a_percentage_is_the_number_of_hundredths():
    assert values.percent("12.5%") == values.percent("12.5") == values.percent("１２．５％") == Decimal("12.5")


def test_yes_and_no_are_read_in_both_languages():
    assert all(values.yesno(typed) for typed in ("是", "Yes", "TRUE", "1", "１", "√", "对", "有"))
    assert not any(values.yesno(typed) for typed in ("否", "no", "False", "0", "×", "无", "没有"))
    with pytest.raises(Refused):
        values.yesno("也许")


ALL = [
    values.number,
    values.integer,
    values.percent,
    values.yesno,
    values.phone,
    values.mail,
    values.link,
    values.idnumber,
    values.taxid,
    lambda text: values.money(text, "CNY"),
]


@given(anything, st.sampled_from(ALL))
def test_whatever_is_typed_is_a_value_or_refused_with_a_sentence(text, rule):
    try:
        rule(text)
    except Refused as refused:
        assert refused.words.said()
