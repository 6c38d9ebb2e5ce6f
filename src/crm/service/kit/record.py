"""What every record service does: authorise, read, check, write, journal, tell."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.record import RecordDao
from crm.dao.platform.once import OnceDao
from crm.domain.kit.access import predicate
from crm.domain.kit.event import RecordComing
from crm.domain.kit.field import Draft, Record, changed
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module
from crm.errors import Conflict, Forbidden, Invalid, NotFound
from crm.language import Words
from crm.service.kit import weighing
from crm.service.kit.days import Days
from crm.service.kit.each import Each
from crm.service.kit.many import Many
from crm.service.kit.merge import merge
from crm.service.kit.transaction import reading, transactional
from crm.service.kit.writer import Pairs, Writer

R = TypeVar("R", bound=Record)
D = TypeVar("D", bound=Draft)

COUNTED = 1001


@dataclass(frozen=True, slots=True)
class Kit:
    """What every record service is handed."""

    db: Database
    writer: Writer
    once: OnceDao


class RecordService(Many, Each, Days, Generic[R, D]):
    """The use cases of one module. A module's own service adds its own verbs and truths."""

    def __init__(self, kit: Kit, records: RecordDao):
        self.db = kit.db
        self.records = records
        self.writer, self.once = kit.writer, kit.once
        kit.writer.completes[records.module.name] = self.complete

    @property
    def module(self) -> Module:
        return self.records.module

    # Reading ---------------------------------------------------------------

    @reading
    def get(self, id: int) -> R:
        """The record; NotFound as well when it may not be seen."""
        self.require("view")
        found = self.writer.added.named(self.module, self.records.find([id]))
        if not found:
            raise NotFound()
        return found[0]

    @reading
    def find(self, ids: list[int], verb: str = "view") -> list[R]:
        return self.writer.added.named(self.module, self.records.find(ids, verb))

    @reading
    def page(self, query: Query) -> list[R]:
        """One row more than the page holds, when there is a next page."""
        self.require("view")
        asked = self.writer.search.weighed(self.records, weighing.paged(self.records, query))
        return self.writer.added.named(self.module, self.records.page(asked, query.size + 1))

    @reading
    def count(self, query: Query, most: int = COUNTED, verb: str = "view") -> int:
        """How many records the query finds, counting no further than `most`."""
        self.require("view")
        return weighing.count(self.records, query, most, verb)

    def may(self, verb: str, record: R) -> bool:
        """Whether the actor may use the verb on this record: the same predicate as in SQL."""
        return predicate(current.actor().grants, self.module.permission(verb)).holds(record)

    def require(self, verb: str) -> None:
        if not current.actor().may(self.module.permission(verb)):
            raise Forbidden()

    def check_record(self, verb: str, record: R) -> None:
        """404 for what may not be seen was answered before; this is 403 for what may not be done."""
        if not self.may(verb, record):
            raise Forbidden()

    # Writing ---------------------------------------------------------------

    @transactional
    def create(self, draft: D, once: str | None = None, digest: str = "") -> R:
        """Write a new record owned by the actor. The same `once` key gives the record it already made."""
        self.require("create")
        if known := self.made(once, digest):
            return known
        row = self._owned(self.module.row(**draft.values()))
        self._hold(row, None)
        row = replace(row, id=self.writer.sequence.take()[0])
        if once and not self.once.claim(once, current.actor().id, self.module.name, row.id, digest, current.now()):
            return self.made(once, digest)  # type: ignore[return-value]
        self.writer.events.publish(RecordComing(self.module, row))
        (made,) = self.writer.insert(self.module, self.records, [row])
        self.written([made])
        return self._read_back(made.id)

    def _read_back(self, id: int) -> R:
        """What was just made, as it is read."""
        return self.writer.added.named(self.module, self.records.find([id], verb="create"))[0]

    def _hold(self, row: Any, before: Any | None) -> None:
        """Hold the row against other records: what it points at may be seen, and what the module says is true."""
        for refusal in self._wrong([(row, before)]).values():
            raise refusal

    @reading
    def made(self, once: str | None, digest: str = "") -> R | None:
        """The record that the key has made, if it has made one."""
        found = self.once.get(once, current.actor().id) if once else None
        if found and (found.module, found.digest) != (self.module.name, digest):
            raise Invalid(idempotency_key=Words("This key was already used for something else."))
        return self.get(found.record_id) if found else None

    def _owned(self, row: Any) -> Any:
        actor = current.actor()
        return changed(row, owner_id=actor.id or None, department_id=actor.department_id)

    @transactional
    def change(self, id: int, changes: Mapping[str, Any], version: int | None = None) -> R:
        """Set typed fields of one record. Fields that others changed since `version` merge, unless both changed one:
        then Conflict carries (original, theirs, mine) of each."""
        row = self.get(id)
        self.check_record("edit", row)
        draft = self.module.draft.parse(changes, base=row)
        if version is not None and version != row.version:
            draft = self._merged(row, draft, set(changes), version)
        wanted = replace(row, **draft.values())
        self._hold(wanted, row)
        if self.writer.update(self.module, self.records, [(row, wanted)]):
            self.written([wanted])
        return self.get(id)

    def _merged(self, row: R, mine: Draft, given: set[str], version: int) -> Draft:
        lines = self.writer.journal.since(self.module.name, row.id, version)
        if not 0 < version < row.version or not lines:
            raise Conflict(row.version)
        merged, fields = merge(self.module, row, mine, given, lines)
        if fields:
            raise Conflict(row.version, fields)
        return merged

    # What a module may add ---------------------------------------------------

    def verify(self, row: Any, before: Any | None) -> None:
        """Hold the row against the truth (other records); raise Invalid. Shape was checked by the draft."""

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Which of the (row, before) are refused. A module that reads other records says so here, instead of in `verify`, and reads
        them at once. What references point at was seen to before."""
        refused = {}
        for at, (row, before) in enumerate(pairs):
            try:
                self.verify(row, before)
            except Invalid as no:
                refused[at] = no
        return refused

    def hold_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Which of the (row, before) may not be written: for what they point at, for unique values of added fields, also among the
        rows themselves, and by `verify_all`; in the transaction under way."""
        return self.writer.added.taken(self.module, [row for row, _ in pairs]) | self._wrong(pairs)

    def _wrong(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """The module is asked about those alone that are not locked and point at what is there."""
        refused = self.writer.added.unseen(self.module, pairs) | self.guarded(pairs)
        left = [at for at in range(len(pairs)) if at not in refused]
        found = self.verify_all([pairs[at] for at in left]) if left else {}
        return refused | {left[at]: no for at, no in found.items()}

    @reading
    def guarded(self, pairs: Pairs) -> dict[int, Invalid]:
        """Which of (as wanted, as read) wait for a decision, or would become what only a decision makes them. Wanted is None
        for one that is to go, or whose lines are to change."""
        return self.writer.guard(self.module, pairs)

    def staying(self, rows: list[Any]) -> dict[int, Invalid]:
        """Which rows may not be removed: id -> why."""
        return {rows[at].id: no for at, no in self.guarded([(None, row) for row in rows]).items()} | self.verify_removals(rows)

    def verify_removal(self, row: Any) -> None:
        """Raise Invalid when other records forbid the removal."""

    def verify_removals(self, rows: list[Any]) -> dict[int, Invalid]:
        """`verify_removal` for many: id -> why it stays. A module that reads other records says so here, and reads them at once."""
        refused = {}
        for row in rows:
            try:
                self.verify_removal(row)
            except Invalid as no:
                refused[row.id] = no
        return refused

    def written(self, rows: list[Any]) -> None:
        """Keep what the module derives from its rows true."""
