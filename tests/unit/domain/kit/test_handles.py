"""Phones, mails, links, identity and tax numbers: what is stored, shown and refused."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from crm.domain.kit import handles
from crm.domain.kit.text import Refused


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("138 0013 8000", "+8613800138000", "138 0013 8000"),
        ("+86 138-0013-8000", "+8613800138000", "138 0013 8000"),
        ("008613800138000", "+8613800138000", "138 0013 8000"),
        ("１３８００１３８０００", "+8613800138000", "138 0013 8000"),
        ("\u202d13800138000\u202c", "+8613800138000", "138 0013 8000"),
        ("(010) 6552 9988", "+861065529988", "010 6552 9988"),
        ("010-65529988转123", "+861065529988;ext=123", "010 6552 9988-123"),
        ("010-65529988 分机 123", "+861065529988;ext=123", "010 6552 9988-123"),
        ("0571-88889999-8012", "+8657188889999;ext=8012", "0571 8888 9999-8012"),
        ("+861065529988;ext=123", "+861065529988;ext=123", "010 6552 9988-123"),
        ("400-800-1234", "+864008001234", "400 800 1234"),
        ("95588", "+8695588", "95588"),
        ("+1 650 253 0000", "+16502530000", "+1 650-253-0000"),
        ("001 650 253 0000 ext. 5", "+16502530000;ext=5", "+1 650-253-0000 ext. 5"),
        ("+852 2345 6789", "+85223456789", "+852 2345 6789"),
    ],
)
def test_phones_are_stored_as_e164_and_shown_as_people_read_them(typed, stored, shown):
    assert handles.phone(typed) == stored
    assert handles.phone(stored) == stored
    assert handles.show_phone(stored) == shown


def test_a_phone_without_plus_is_one_of_the_given_region():
    assert handles.phone("020 7946 0958", "GB") == "+442079460958"
    assert handles.phone("650 253 0000", "US") == "+16502530000"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("88886666", "area code is missing"),
        ("1380013800", "has 11 digits; this one has 10"),
        ("138001380000", "has 11 digits; this one has 12"),
        ("1380013800O", "not a phone number"),
        ("1-800-FLOWERS", "not a phone number"),
        ("", "not a phone number"),
        ("请联系前台", "not a phone number"),
        ("010 6552 9988" + " " + "1" * 5000, "not a phone number"),
    ],
)
def test_a_wrong_phone_is_refused_with_what_would_be_right(typed, sentence):
    with pytest.raises(Refused, match=sentence):
        handles.phone(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Zhang.San@Example.COM", "Zhang.San@example.com"),
        (" a＠b.com ", "a@b.com"),
        ("info@例子.中国", "info@例子.中国"),
        ("info@xn--fsqu00a.xn--fiqs8s", "info@例子.中国"),
        ("a+tag@mail.example.co.uk", "a+tag@mail.example.co.uk"),
    ],
)
def test_a_mail_address_keeps_its_local_part_and_lowers_its_domain(typed, kept):
    assert handles.mail(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "a@b", "a@b.c", "@b.com", "a@", "a..b@c.com", ".a@c.com", "a b@c.com", "张三@c.com", "a@-b.com", "x@1.2.3.4",
     "<a@b.com>", "a@b.com,c@d.com", "a@xn--.com", "a@b..com", "a" * 65 + "@b.com", "a@" + "b" * 64 + ".com",
     "a@" + "b123456789." * 25 + "com"],
)  # fmt: skip
def test_what_cannot_receive_mail_is_refused(typed):
    with pytest.raises(Refused, match="not a mail address"):
        handles.mail(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("www.example.com", "https://www.example.com"),
        ("HTTP://Example.com/Path?Q=1#x", "http://example.com/Path?Q=1#x"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        ("//example.com", "https://example.com"),
        ("例子.中国/路径", "https://xn--fsqu00a.xn--fiqs8s/路径"),
        ("192.168.1.10/x", "https://192.168.1.10/x"),
    ],
)
def test_a_link_gets_its_https(typed, kept):
    assert handles.link(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "javascript:alert(1)", "JaVaScript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
     "ftp://x.com", "mailto:a@b.com", "https://user:pass@example.com", "https://example.com\\@evil.com", "localhost",
     "foo", "http://x.com:99999", "http://[::1]/", "https://exa mple.com",
     "https://example.com/\"onclick=", "https://javascript:alert(1)", "1.2.3.999"],
)  # fmt: skip
def test_a_link_that_could_run_or_mislead_is_refused(typed):
    with pytest.raises(Refused):
        handles.link(typed)


@given(st.text(max_size=40))
def test_a_link_is_http_or_refused_whatever_is_typed(text):
    with suppress(Refused):
        assert handles.link(text).startswith(("http://", "https://"))


def test_an_identity_number_tells_birthday_and_sex():
    number = handles.idnumber("11010519491231002x")
    assert number == "11010519491231002X"
    assert handles.birthday_of(number) == date(1949, 12, 31)
    assert handles.sex_of(number) == "female"
    assert handles.sex_of("11010119900307453" + "5") == "male"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("110105194912310021", "last digit does not fit"),
        ("123456789012345", "18 digits"),
        ("", "18 digits"),
    ],
)
def test_a_wrong_identity_number_is_refused(typed, sentence):
    with pytest.raises(Refused, match=sentence):
        handles.idnumber(typed)


def _with_check_digit(first: str) -> str:
    return first + ric.calc_check_digit(first + "0")


def test_an_identity_number_of_no_region_or_with_an_impossible_birthday_is_refused():
    with pytest.raises(Refused, match="region"):
        handles.idnumber(_with_check_digit("99010519491231002"))
    for birthday in ("19491331", "19490230", "18990101", "20261122"):
        with pytest.raises(Refused, match="birthday"):
            handles.idnumber(_with_check_digit(f"110105{birthday}002"), today=date(2026, 11, 21))


def test_residents_from_hong_kong_and_foreigners_have_identity_numbers_too():
    for first in ("81000019900307001", "91100419900307001"):
        assert handles.idnumber(_with_check_digit(first))


@given(
    st.from_regex("91[0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True),
    st.integers(0, 17),
    st.sampled_from("0123456789A"),
)
def test_a_credit_code_agrees_with_the_standard_and_no_single_slip_gets_through(first, place, other):
    code = first + uscc.calc_check_digit(first)
    assert handles.taxid(code.lower()) == code == uscc.validate(code)
    slip = code[:place] + other + code[place + 1 :]
    if slip != code:
        with pytest.raises(Refused):
            handles.taxid(slip)


def test_an_old_tax_number_of_15_digits_is_accepted_and_other_lengths_are_not():
    assert handles.taxid("110108 123456789") == "110108123456789"
    for typed in ("11010812345678", "1101081234567890", "9111000060003734IL", ""):
        with pytest.raises(Refused, match="18 characters"):
            handles.taxid(typed)
