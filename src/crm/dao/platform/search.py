"""The search index, the keys by which twins are found, and the links of tags: what is derived from records."""

from dataclasses import dataclass
from typing import Any

from crm.dao.kit.base import Dao, statement


@dataclass(frozen=True)
class Hit:
    """One record found."""

    id: int
    module: str
    title: str
    second: str | None
    touched: int


@dataclass(frozen=True)
class KeyMatch:
    """A record that has a key's value."""

    kind: str
    value: str
    record_id: int


class SearchDao(Dao):
    @statement
    def find(self, words: str, size: int, module_names: list[str] | None = None, parts: list[str] | None = None) -> list[Hit]:
        """The newest records whose tokens match; `words` and `parts` are written by `dao.kit.words`."""
        ...

    @statement
    def beginning(self, words: str, size: int, module_names: list[str] | None = None) -> list[Hit]:
        """The newest records with one of many words, none of which many records have."""
        ...

    @statement
    def opened(self, parts: list[str], size: int, module_names: list[str] | None = None) -> list[Hit]:
        """The newest of the records that were opened to the actor one by one, as `find`. None on PostgreSQL, where `find` has them."""
        ...

    @statement
    def share(self, words: str, sample: int, module_names: list[str] | None = None, parts: list[str] | None = None) -> int:
        """How many of the newest `sample` entries that match `find` would give for these parts."""
        ...

    @statement
    def put(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def keyed(self, kinds: list[str], values: list[str], size: int, module_names: list[str] | None = None) -> list[Hit]:
        """The newest records with one of the keys."""
        ...

    @statement
    def reword(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def drop_text(self, ids: list[int]) -> int: ...

    @statement
    def add_text(self, ids: list[int]) -> int: ...

    @statement
    def move(self, rows: list[dict[str, Any]]) -> int:
        """Follow a record's owner, department or pool without reading it again."""
        ...

    @statement
    def astray(self, user_ids: list[int]) -> list[int]:
        """What belongs to these people and stands in another department than theirs."""
        ...

    @statement
    def follow(self, ids: list[int]) -> int:
        """Let entries stand in their owner's department."""
        ...

    @statement
    def show(self, rows: list[dict[str, Any]]) -> int:
        """Follow a record out of sight, and back."""
        ...

    @statement
    def drop_keys(self, ids: list[int]) -> int: ...

    @statement
    def put_keys(self, rows: list[dict[str, Any]]) -> int: ...

    @statement
    def key_matches(self, kind: str, values: list[str], module_name: str) -> list[KeyMatch]: ...

    @statement
    def numbered(self, kinds: list[str], values: list[str], module_names: list[str]) -> list[KeyMatch]: ...

    @statement
    def drop_tags(self, ids: list[int]) -> int: ...

    @statement
    def put_tags(self, rows: list[dict[str, Any]]) -> int: ...
