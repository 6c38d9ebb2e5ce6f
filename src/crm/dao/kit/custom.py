"""Added fields in SQL: the expression over the JSON column that filters, orders and indexes share, letter by letter."""

import re

from babel.numbers import get_currency_precision

from crm.domain.kit.field import Field

NAME = re.compile("x_[a-z0-9_]{1,58}")
CASTS = {
    "number": "NUMERIC", "percent": "NUMERIC", "money": "NUMERIC", "integer": "BIGINT", "reference": "BIGINT", "user": "BIGINT",
    "department": "BIGINT", "yesno": "BOOLEAN",
}  # fmt: skip


def expression(field: Field, alias: str, dialect: str) -> str:
    """The field's value as an SQL value of its own type; NULL where it is empty. Without an alias: for an index."""
    if not NAME.fullmatch(field.name):
        raise ValueError(field.name)  # it goes into the text of a statement
    column = f"{alias}.custom" if alias else "custom"
    found = _sqlite(field, column) if dialect == "sqlite" else _postgresql(field, column)
    if field.kind_name == "money" and (digits := get_currency_precision(field.currency)):
        return f"({found} / {10**digits}.0)"
    return found


def _sqlite(field: Field, column: str) -> str:
    return f"json_extract({column}, '$.{field.name}')"


def _postgresql(field: Field, column: str) -> str:
    if field.kind.several:
        return f"({column} -> '{field.name}')"
    text = f"({column} ->> '{field.name}')"
    if field.kind_name in ("date", "datetime"):
        return f"{'added_day' if field.kind_name == 'date' else 'added_moment'}({text})"
    return f"CAST({text} AS {CASTS[field.kind_name]})" if field.kind_name in CASTS else text
