"""Finding records of every module, and keeping what they are found by true."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from crm import current
from crm.dao.kit.ahead import ahead
from crm.dao.kit.database import Database
from crm.dao.kit.record import RecordDao
from crm.dao.kit.words import either, expressed, of_module, parts, whose, widened, within
from crm.dao.platform.search import Hit, KeyMatch, SearchDao
from crm.domain.kit import derived
from crm.domain.kit.derived import Derived
from crm.domain.kit.filter import Query, Sort
from crm.domain.kit.handles import NUMBERED, identity, whole_numbers
from crm.domain.kit.module import Module, modules
from crm.domain.kit.tokens import found_in
from crm.domain.kit.veil import limits_of, second_of
from crm.service.kit.transaction import reading

SAMPLE, COMMON = 200, 8  # what so many of the newest entries have is common: few more are to be read than are shown
NEWEST, SOME = 400, 2  # of words that so many of the newest records have, fifty are met before all that have them are gathered
AHEAD = 2000  # records of an index's order that are looked at for a page of them with the words
LATEST = tuple(((name, True),) for name in ("updated_at", "created_at", "touched_at"))  # orders in which the newest are no others
MANY = 200  # records whose words are indexed while the program goes on


class SearchService:
    """The index over all modules: tokens, keys of twins, links of tags."""

    def __init__(self, db: Database, search: SearchDao):
        self.db = db
        self.search = search

    @reading
    def find(self, text: str, size: int = 20, module: str | None = None) -> list[Hit]:
        """The records that contain every word, best first; only those the actor may see."""
        return best(self.newest(text, among(size), [module] if module else None), text)[:size]

    def readable(self, hits: list[Hit], text: str = "") -> list[Hit]:
        """The hits as whoever acts may have them, in the transaction under way. Where the index holds what he may not read, what he sees
        of a record must have the words itself, or the text is a whole number of the record: its parts would tell it digit by digit."""
        limited = {name for name in {hit.module for hit in hits} if limits_of(name)}
        if not limited:
            return hits
        veiled = {name for name in limited if second_of(modules()[name]) & limits_of(name).keys()}
        hits = [replace(hit, second="") if hit.module in veiled else hit for hit in hits]
        shut = {name for name in limited if modules()[name].searches_unread} if text else set()
        numbers = sorted(whole_numbers(text))
        named = {one.record_id for one in self.search.numbered(list(NUMBERED), numbers, sorted(shut))} if numbers and shut else set()
        return [hit for hit in hits if hit.module not in shut or hit.id in named or found_in(f"{hit.title} {hit.second or ''}", text)]

    def newest(self, text: str, size: int, modules: list[str] | None = None) -> list[Hit]:
        """The newest records that contain every word, in the transaction under way. Of words that are common many records lie at
        hand; of rare ones all are collected."""
        if not (words := expressed(text, self.db.dialect)):
            return []
        if number := identity(text):
            return self.readable(self.search.keyed([number.label], [number], size, modules), text)
        marks = self._reach(modules)
        opened = self.search.opened(parts(text), size, modules) if marks and current.actor().grants.opened else []
        wide, beginnings = widened(text, self.db.dialect)
        wide = wide and within(wide, marks)
        if wide and self.search.share(wide, SAMPLE, modules, beginnings) >= COMMON:
            found = self.search.find(wide, size, modules, beginnings)
        else:
            found = self.search.find(within(words, marks), size, modules)
        return self.readable(_newest([*found, *opened], size), text)

    def _reach(self, modules: list[str] | None) -> tuple[str, ...]:
        """By what the index of words knows what whoever acts may see, but for what was opened one by one; () where it does not."""
        return whose(current.actor().grants, modules) if self.db.dialect == "sqlite" else ()

    def beginning(self, words: list[str], size: int, modules: list[str] | None = None) -> list[Hit]:
        """The newest records with a word that begins with one of these, in the transaction under way."""
        marks = () if current.actor().grants.opened else self._reach(modules)
        return self.search.beginning(within(either(words, self.db.dialect), marks), size, modules)

    def weighed(self, records: RecordDao, query: Query) -> Query:
        """The query of a page, with whether its words are met soon on the way along its order by whom it is for, in the transaction under
        way. To gather all that have a common word takes half a second at a million records, to walk along all for a rare one seconds."""
        asked, module = parts(query.words), records.module
        if not asked or identity(query.words):
            return query
        reach = self._reach([module.name])
        if self.db.dialect == "sqlite" and query.sort.fields[:1] in LATEST:
            marks = within(of_module(module), reach)
            return replace(query, common=self.search.share(marks, NEWEST, [module.name], asked) >= SOME)
        if reach:  # the index of words gathers no more than whoever acts may see
            return query
        names = tuple(name for name, _ in query.sort.fields)
        if query.sort.fields[:1] in LATEST or names == (module.title_field,):
            return replace(query, common=ahead(records, query, AHEAD) > query.size)
        # No index has this order: rare words are gathered, of common ones the database chooses.
        common = ahead(records, replace(query, sort=Sort(LATEST[0]), after=None), AHEAD) > query.size
        return replace(query, common=None if common else False)

    def put(self, module: Module, rows: list[Any], fresh: bool = False, known: Sequence[Derived] | None = None) -> None:
        """Index rows after their values changed, in the same transaction; `fresh` ones were never indexed before.

        `known`: what was derived from them already; whoever says so sees to the keys of likely twins (`rekey`).
        """
        touched = int(current.now().timestamp())
        ids = [row.id for row in rows]
        if not fresh:
            self._forget(ids)
        tokens = [one.tokens for one in known] if known else [derived.tokens(module, row) for row in rows]
        self.search.put([self._entry(module, row, touched, words) for row, words in zip(rows, tokens, strict=True)])
        if module.keys:
            self._key(module, rows, [one.keys for one in known] if known else None)
        if "tags" in module.fields:
            self.search.put_tags([{"module": module.name, "tag": tag, "record_id": row.id} for row in rows for tag in row.tags])
        if len(ids) < MANY:
            self.search.add_text(ids)
        else:
            self.db.aside(partial(self.search.add_text, ids))

    def rekey(self, module: Module, rows: list[Any]) -> None:
        """Write the keys of twins anew, in the transaction under way: some are not there, or are made differently now."""
        self.search.drop_keys([row.id for row in rows])
        self._key(module, rows)

    def _key(self, module: Module, rows: list[Any], known: list[tuple[tuple[str, str], ...]] | None = None) -> None:
        keys = known or [derived.all_keys(module, row) for row in rows]
        self.search.put_keys(
            [
                {"kind": kind, "value": value, "module": module.name, "record_id": row.id}
                for row, found in zip(rows, keys, strict=True)
                for kind, value in found
            ]
        )

    def _forget(self, ids: list[int]) -> None:
        self.search.drop_text(ids)
        self.search.drop_keys(ids)
        self.search.drop_tags(ids)

    def move(self, rows: Collection[Any]) -> None:
        """Follow records to another owner, department or pool, in the same transaction."""
        with self._rewritten([row.id for row in rows]):
            self.search.move([{"id": row.id, **_whose(row)} for row in rows])

    def follow(self, user_ids: list[int]) -> None:
        """Let the records of these people stand in their owner's department, in the transaction under way."""
        ids = self.search.astray(user_ids)
        with self._rewritten(ids):
            self.search.follow(ids)

    @contextmanager
    def _rewritten(self, ids: list[int]) -> Iterator[None]:
        """SQLite's index of words is told what an entry was, and what it is after the block."""
        self.search.drop_text(ids)
        yield
        self.search.add_text(ids)

    def show(self, rows: Iterable[Any], gone: bool) -> None:
        """Follow records out of sight, or back, in the same transaction."""
        removed_at = current.now() if gone else None
        self.search.show([{"id": row.id, "removed_at": removed_at} for row in rows])

    @staticmethod
    def _entry(module: Module, row: Any, touched: int, tokens: str) -> dict[str, Any]:
        return {
            "id": row.id, "module": module.name, "title": module.title(row)[:200], "second": module.subtitle(row)[:200],
            "removed_at": None, "touched": touched, "tokens": tokens, **_whose(row),
        }  # fmt: skip

    def matches(self, kind: str, values: Iterable[str], module: Module) -> list[KeyMatch]:
        """Which records of the module have a key of this kind with one of the values, in the transaction under way."""
        given = sorted(values)
        marks = self.db.marks(given)
        return [replace(one, value=marks.get(one.value, one.value)) for one in self.search.key_matches(kind, given, module.name)]

    def reword(self, module: Module, rows: list[Any]) -> None:
        """Write anew what the index holds of rows, in the transaction under way: which of their fields it may hold has changed."""
        with self._rewritten([row.id for row in rows]):
            self.search.reword([{"id": row.id, "tokens": derived.tokens(module, row)} for row in rows])

    def twins(self, module: Module, row: Any) -> dict[int, set[str]]:
        """Records of the module that share a key with this draft or row, read in the transaction under way: id -> those kinds of key."""
        found: dict[int, set[str]] = {}
        for kind, value in derived.keys(module, row):
            for match in self.matches(kind, [value], module):
                if match.record_id != getattr(row, "id", 0):
                    found.setdefault(match.record_id, set()).add(match.kind)
        return found


def _whose(row: Any) -> dict[str, Any]:
    """What the access predicate is held against."""
    return {"owner_id": row.owner_id, "department_id": row.department_id, "pool_id": getattr(row, "pool_id", None)}


def _newest(hits: Iterable[Hit], size: int) -> list[Hit]:
    """Each once, the newest first."""
    return [hit for _, hit in sorted({hit.id: hit for hit in hits}.items(), reverse=True)][:size]


def among(size: int) -> int:
    """Of how many of the newest the best are chosen: a long page shows nearly all of them."""
    return min(size * 4, size + 60)


def best(hits: list[Hit], text: str) -> list[Hit]:
    """The title itself before those that begin so, and these before the rest."""
    words = text.strip().casefold()

    def rank(title: str) -> tuple[bool, bool, bool]:
        return (title == words, title.startswith(words), words in title)

    return sorted(hits, key=lambda hit: rank(hit.title.casefold()), reverse=True)
