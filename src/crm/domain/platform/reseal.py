"""Sealing anew: which places of the database hold sealed values, how far each has come, and what becomes of one value."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.domain.kit.plain import canonical
from crm.domain.kit.sealed import MARK, SEALED, Seals, is_sealed, opened, sealed, sealed_item
from crm.language import N_

ORIGINS = {"secret": N_("From the program's secret"), "environment": N_("From CRM_KEYS"), "file": N_("From the key file")}
PLACES = {"records": N_("Records"), "journal": N_("History"), "secrets": N_("Secrets of the program"), "waiting": N_("Work under way")}
Stale = Callable[[str], bool]  # whether a sealed text lies under another key than the newest


@dataclass(frozen=True)
class Progress:
    """How far one place has come under one key; the last row looked at."""

    place: str
    key_id: str
    after_id: int
    done: int
    ended_at: datetime | None


@dataclass(frozen=True)
class Definition:
    """An added line of text; one that was removed still has its values."""

    module: str
    name: str
    encrypted: bool
    removed_at: datetime | None


@dataclass(frozen=True)
class Stored:
    """A row's added fields as they stand."""

    id: int
    version: int
    value: dict[str, Any] | None


@dataclass(frozen=True)
class Text:
    """A row's column of text as it stands."""

    id: int
    version: int
    value: str | None


@dataclass(frozen=True)
class Item:
    """An item of the journal as it stands."""

    change_set_id: int
    position: int
    module: str
    field: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Secret:
    """A sealed text beside its key in its own table."""

    key: str
    value: str


@dataclass(frozen=True)
class Use:
    """So many values lie under a key; of no key: in the clear, where they should lie sealed."""

    key_id: str
    place: str
    n: int


def values_anew(seals: Seals, values: Mapping[str, Any], encrypted: Mapping[str, bool], stale: Stale) -> dict[str, Any] | None:
    """The added fields of a row with what is encrypted under the newest key and nothing else; None where they stand so already."""
    found = dict(values)
    for name, one in values.items():
        if is_sealed(one):
            if not encrypted.get(name, True):
                found[name] = opened(seals, one, name)
            elif stale(one[SEALED]):
                found[name] = sealed(seals, opened(seals, one, name), name)
        elif encrypted.get(name) and isinstance(one, str):
            found[name] = sealed(seals, one, name)
    return found if found != values else None


def item_anew(seals: Seals, item: Item, names: frozenset[str], stale: Stale) -> dict[str, Any] | None:
    """The item with its sealed values under the newest key, and what was written in the clear before its field was encrypted sealed
    late; None where it stands so already. What was sealed once stays so."""
    kept = vars(item) | {part: _json_anew(seals, vars(item)[part], item.field, stale) for part in ("before", "after")}
    made = sealed_item(seals, kept, names, late=True)
    return made if any(made[part] != vars(item)[part] for part in ("before", "after")) else None


def _json_anew(seals: Seals, text: str | None, name: str | None, stale: Stale) -> str | None:
    if text is None or f'"{SEALED}"' not in text:
        return text
    value = json.loads(text)
    if name is not None:
        made = _anew(seals, value, name, stale)
    else:
        made = {n: _anew(seals, one, n, stale) for n, one in value.items()} if isinstance(value, dict) else value
    return text if made == value else canonical(made)


def _anew(seals: Seals, value: Any, name: str, stale: Stale) -> Any:
    """Its mark stays: digests are made of it."""
    if not is_sealed(value) or not stale(value[SEALED]):
        return value
    return sealed(seals, opened(seals, value, name), name) | {MARK: value[MARK]}
