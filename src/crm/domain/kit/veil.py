"""Rows and lines as whoever acts may see them: what is hidden from him is empty, what is masked is a mask.

Services work with the truth. What the outermost of them gives away goes through `shown` (service/kit/transaction.py), so that no page,
export or answer of the API is asked to remember it.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from crm.domain.kit import custom
from crm.domain.kit.custom import HIDDEN, MASKED
from crm.domain.kit.field import Draft, changed
from crm.domain.kit.kind import KINDS
from crm.domain.kit.mask import masked
from crm.domain.kit.module import Module

PLAIN = (str, int, float, bytes, type(None))
OWN = ("crm.domain.kit.", "crm.current", "crm.language")  # descriptions, queries and who acts: they hold no records
DEEPEST = 8
EMPTIED = (str, int, Decimal)  # a line that adds numbers up goes on with 0


def limits_of(module: str) -> Mapping[str, str]:
    """Field -> hidden or masked, as whoever acts sees the module; nothing for nearly everybody."""
    return custom.here().added(module).unread


def veiled(row: Any) -> Any:
    """The row of a module as whoever acts may see it; itself, where it has nothing that he may not."""
    return _veiled(row, limits_of(row.module_name))


def _veiled(row: Any, limits: Mapping[str, str]) -> Any:
    if not limits or vars(row).get("veiled"):
        return row
    own, values = vars(row), {}
    for name, level in limits.items():
        if own.get(name):
            values[name] = _seen(type(row).own[name].kind_name, own[name], level)
    if not limits.keys().isdisjoint(own.get("custom") or ()):
        known = custom.here().all(row.module_name)
        kept = {name: one for name, one in own["custom"].items() if limits.get(name) != HIDDEN}
        values["custom"] = {name: masked(known[name].kind_name, one) if limits.get(name) == MASKED else one for name, one in kept.items()}
    return changed(row, veiled=True, **values) if values else row


def encrypted_of(module: Module) -> frozenset[str]:
    """The fields of the module that lie sealed, whoever acts."""
    return custom.here().made(
        ("encrypted", module.name), lambda: frozenset(name for name, field in module.whole.items() if field.encrypted)
    )


class _Asked:
    """A row that only notes which fields are asked for; every one of them is empty."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __getattr__(self, name: str) -> str:
        self.names.append(name)
        return ""


@cache
def second_of(module: Module) -> frozenset[str]:
    """The fields that the second line of a record is made of."""
    asked = _Asked()
    try:
        module.subtitle(asked)
    except (TypeError, AttributeError):
        return frozenset(module.own)  # it reckons with what it reads: any of them
    return frozenset(asked.names)


def whole(rows: Sequence[Any]) -> None:
    """Raise ValueError for a row that was read for somebody to look at: its gaps and masks would be written."""
    if any("veiled" in vars(row) for row in rows):
        raise ValueError("A veiled row cannot be written.")


def _seen(kind: str, value: Any, level: str) -> Any:
    return masked(kind, value) if level == MASKED else KINDS[kind].empty()


def said(module: str, name: str, kind: str, value: Any) -> Any:
    """One value of the field as whoever acts may see it."""
    level = limits_of(module).get(name)
    return _seen(kind, value, level) if level and value else value


def shown(value: Any, depth: int = 0) -> Any:
    """Whatever a service gives away, with every row in it veiled."""
    if isinstance(value, PLAIN) or depth > DEEPEST:
        return value
    if isinstance(value, Draft):
        return veiled(value)
    if isinstance(value, dict):
        found = {name: shown(one, depth + 1) for name, one in value.items()}
        return value if all(found[name] is one for name, one in value.items()) else found
    if isinstance(value, (list, tuple)):
        return _each(value, depth)
    if is_dataclass(value) and not isinstance(value, type) and not type(value).__module__.startswith(OWN):
        return _line(value, depth)
    return value


def _each(values: Any, depth: int) -> Any:
    kind = type(values[0]) if values else None
    if kind and issubclass(kind, Draft) and all(type(one) is kind for one in values):  # a page of records, asked about once
        if not (limits := limits_of(kind.module_name)):
            return values
        found = [_veiled(one, limits) for one in values]
    else:
        found = [shown(one, depth + 1) for one in values]
    if all(one is old for one, old in zip(found, values, strict=True)):
        return values
    return found if isinstance(values, list) else type(values)._make(found) if hasattr(values, "_make") else tuple(found)


def _line(value: Any, depth: int) -> Any:
    """A line that a service put together. One that repeats fields of modules says so in `repeats`: attribute -> ("account.city", …)."""
    found = {}
    for one in fields(value):
        old = getattr(value, one.name)
        if (new := shown(old, depth + 1)) is not old:
            found[one.name] = new
    said = getattr(type(value), "repeats", None)  # of an appointment a text of its own
    for name, places in said.items() if isinstance(said, Mapping) else ():
        if (old := getattr(value, name)) and any(field in limits_of(module) for module, field in (one.split(".") for one in places)):
            found[name] = type(old)() if isinstance(old, EMPTIED) else None
    if not found:
        return value
    made = copy(value)
    for name, new in found.items():
        object.__setattr__(made, name, new)
    return made
