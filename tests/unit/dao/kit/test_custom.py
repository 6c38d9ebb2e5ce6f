"""Added fields in SQL: each kind's value as it is stored comes out of the JSON as a value of its own type."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crm.dao.kit.custom import expression, is_kind_indexable
from crm.domain.kit.field import Field
from crm.domain.kit.plain import dumps

ALL = {
    "x_text": 'a "b" \\ c',
    "x_name": "云帆",
    "x_number": 1.5,
    "x_count": 12,
    "x_price": 1250,
    "x_yes": True,
    "x_no": False,
    "x_day": "2026-11-21",
    "x_at": "2026-11-21 04:00:00.000000+00:00",
    "x_who": 7,
}


@pytest.fixture
def read(db):
    """The value of one field of a row whose added values are these."""

    def found(kind: str, name: str, stored: dict = ALL, **more):
        where = expression(replace(Field(kind, name), name=name, custom=True, **more), "t", db.dialect)
        with db.transaction() as work:
            work.cursor.execute("CREATE TEMP TABLE IF NOT EXISTS added_values (custom JSONB)")
            work.cursor.execute("DELETE FROM added_values WHERE TRUE")
            work.cursor.execute(f"INSERT INTO added_values (custom) VALUES ({db.driver.sign})", (dumps(stored),))
            work.cursor.execute(f"SELECT {where.replace('%', '%%') if db.dialect == 'postgresql' else where} FROM added_values t")
            return work.cursor.fetchone()[0]

    return found


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("text", "x_text", 'a "b" \\ c'), ("text", "x_name", "云帆"), ("number", "x_number", 1.5), ("integer", "x_count", 12),
        ("yesno", "x_yes", True), ("yesno", "x_no", False), ("user", "x_who", 7),
    ],
)  # fmt: skip
def test_a_value_has_its_own_type(read, kind, name, value):
    assert read(kind, name) == value
    assert read(kind, name, {"x_other": 1, "x_text_2": "b"}) is None


def test_money_is_stored_in_the_smallest_unit_of_its_currency(read):
    assert float(read("money", "x_price", currency="CNY")) == 12.5
    assert float(read("money", "x_price", currency="JPY")) == 1250


def test_days_and_moments_can_be_compared(read, db):
    days = (read("date", "x_day"), read("datetime", "x_at"))
    expected = (date(2026, 11, 21), datetime(2026, 11, 21, 4, tzinfo=UTC))
    assert days == (expected if db.dialect == "postgresql" else (ALL["x_day"], ALL["x_at"]))


@pytest.mark.parametrize("name", ["name", "x_", "x_a'b", "x_a b", "x_" + "a" * 60, "x_Ä"])
def test_a_name_that_could_be_sql_is_refused(name):
    with pytest.raises(ValueError, match=name):
        expression(Field("text", "", name=name, custom=True), "a", "sqlite")


def test_lists_and_what_is_too_long_for_an_index_have_none():
    kinds = ("text", "address", "number", "choices", "long", "rich")
    assert [kind for kind in kinds if is_kind_indexable(kind)] == ["text", "address", "number"]
