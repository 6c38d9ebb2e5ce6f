"""Events that every module publishes through the kit."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordsWritten:
    """Records of a module were created, changed, removed or brought back."""

    module: str
    verb: str
    ids: tuple[int, ...]
    change_set_id: int


@dataclass(frozen=True, slots=True)
class RecordComing:
    """A record is about to be created, checked and not yet written. A listener may refuse it by raising."""

    module: Any
    row: Any


@dataclass(frozen=True, slots=True)
class RecordOpening:
    """Somebody is about to look at one record. A listener may refuse it by raising."""

    module: str
    record_id: int


@dataclass(frozen=True, slots=True)
class TagsUsed:
    """Records now carry these tags; some may be new."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordsMerged:
    """One record became part of another; what hangs on it without pointing at it by a field follows. Undoing the change
    sets of the group brings it back. `kept_module`: of the other one, where that is another: a lead becomes a customer."""

    module: str
    kept_id: int
    gone_id: int
    group_id: int
    kept_module: str = ""
