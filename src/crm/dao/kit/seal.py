"""Values that lie sealed in the database, on their way in and out: services work with what is true."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from crm.dao.kit.driver import hints_of
from crm.domain.kit.custom import Custom
from crm.domain.kit.mask import Mask
from crm.domain.kit.module import Module
from crm.domain.kit.sealed import Opened, Sealed, SealedJson, Seals, Unreadable, label_of, opened, opened_json, sealed

VALUES = "custom"


@cache
def sealed_in(row: Any) -> tuple[tuple[str, Any], ...]:
    """The attributes of a row's class that may hold sealed values, each with how they stand there."""
    if not isinstance(row, type) or not hasattr(row, "__dataclass_fields__"):
        return ()
    found = [(name, hint) for name, hint in hints_of(row).items() if hint in (Sealed, SealedJson)]
    return (*found, (VALUES, Custom)) if issubclass(row, Custom) else tuple(found)


def unlock(rows: Iterable[Any], places: tuple[tuple[str, Any], ...], seals: Seals) -> None:
    """Open what lies sealed in rows that nobody has seen yet."""
    for row in rows:
        own = row.__dict__
        for name, hint in places:
            if value := own[name]:
                own[name] = _opened(value, name, hint, own, seals)


def _opened(value: Any, name: str, hint: Any, own: Mapping[str, Any], seals: Seals) -> Any:
    if hint is SealedJson:
        return opened_json(seals, value, own["field"])
    if hint is Custom:
        return {n: opened(seals, one, n) for n, one in value.items()} if dict in map(type, value.values()) else value
    text = seals.unseal(value, label_of(name))
    if text is None and value.startswith("v1:"):
        raise Unreadable(name)
    return value if text is None else Opened(text)


@cache
def _texts(module: Module) -> tuple[str, ...]:
    """The columns of text that lie sealed."""
    return tuple(name for name, field in module.draft.own.items() if field.encrypted)


def locked(module: Module, rows: list[dict[str, Any]], seals: Seals | None) -> list[dict[str, Any]]:
    """The rows as they are written: encrypted columns, and what of the added fields is known to lie sealed."""
    texts = _texts(module)
    return [_locked(row, texts, seals) for row in rows]


def _locked(row: dict[str, Any], texts: tuple[str, ...], seals: Seals | None) -> dict[str, Any]:
    shut = {name: text for name in texts if (text := row.get(name))}
    values = row.get(VALUES) or {}
    kept = {name: one for name, one in values.items() if isinstance(one, Opened)} if values else {}
    if any(isinstance(one, Mask) for one in (*shut.values(), *values.values())):
        raise ValueError("A mask cannot be written.")
    if not shut and not kept:
        return row
    if seals is None:
        raise Unreadable("There are no keys.")
    made = dict(row)
    for name, text in shut.items():
        made[name] = seals.seal(text, label_of(name))
    if kept:
        made[VALUES] = values | {name: sealed(seals, one, name) for name, one in kept.items()}
    return made
