"""What was changed, by whom and why: change sets, their items, and the chain that holds them together."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crm.domain.kit.plain import Digested, dumps
from crm.domain.kit.sealed import SealedJson


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after a write; None where there was or is none."""

    module: str
    record_id: int
    version: int  # after the write
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True)
class ChangeSet:
    """One act: who, when, why, and how much."""

    id: int
    at: datetime
    actor_id: int
    actor_name: str | None
    source: str
    verb: str
    module: str
    title: str
    count: int
    reason: str | None
    request_id: str | None
    undoes_id: int | None
    group_id: int | None
    undone_by: int | None
    digest: str
    hash: str
    pruned_at: datetime | None


@dataclass(frozen=True)
class ChangeItem:
    """One field of one record; field None means the whole row."""

    change_set_id: int
    position: int
    module: str
    record_id: int
    version: int
    field: str | None
    before: SealedJson | None
    after: SealedJson | None


@dataclass(frozen=True)
class ChainedSet(ChangeSet):
    """A change set with the digest of its title and reason, where these were erased."""

    erased: str | None


@dataclass(frozen=True)
class ChainedItem(ChangeItem):
    """A change item with its own digest, where its values were erased."""

    erased: str | None


@dataclass(frozen=True)
class HistoryLine:
    """A change item with the set it belongs to, for the history of one record."""

    change_set_id: int
    at: datetime
    actor_id: int
    actor_name: str | None
    source: str
    verb: str
    undoes_id: int | None
    undone_by: int | None
    version: int
    field: str | None
    before: SealedJson | None
    after: SealedJson | None


@dataclass(frozen=True)
class Head:
    """The end of the chain."""

    change_set_id: int
    hash: str


@dataclass
class Outcome:
    """What became of each record of a bulk write or an undo."""

    done: list[int] = field(default_factory=list)
    kept: dict[int, str] = field(default_factory=dict)  # id -> why
    refused: dict[int, str] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    change_set_id: int | None = None


# What the hash of a change set covers beside the hash before it and its words.
CHAINED = (
    "id", "at", "actor_id", "source", "verb", "module", "count", "request_id", "undoes_id", "group_id", "digest",
)  # fmt: skip


def item_digest(item: Mapping[str, Any]) -> str:
    """SHA-256 of one item; before and after as canonical JSON text; of what lies sealed the marks are told."""
    before, after = (text.told if isinstance(text := item[part], Digested) else text for part in ("before", "after"))
    line = (item["module"], item["record_id"], item["version"], item["field"], before, after)
    return hashlib.sha256(dumps(line).encode()).hexdigest()


def digest(items: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over the digests of the items in their order: what is erased of one of them leaves its digest, and those beside it stay."""
    sha = hashlib.sha256()
    for item in items:
        sha.update((item.get("erased") or item_digest(item)).encode())
    return sha.hexdigest()


@dataclass(frozen=True)
class ErasedMark:
    """What stands in place of what was erased: in an item by its position, in the words of a change set by -1."""

    erasure_id: int
    change_set_id: int
    position: int
    erased: str


@dataclass(frozen=True)
class ErasureTold:
    """What the journal tells of an erasure, as JSON: the digest of its marks among it."""

    id: int
    change_set_id: int
    told: str

    @property
    def digest(self) -> str | None:
        found = json.loads(self.told)
        return found.get("digest") if isinstance(found, dict) else None


def marks_digest(marks: Iterable[ErasedMark]) -> str:
    """SHA-256 over all that one erasure erased, in its order: the journal keeps it with the erasure, so that no mark comes later."""
    sha = hashlib.sha256()
    for mark in marks:
        sha.update(dumps((mark.change_set_id, mark.position, mark.erased)).encode())
    return sha.hexdigest()


def said_digest(title: str, reason: str | None) -> str:
    """SHA-256 of what a change set says in words of people."""
    return hashlib.sha256(dumps((title, reason)).encode()).hexdigest()


def chain(previous: str, facts: Mapping[str, Any]) -> str:
    """The hash of a change set: over the hash before it, what CHAINED names, and the digest of title and reason."""
    said = facts.get("erased") or said_digest(facts["title"], facts["reason"])
    return hashlib.sha256(dumps((previous, *(facts[name] for name in CHAINED), said)).encode()).hexdigest()
