"""Values as JSON: for columns, the journal and the API alike."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import orjson


def jsonable(value: Any) -> Any:
    """What JSON has no word for: exact numbers, days, moments (UTC, ISO 8601)."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else str(value)


_NOTHING: dict[type, str] = {list: "[]", dict: "{}", tuple: "[]"}
_AS_SAID = orjson.OPT_PASSTHROUGH_DATETIME  # moments go through jsonable, which puts them into UTC

# For what the quick encoder refuses: integers of more than 64 bits, keys that are no text.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=jsonable).encode
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=jsonable).encode


def dumps(value: Any) -> str:
    if not value and type(value) in _NOTHING:
        return _NOTHING[type(value)]  # most rows have no tags and no added values
    try:
        return orjson.dumps(value, jsonable, _AS_SAID).decode()
    except TypeError:
        return _encode(value)


def canonical(value: Any) -> str | None:
    """JSON with sorted keys, so that a digest does not depend on how a database stores it."""
    if value is None:
        return None
    try:
        return orjson.dumps(value, jsonable, _AS_SAID | orjson.OPT_SORT_KEYS).decode()
    except TypeError:
        return _canonical(value)


class Digested(str):
    """JSON out of the journal as people wrote it; `told` is what the digest of its item is made of."""

    __slots__ = ("told",)
    told: str

    def __new__(cls, text: str, told: str = "") -> "Digested":
        made = super().__new__(cls, text)
        made.told = told
        return made


def recanonical(text: str | None) -> str | None:
    """The canonical form of JSON text in whatever form a database gives it back."""
    return text if text is None or isinstance(text, Digested) else canonical(json.loads(text))
