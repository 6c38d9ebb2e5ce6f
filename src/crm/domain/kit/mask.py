"""Values shown in part: 138****5678, z***@example.com. What comes back unchanged stands for the value that it was made of."""

import re
from collections.abc import Callable
from typing import Any

STARS = "****"
_DIGITS = re.compile(r"[\d ()./+-]{8,}")
_PARTS = re.compile("[\n,，;；]")


class Mask(str):
    """What stands in the place of a value. The writer refuses it, so that no mask is ever stored."""

    __slots__ = ()


def _phone(value: str) -> str:
    """The first three digits as they are dialled at home and the last four; the last two of a short number."""
    main, _, _ = value.partition(";ext=")
    digits = re.sub(r"\D", "", main.removeprefix("+86"))
    if value.startswith("+86") and len(digits) > 4 and (digits[0] != "1" or digits.startswith("10")) and digits[0] not in "49":
        digits = "0" + digits
    return f"{digits[:3]}{STARS}{digits[-4:]}" if len(digits) > 8 else _short(digits)


def _mail(value: str) -> str:
    local, at, domain = value.rpartition("@")
    return f"{local[:1]}***{at}{domain}" if at else _text(value)


def _number(value: str) -> str:
    """The first three and the last four of an identity, tax or account number."""
    return f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}" if len(value) > 10 else _short(value)


def _short(value: str) -> str:
    return f"{STARS}{value[-2:]}" if len(value) > 4 else STARS


def _link(value: str) -> str:
    """The host alone: a path may hold what lets somebody in."""
    scheme, found, rest = value.partition("://")
    return f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}/{STARS}" if found else _text(value)


def _text(value: str) -> str:
    """Of a number the last four digits, of words the first letter."""
    if _DIGITS.fullmatch(value):
        return f"{STARS}{value[-4:]}"
    return f"{value[:1]}***" if len(value) > 1 else "*"


_KINDS: dict[str, Callable[[str], str]] = {
    "phone": _phone, "phones": _phone, "mail": _mail, "mails": _mail, "idnumber": _number, "taxid": _number,
    "text": _text, "address": _text, "link": _link,
}  # fmt: skip
KINDS = tuple(kind for kind in _KINDS if kind != "link")  # by which roles may be kept from a field: of a link little is left to hide


def masked(kind: str, value: Any) -> Any:
    """The value as whoever may not read it sees it; each of several. A mask stays what it is."""
    if isinstance(value, list):
        return [masked(kind, one) for one in value]
    return value if not value or isinstance(value, Mask) else Mask(_KINDS[kind](str(value)))


def meant(kind: str, typed: Any, values: Any) -> Any:
    """What was typed, where a mask of one of the record's own values stands for that value: a form that is sent back as it came
    changes nothing."""
    known: dict[str, list[str]] = {}
    for one in values if isinstance(values, list) else [values] if values else []:
        known.setdefault(str(masked(kind, one)), []).append(one)
    if isinstance(values, list) and isinstance(typed, str):
        typed = [part.strip() for part in _PARTS.split(typed)]
    if isinstance(typed, list):
        return [_one(one, known) for one in typed]
    return _one(typed, known)


def _one(typed: Any, known: dict[str, list[str]]) -> Any:
    """Two numbers with the same mask stand for themselves in their order."""
    meant = known.get(typed.strip()) if isinstance(typed, str) else None
    if not meant:
        return typed
    return meant.pop(0) if len(meant) > 1 else meant[0]
