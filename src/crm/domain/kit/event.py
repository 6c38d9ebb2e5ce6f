"""Events that every module publishes through the kit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecordsWritten:
    """Records of a module were created, changed, removed or brought back."""

    module: str
    verb: str
    ids: tuple[int, ...]
    change_set_id: int


@dataclass(frozen=True, slots=True)
class TagsUsed:
    """Records now carry these tags; some may be new."""

    names: tuple[str, ...]
