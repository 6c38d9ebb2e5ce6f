"""What goes into a database comes out of it as it was, on both engines."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from crm.dao.kit.driver import DRIVERS, plain_hint, row_maker
from crm.dao.kit.mapper import MapperError
from crm.domain.kit.money import Money


@dataclass(frozen=True)
class Kept:
    """A row of every type that is bound in a way of its own."""

    at: datetime
    day: date
    yes: bool
    made: dict
    names: list
    price: Money | None
    share: Decimal


ROW = Kept(
    datetime(2026, 11, 21, 12, 30, 1, 5, tzinfo=timezone(timedelta(hours=8))), date(2026, 11, 21), True, {"a": [1, "ü"]}, ["京", '"'],
    Money("12.5"), Decimal("0.25"),
)  # fmt: skip


def test_a_row_comes_back_as_it_was(db):
    names = list(vars(ROW))
    with db.transaction() as work:
        types = (
            "TEXT, TEXT, INTEGER, TEXT, TEXT, INTEGER, NUMERIC"
            if db.dialect == "sqlite"
            else ("TIMESTAMPTZ, DATE, BOOLEAN, JSONB, JSONB, BIGINT, NUMERIC")
        )
        columns = ", ".join(f"{name} {type}" for name, type in zip(names, types.split(", "), strict=True))
        work.cursor.execute(f"CREATE TEMP TABLE kept ({columns})")
        signs = ", ".join([db.driver.sign] * len(names))
        for row in (ROW, Kept(**vars(ROW) | {"price": None})):
            work.cursor.execute(f"INSERT INTO kept VALUES ({signs})", tuple(map(db.driver.value_in, vars(row).values())))
            work.cursor.execute(f"SELECT {', '.join(names)} FROM kept")
            found = row_maker(Kept, tuple(names), db.driver, "kept")(work.cursor.fetchall()[-1])
            assert found == row and found.at.astimezone(UTC) == row.at


@pytest.mark.parametrize("columns", [("at",), ("at", "day", "yes", "made", "names", "price", "share", "more")])
def test_a_row_class_that_does_not_fit_the_columns_is_refused(columns):
    with pytest.raises(MapperError, match="kept: Kept wants"):
        row_maker(Kept, columns, DRIVERS["sqlite"], "kept")


def test_what_may_be_none_is_typed_as_what_it_is():
    assert plain_hint(int | None) is int and plain_hint(int | str) == int | str
