"""JSON held against what the schema promises before anything reads a value out of it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crm.domain.kit.access import Scope
from crm.domain.kit.field import Field
from crm.domain.kit.module import Module
from crm.errors import Invalid
from crm.language import Words

MOST_PARTS = 100
LENGTHS = {
    "text": 200,
    "long": 5000,
    "phone": 60,
    "phones": 60,
    "mail": 254,
    "mails": 254,
    "link": 2048,
    "idnumber": 30,
    "taxid": 30,
    "tags": 40,
    "rich": 20000,
    "address": 200,
    "time": 20,
}
READ_ONLY = ("id", "version", "owner_id", "department_id", "created_at", "created_by", "updated_at", "updated_by", "touched_at")
YEARS = range(1000, 9999)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)  # RFC 3339
TYPES: dict[str, Any] = {"string": str, "number": (int, Decimal), "integer": int, "boolean": bool, "array": list}
EXPECTED = {
    "string": Words("Text is expected here."),
    "number": Words("A number is expected here."),
    "integer": Words("A whole number is expected here."),
    "boolean": Words("True or false is expected here."),
    "object": Words("An object of permissions and scopes from 0 to 4 is expected here."),
    "array": Words("A list of at most {most} values is expected here.", most=MOST_PARTS),
    "list": Words("A list of at most {most} values is expected here.", most=MOST_PARTS),
}


def check(module: Module, body: Mapping[str, Any], names: Iterable[str]) -> None:
    """Raise Invalid for every field that may not be written or whose JSON is not what the schema says."""
    writable, refused = set(names), {}
    for name, raw in body.items():
        if name not in writable:
            known = name in READ_ONLY or name in module.fields or any(name == field.shown for field in module.fields.values())
            refused[name] = Words("This field cannot be written here.") if known else Words("This field is not known.")
        elif why := wrong(module.draft.fields[name], raw):
            refused[name] = why
    if refused:
        raise Invalid(refused)


def wrong(field: Field, raw: Any) -> Words | None:
    """Why this JSON value does not fit the field's schema. Nothing is coerced: "7" is no number, 1 is not true."""
    kind = field.kind
    if raw is None:
        return None if field.required or may_be_null(field) else EXPECTED[kind.json]
    if kind.several:
        if not isinstance(raw, list) or len(raw) > MOST_PARTS:
            return EXPECTED["list"]
        return next((why for part in raw if (why := _one(field, part))), None)
    return _one(field, raw)


def may_be_null(field: Field) -> bool:
    """Whether null empties the field; a required one asks to be filled in instead."""
    return not field.required and (field.nullable or field.kind.empty() is not None)


def _one(field: Field, raw: Any) -> Words | None:
    if not _is(field.kind.json, raw):
        return EXPECTED[field.kind.json]
    if not isinstance(raw, str):
        return None
    if field.options and raw not in [option.value for option in field.options]:
        return Words("“{value}” is not one of the choices.", value=raw[:60])
    longest = length(field)
    if longest is not None and len(raw) > longest:
        return Words("This is {length} characters long; at most {max} are possible.", length=len(raw), max=longest)
    if field.kind.format == "date" and not _reads(date, raw):
        return Words("Write the day as 2026-11-21.")
    if field.kind.format == "date-time" and not _reads(datetime, raw):
        return Words("Write the moment with its offset, as 2026-11-21T09:30:00+08:00.")
    return None


def _is(type_: str, raw: Any) -> bool:
    if type_ == "object":
        return isinstance(raw, dict) and all(type(scope) is int and 0 <= scope <= Scope.ALL for scope in raw.values())
    return isinstance(raw, TYPES[type_]) and (type_ == "boolean" or not isinstance(raw, bool))


def length(field: Field) -> int | None:
    """The longest text that the field takes."""
    return field.max or LENGTHS[field.kind_name] if field.kind_name in ("text", "long", "rich", "address") else LENGTHS.get(field.kind_name)


def _reads(type_: Any, raw: str) -> bool:
    try:
        found = type_.fromisoformat(raw)
    except ValueError:
        return False
    whole = len(raw) == 10 and raw[4] == "-" if type_ is date else MOMENT.fullmatch(raw) is not None
    return whole and found.year in YEARS
