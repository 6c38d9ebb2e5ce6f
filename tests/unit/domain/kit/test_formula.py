"""The language of formulas: what it gives, what it refuses and where, and that it always ends."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.domain.kit import formula
from crm.domain.kit.module import modules
from crm.domain.kit.text import Refused

FIELDS = modules()["account"].fields
ROW = {
    "name": "云帆", "grade": "A", "revenue": Decimal("10.5"), "employees": 50, "city": None, "birthday": date(2026, 1, 31), "remark": "",
}  # fmt: skip


def given_by(text):
    return formula.check(text, FIELDS), formula.value(text, ROW.get, 2)


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("1 + 2 * 3", "number", Decimal(7)),
        ("(1 + 2) * 3", "number", Decimal(9)),
        ("10 - 3 - 2", "number", Decimal(5)),
        ("7 % 4", "number", Decimal(3)),
        ("-revenue", "number", Decimal("-10.5")),
        ("1 / 3", "number", Decimal("0.33")),
        ("employees * 2", "number", Decimal(100)),
        ('if(grade = "A", revenue * 2, 0)', "number", Decimal(21)),
        ('name & "-" & employees', "text", "云帆-50"),
        ("revenue > 10 and not (grade <> 'A')", "yesno", True),
        ("revenue > 10 or 1 / 0 > 1", "yesno", True),
        ("days(plus_days(birthday, 30), birthday)", "number", Decimal(30)),
        ("year(birthday) * 100 + month(birthday)", "number", Decimal(202601)),
        ("max(1, revenue, 3)", "number", Decimal("10.5")),
        ("round(revenue)", "number", Decimal(11)),
        ("left(upper('abc'), 2)", "text", "AB"),
        ("（1 ＋ 2）＊ 2", "number", Decimal(6)),
        ("empty(city) and empty(remark)", "yesno", True),
        ("ifempty(city, '-')", "text", "-"),
    ],
)
def test_what_a_formula_gives(text, type_, value):
    assert given_by(text) == (type_, value)


@pytest.mark.parametrize("text", ["city & 'x'", "revenue / 0", "plus_days(birthday, 99999999)", "1000000000 * 1000000000", "round(1, 99)"])
def test_what_has_no_answer_is_empty(text):
    assert given_by(text)[1] is None


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("1 +", 4, "a value is missing"),
        ("(1 + 2", 1, "not closed"),
        ("1 + nothing", 5, "no field “nothing”"),
        ("foo(1)", 1, "no function “foo”"),
        ("1 @ 2", 3, "“@” is not understood"),
        ("1 2", 3, "“2” is not expected"),
        ("grade + 1", 1, "wants a number"),
        ("if(revenue, 1, 2)", 4, "wants yes or no"),
        ("if(true, 1, 'x')", 13, "wants a number"),
        ("round(1, 2, 3)", 1, "takes 1 to 2"),
        ("tags", 1, "cannot be used"),
        ("1 = 'x'", 5, "wants a number"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, place, why):
    with pytest.raises(Refused) as refused:
        formula.check(text, FIELDS)
    assert str(refused.value).startswith(f"At character {place}: ") and why in str(refused.value)


@pytest.mark.parametrize("text", ["(" * 100 + "1", "-" * 500 + "1", "not " * 100 + "true", "1" + "+1" * 400, "x" * 2000])
def test_a_formula_has_bounds(text):
    with pytest.raises(Refused):
        formula.check(text, FIELDS)


@given(st.text(alphabet="()+-*/%&=<>,.'\" 12ab中（", max_size=80) | st.text(max_size=60))
def test_no_text_does_worse_than_be_refused(text):
    try:
        formula.check(text, FIELDS)
    except Refused:
        return
    formula.value(text, ROW.get, 2)
