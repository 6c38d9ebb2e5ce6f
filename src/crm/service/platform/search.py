"""Finding records of every module, and keeping what they are found by true."""

from collections.abc import Iterable
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.filter import expressed
from crm.dao.platform.search import Hit, SearchDao
from crm.domain.kit.company import company_key
from crm.domain.kit.module import Module
from crm.domain.kit.tokens import index_tokens
from crm.service.kit.transaction import reading


class SearchService:
    """The index over all modules: tokens, keys of twins, links of tags."""

    def __init__(self, db: Database, search: SearchDao):
        self.db = db
        self.search = search

    @reading
    def find(self, text: str, size: int = 20, module: str | None = None) -> list[Hit]:
        """The records that contain every word, best first; only those the actor may see."""
        words = expressed(text, self.db.dialect)
        if not words:
            return []
        hits = self.search.find(words, size * 4, module)
        folded = text.strip().casefold()
        hits.sort(key=lambda hit: _rank(hit.title.casefold(), folded), reverse=True)
        return hits[:size]

    def put(self, module: Module, rows: list[Any], fresh: bool = False) -> None:
        """Index rows after their values changed, in the same transaction; `fresh` ones were never indexed before."""
        touched = int(current.now().timestamp())
        ids = [row.id for row in rows]
        if not fresh:
            self._forget(ids)
        self.search.put([self._entry(module, row, touched) for row in rows])
        self.search.add_text(ids)
        if module.keys:
            self.search.put_keys([key | {"module": module.name, "record_id": row.id} for row in rows for key in keys_of(module, row)])
        if "tags" in module.fields:
            self.search.put_tags([{"module": module.name, "tag": tag, "record_id": row.id} for row in rows for tag in row.tags])

    def _forget(self, ids: list[int]) -> None:
        self.search.drop_text(ids)
        self.search.drop_keys(ids)
        self.search.drop_tags(ids)

    def move(self, rows: Iterable[Any], removed: bool = False) -> None:
        """Follow records to another owner, or out of sight, in the same transaction."""
        gone = current.now() if removed else None
        self.search.move([{"id": r.id, "owner_id": r.owner_id, "department_id": r.department_id, "removed_at": gone} for r in rows])

    @staticmethod
    def _entry(module: Module, row: Any, touched: int) -> dict[str, Any]:
        parts: list[str] = []
        for name in module.searched:
            value = getattr(row, name)
            if value:
                parts.extend(value if isinstance(value, list) else (str(value),))
        return {
            "id": row.id, "module": module.name, "title": module.title(row)[:200], "second": module.subtitle(row)[:200],
            "owner_id": row.owner_id, "department_id": row.department_id, "removed_at": None, "touched": touched,
            "tokens": " ".join(index_tokens(parts)),
        }  # fmt: skip

    def twins(self, module: Module, row: Any) -> dict[int, set[str]]:
        """Records of the module that share a key with this draft or row, read in the transaction under way: id -> those kinds of key."""
        found: dict[int, set[str]] = {}
        for key in keys_of(module, row):
            for match in self.search.key_matches(key["kind"], [key["value"]], module.name):
                if match.record_id != getattr(row, "id", 0):
                    found.setdefault(match.record_id, set()).add(match.kind)
        return found


def keys_of(module: Module, row: Any) -> list[dict[str, str]]:
    """The normalised values by which a twin would be known."""
    keys = []
    for name in module.keys:
        value = getattr(row, name)
        for one in value if isinstance(value, list) else (value,):
            if one and (folded := company_key(one) if name == "name" else str(one).casefold()):
                keys.append({"kind": module.fields[name].kind.name if name != "name" else "name", "value": folded})
    return keys


def _rank(title: str, words: str) -> tuple[bool, bool, bool]:
    return (title == words, title.startswith(words), words in title)
