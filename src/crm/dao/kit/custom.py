"""Added fields in SQL: the expression over the JSON column that filters, orders and indexes share, letter by letter."""

import re

from babel.numbers import get_currency_precision

from crm.domain.kit.field import Field
from crm.domain.kit.kind import KINDS
from crm.domain.kit.plain import dumps

NAME = re.compile("x_[a-z0-9_]{1,58}")
CASTS = {
    "number": "NUMERIC", "percent": "NUMERIC", "money": "NUMERIC", "integer": "BIGINT", "reference": "BIGINT", "user": "BIGINT",
    "department": "BIGINT", "file": "BIGINT", "yesno": "BOOLEAN",
}  # fmt: skip

# Kinds whose stored text holds no quotes and no backslashes; those that may, and are short enough for an index.
PLAIN = (*CASTS, "date", "datetime", "time", "choice", "phone", "mail", "link")
WORDED = ("text", "address")


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
    """Out of the text of the JSON, as plain.dumps writes it: SQLite makes no index over its own JSON functions while the
    schema is not trusted. Free text may hold escaped quotes, and is read properly instead."""
    if field.kind_name not in PLAIN or field.kind.several:
        return f"json_extract({column}, '$.{field.name}')"
    return _out_of_text(field, column)


def _out_of_text(field: Field, column: str) -> str:
    key = f'"{field.name}":'
    found, behind = f"instr({column}, '{key}')", len(key)
    if field.kind_name == "yesno":
        value = f"substr({column}, {found} + {behind}, 1) = 't'"
    elif field.kind_name in CASTS:
        value = f"CAST(substr({column}, {found} + {behind}) AS {'INTEGER' if CASTS[field.kind_name] == 'BIGINT' else 'REAL'})"
    else:
        text = f"substr({column}, {found} + {behind + 1})"
        value = f"substr({text}, 1, instr({text}, '\"') - 1)"
    return f"(CASE WHEN {found} > 0 THEN {value} END)"


def is_kind_indexable(kind: str) -> bool:
    return not KINDS[kind].several and kind in (*PLAIN, *WORDED)


def lacks(field: Field, alias: str, dialect: str) -> str:
    """That a record has nothing in a field of several values: what is empty is left out of the JSON. Without an alias: for an index."""
    column = f"{alias}.{'custom' if field.custom else field.sql}" if alias else "custom"
    if not field.custom:
        return f"{column} = '[]'"
    return f"instr({column}, '\"{field.name}\":') = 0" if dialect == "sqlite" else f"{_postgresql(field, column)} IS NULL"


def indexed(field: Field, dialect: str) -> str:
    """What an index over the field holds: its value; of free text on SQLite the beginning alone, as `beginning` gives it."""
    return _out_of_text(field, "custom") if is_begun(field, dialect) else expression(field, "", dialect)


def is_begun(field: Field, dialect: str) -> bool:
    """Whether the index holds only the beginning of the value."""
    return dialect == "sqlite" and field.kind_name in WORDED


def begins(field: Field, alias: str) -> str:
    """The same for a row of a statement."""
    return _out_of_text(field, f"{alias}.custom")


def beginning(value: str) -> str:
    """A text as far as its first quote, as it stands in the JSON: nearly always all of it."""
    return dumps(value)[1:].partition('"')[0]


def _postgresql(field: Field, column: str) -> str:
    if field.kind.several:
        return f"({column} -> '{field.name}')"
    text = f"({column} ->> '{field.name}')"
    if field.kind_name in ("date", "datetime"):
        return f"{'added_day' if field.kind_name == 'date' else 'added_moment'}({text})"
    return f"CAST({text} AS {CASTS[field.kind_name]})" if field.kind_name in CASTS else text
