"""The configuration as a document: records of modules that say so, and settings, by names that hold in every installation.

{"format": 1, "parts": {"stage": [{"pipeline_id": ["Standard"], "name": "Offer", …}], "setting": […]}}

A reference is the key of what it points at, as a list; within a condition it is {"of": module, "key": […]}.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.domain.kit.filter import links
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import canonical
from crm.errors import Invalid
from crm.language import Words

FORMAT = 1
LARGEST = 5_000_000  # bytes of a document
KEPT_HOURS = 24  # a document that was read in to be compared
POINTING = ("reference", "user", "department", "roles")
IN_CONDITIONS = ("field", "role", "pipeline", "stage", "pool", "product_category")  # what conditions ask for
UNSEEN = "#"  # a key with it names a record that has no name in other installations

Key = tuple[Any, ...]
Row = dict[str, Any]
Document = dict[str, list[Row]]  # part -> its rows


@dataclass(frozen=True)
class ConfigurationFile:
    """A document that somebody read in, kept while he compares it."""

    token: str
    user_id: int
    name: str
    document: dict[str, Any]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: `here` is None where only the document has it, `there` where only this installation does."""

    part: str
    key: Key
    here: Row | None
    there: Row | None

    @property
    def kind(self) -> str:
        return "added" if self.here is None else "missing" if self.there is None else "changed"

    @property
    def mark(self) -> str:
        """By which it is ticked on a form."""
        return canonical([self.part, *self.key]) or ""

    @property
    def fields(self) -> dict[str, tuple[Any, Any]]:
        """What differs: field -> (here, there). Fields that only one side knows are of another version of the program."""
        if self.here is None or self.there is None:
            return {}
        both = [name for name in self.there if name in self.here]
        return {name: (self.here[name], self.there[name]) for name in both if self.here[name] != self.there[name]}


def as_key(value: Any) -> Key:
    """What stands in a document for a key, whoever wrote it: what no key has in it becomes text."""
    parts = value if isinstance(value, list) else [value]
    return tuple(part if part is None or isinstance(part, (str, int, float)) else canonical(part) for part in parts)


def key_of(names: tuple[str, ...], row: Mapping[str, Any]) -> Key:
    """The key of a row: its values, the keys of what it points at spread out in them."""
    return tuple(part for name in names for part in as_key(row.get(name)))


def keyed(names: tuple[str, ...], rows: list[Row]) -> dict[Key, Row]:
    """The rows by their keys; the second one of the same key is numbered."""
    seen: Counter[Key] = Counter()
    found = {}
    for row in rows:
        key = key_of(names, row)
        seen[key] += 1
        found[(*key, f"({seen[key]})") if seen[key] > 1 else key] = row
    return found


def ordered(names: tuple[str, ...], rows: list[Row]) -> list[Row]:
    """The same order in every installation; what belongs to another row of the same part stands behind it."""
    return sorted(rows, key=lambda row: (len(key_of(names, row)), canonical(key_of(names, row)) or "", canonical(row) or ""))


def compare(keys: Mapping[str, tuple[str, ...]], here: Document, there: Document) -> Iterator[Difference]:
    """What differs, part by part. Of parts that the document does not hold nothing is said; `keys` gives the parts in their order."""
    for part, names in keys.items():
        if part not in there or part not in here:
            continue
        ours, theirs = keyed(names, here[part]), keyed(names, there[part])
        for key, row in theirs.items():
            found = Difference(part, key, ours.get(key), row)
            if found.kind == "added" or found.fields:
                yield found
        yield from (Difference(part, key, row, None) for key, row in ours.items() if key not in theirs)


def written(document: Document) -> str:
    """The document as a file."""
    return json.dumps({"format": FORMAT, "parts": document}, ensure_ascii=False, indent=1) + "\n"


def read(text: bytes) -> Document:
    """The parts of a file; raises Invalid for one that is none of ours."""
    if len(text) > LARGEST:
        raise Invalid(file=Words("The file is too large for a configuration."))
    try:
        raw = json.loads(text.decode("utf-8-sig"), parse_constant=_refuse)
        json.dumps(raw, ensure_ascii=False).encode()  # half a surrogate pair is text that nothing can store
    except (ValueError, RecursionError):
        raise Invalid(file=Words("This is not a configuration: the file cannot be read as JSON.")) from None
    if not isinstance(raw, dict) or "format" not in raw or not isinstance(raw.get("parts"), dict):
        raise Invalid(file=Words("This is not a configuration: the file says nothing of its parts."))
    if raw["format"] != FORMAT:
        words = Words("The file is of the format {theirs}; this program reads {ours}.", theirs=str(raw["format"])[:20], ours=FORMAT)
        raise Invalid(file=words)
    for rows in raw["parts"].values():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Invalid(file=Words("This is not a configuration: the file says nothing of its parts."))
    return dict(raw["parts"])


def _refuse(text: str) -> None:
    raise ValueError(text)  # NaN and Infinity are no JSON


def configured() -> list[Module]:
    """The modules that are configuration, each behind those that its fields point at."""
    waiting = {module.name: module for module in modules().values() if module.configuration}
    found: list[Module] = []
    while waiting:
        ready = [one for one in waiting.values() if not _targets(one) & (waiting.keys() - {one.name})]
        found += ready
        for one in ready:
            del waiting[one.name]
    return found


def _targets(module: Module) -> set[str]:
    fields = module.draft.own
    asked = set(IN_CONDITIONS) if "condition" in fields else set()
    return (asked | {target for field in fields.values() if (target := target_of(field))}) - {module.name}


def target_of(field: Any) -> str | None:
    """The module that a field points at."""
    if field.kind_name not in POINTING:
        return None
    return {"user": "user", "department": "department", "roles": "role"}.get(field.kind_name, field.target)


def named_filter(text: str, module: Module | None, name: Callable[[str, int], list[Any]]) -> Any:
    """A condition as it is saved, its ids as {"of", "key"}. What is no tree stays the text that it is."""
    try:
        raw = json.loads(text)
    except ValueError:
        return text
    return named_tree(raw, module, name) if isinstance(raw, dict) else text


def named_tree(part: Any, module: Module | None, name: Callable[[str, int], list[Any]]) -> Any:
    """The same of a condition that is a tree already."""
    if not isinstance(part, dict):
        return part
    if "relation" in part:
        link = links(module).get(str(part["relation"])) if module else None
        inner = modules().get(link.module) if link else None
        return {**part, "where": named_tree(part.get("where"), inner, name)}
    if "field" in part:
        field = module.fields.get(str(part["field"])) if module else None
        target = target_of(field) if field else None
        value = part.get("value")
        if target is None or value is None:
            return part
        values = [_pointer(target, one, name) for one in (value if isinstance(value, list) else [value])]
        return {**part, "value": values if isinstance(value, list) else values[0]}
    return {word: [named_tree(one, module, name) for one in parts] if isinstance(parts, list) else parts for word, parts in part.items()}


def _pointer(target: str, value: Any, name: Callable[[str, int], list[Any]]) -> Any:
    number = value if isinstance(value, int) else int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None
    return {"of": target, "key": name(target, number)} if number is not None else value


def pointers(value: Any) -> Iterator[tuple[str, Key]]:
    """(module, key) of everything that a condition in a document points at."""
    if isinstance(value, dict):
        if value.keys() == {"of", "key"}:
            yield str(value["of"]), as_key(value["key"])
        else:
            for inner in value.values():
                yield from pointers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from pointers(inner)


def resolved(value: Any, id_of: Callable[[str, Key], int]) -> Any:
    """The condition with the ids of this installation."""
    if isinstance(value, dict):
        if value.keys() == {"of", "key"}:
            return id_of(str(value["of"]), as_key(value["key"]))
        return {word: resolved(inner, id_of) for word, inner in value.items()}
    return [resolved(inner, id_of) for inner in value] if isinstance(value, list) else value
