"""Added fields in SQL: the expression over the JSON column that filters, orders and indexes share, letter by letter."""

import re

from babel.numbers import get_currency_precision

from crm.domain.kit.field import Field
from crm.domain.kit.kind import KINDS

NAME = re.compile("x_[a-z0-9_]{1,58}")
CASTS = {
    "number": "NUMERIC", "percent": "NUMERIC", "money": "NUMERIC", "integer": "BIGINT", "reference": "BIGINT", "user": "BIGINT",
    "department": "BIGINT", "file": "BIGINT", "yesno": "BOOLEAN",
}  # fmt: skip

# Kinds whose stored text holds no quotes and no backslashes.
PLAIN = (*CASTS, "date", "datetime", "time", "choice", "phone", "mail", "link")


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


def is_indexable(field: Field, dialect: str) -> bool:
    return is_kind_indexable(field.kind_name, dialect)


def is_kind_indexable(kind: str, dialect: str) -> bool:
    return not KINDS[kind].several and (dialect == "postgresql" or kind in PLAIN)


def _postgresql(field: Field, column: str) -> str:
    if field.kind.several:
        return f"({column} -> '{field.name}')"
    text = f"({column} ->> '{field.name}')"
    if field.kind_name in ("date", "datetime"):
        return f"{'added_day' if field.kind_name == 'date' else 'added_moment'}({text})"
    return f"CAST({text} AS {CASTS[field.kind_name]})" if field.kind_name in CASTS else text
