"""Values that lie sealed in the database: how they stand there, how they come back, and what is looked up instead of them."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NewType, Protocol

from crm.domain.kit.plain import Digested, canonical
from crm.errors import Busy
from crm.language import Words

Sealed = NewType("Sealed", str)  # of a row: a column of text that lies sealed under its own name
SealedJson = NewType("SealedJson", str)  # of a row: JSON in which single values lie sealed
SEALED, MARK = "sealed", "mark"  # {"sealed": …, "mark": …} stands in the place of a value: no text that people type is an object
OPERATORS = ("is", "empty", "filled")


class Opened(str):
    """A text that lies sealed in the database. Whoever writes it back seals it, whatever he knows of its field."""

    __slots__ = ()


class Marked(str):
    """A text that is kept, and looked up, as its mark alone: in an index nobody shall read it."""

    __slots__ = ("label",)
    label: str

    def __new__(cls, text: str, label: str = "") -> "Marked":
        made = super().__new__(cls, text)
        made.label = label
        return made


class Seals(Protocol):
    """Whoever has the keys. `label` ties what is sealed to its place."""

    def seal(self, text: str, label: str) -> str: ...

    def unseal(self, sealed: str, label: str) -> str | None: ...

    def mark(self, text: str, label: str) -> str: ...


class Unreadable(Busy):
    """A sealed value whose key is not here, or that was tampered with."""

    words = Words("A value lies under a key that is not here. Please tell your administrator: `crm doctor` says which.")
    seconds = 60

    def __init__(self, place: str):
        super().__init__()
        self.args = (place,)


def label_of(name: str) -> str:
    return f"field {name}"


def folded(text: str) -> str:
    """How values are compared that are the same."""
    return text.strip().casefold()


def sealed(seals: Seals, value: Any, name: str, mark: bool = False) -> dict[str, str]:
    """What stands in the place of the value of a field; with a mark where a digest is made of it."""
    text = canonical(value) or "null"
    return {SEALED: seals.seal(text, label_of(name)), MARK: seals.mark(text, f"journal {name}") if mark else ""}


def is_sealed(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {SEALED, MARK}


def opened(seals: Seals, value: Any, name: str) -> Any:
    """The value again; any other as it is. Raises Unreadable where its key is not here."""
    if not is_sealed(value):
        return value
    text = seals.unseal(value[SEALED], label_of(name))
    if text is None:
        raise Unreadable(name)
    found = json.loads(text)
    return Opened(found) if isinstance(found, str) else found


def sealed_item(seals: Seals, item: Mapping[str, Any], names: frozenset[str], late: bool = False) -> dict[str, Any]:
    """An item of the journal, with before and after as canonical JSON, as it is written: values of these fields lie sealed in it.
    `late`: it was written in the clear, and its digest tells so."""
    found = dict(item)
    for part in ("before", "after"):
        if item[part] is None or item["field"] is not None and item["field"] not in names:
            continue
        if item["field"] is None and not _filled(names).search(item[part]):
            continue
        value = json.loads(item[part])
        if item["field"] is not None:
            found[part] = item[part] if value is None or is_sealed(value) else canonical(sealed(seals, value, item["field"], not late))
        elif isinstance(value, dict) and not names.isdisjoint(value):
            shut = {n: sealed(seals, one, n, not late) for n, one in value.items() if n in names and one is not None and not is_sealed(one)}
            found[part] = canonical(value | shut)
    return found


@cache
def _filled(names: frozenset[str]) -> re.Pattern[str]:
    """Finds one of the fields with a value in canonical JSON: of most rows nothing is to be sealed, and they need not be read."""
    return re.compile(f'"(?:{"|".join(map(re.escape, sorted(names)))})":(?!null)')


def opened_json(seals: Seals, text: str, name: str | None) -> str:
    """The JSON of an item of the journal as people wrote it; `name` is its field, none of a whole row."""
    if f'"{SEALED}"' not in text:
        return text
    value = json.loads(text)
    if name is not None:
        found, told = opened(seals, value, name), _told(seals, value, name)
    elif isinstance(value, dict):
        found, told = ({n: part(seals, one, n) for n, one in value.items()} for part in (opened, _told))
    else:
        return text
    return Digested(canonical(found) or text, canonical(told) or text)


def _told(seals: Seals, value: Any, name: str) -> Any:
    """Of what was sealed when it was written the mark, which stays when keys change; what was sealed later is told as it was."""
    return {MARK: value[MARK]} if is_sealed(value) and value[MARK] else opened(seals, value, name)


def told(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An item that was just sealed, as its digest is made of it."""
    if not any(f'"{SEALED}"' in (item[part] or "") for part in ("before", "after")):
        return item
    return {**item, **{part: _marks(item[part]) for part in ("before", "after")}}


def _marks(text: str | None) -> str | None:
    if text is None or f'"{SEALED}"' not in text:
        return text
    value = json.loads(text)
    if is_sealed(value):
        return canonical({MARK: value[MARK]})
    return canonical({n: {MARK: one[MARK]} if is_sealed(one) else one for n, one in value.items()}) if isinstance(value, dict) else text
