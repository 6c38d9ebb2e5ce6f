"""The one write path: rows, journal, index, events, in one transaction and in batches."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from crm import current
from crm.dao.kit.record import RecordDao
from crm.dao.platform.sequence import SequenceDao
from crm.domain.kit.derived import Derived
from crm.domain.kit.event import RecordsWritten, TagsUsed
from crm.domain.kit.field import Record, changed
from crm.domain.kit.module import Module
from crm.domain.kit.money import Money
from crm.domain.kit.pinyin import sort_key
from crm.domain.kit.veil import whole
from crm.domain.platform.journal import Change
from crm.errors import Conflict, Invalid
from crm.service.kit.added import AddedValues
from crm.service.kit.event import Events
from crm.service.platform.journal import JournalService
from crm.service.platform.search import SearchService

MOVES = ("owner_id", "department_id", "pool_id")
Pairs = Sequence[tuple[Any | None, Any | None]]


def _exact(module: Module, rows: list[Any]) -> list[Any]:
    """Amounts as Money, whatever number somebody worked out: a column of money keeps ten-thousandths."""
    if not module.amounts:
        return rows
    return [
        changed(row, **{name: Money(value) for name in module.amounts if (value := getattr(row, name)) is not None}) for row in rows
    ]


class Writer:
    """Writes rows of any module. Every one of its writes leaves a change set."""

    def __init__(self, sequence: SequenceDao, journal: JournalService, search: SearchService, events: Events, added: AddedValues):
        self.sequence = sequence
        self.journal = journal
        self.search = search
        self.events = events
        self.added = added
        self.completes: dict[str, Callable[[list[tuple[Any, Any]]], list[Any]]] = {}  # module -> what follows from its fields
        self.guard: Callable[[Module, Pairs], dict[int, Invalid]] = lambda module, pairs: {}  # see RecordService.guarded

    def together(self, **more: Any) -> AbstractContextManager[Any]:
        """What is written in the block is undone as one, and with what is written around it; `more` as of `current.acting`."""
        return current.acting(group_id=current.context().group_id or self.sequence.take()[0], **more)

    def _completed(self, module: Module, pairs: list[tuple[Any, Any]], new: bool) -> list[Any]:
        complete = self.completes.get(module.name)
        rows = complete(pairs) if complete else [row for _, row in pairs]
        return _exact(module, self.added.completed(module, rows, new=new))

    def insert(
        self, module: Module, dao: RecordDao, rows: list[Any], verb: str = "create", known: Sequence[Derived] | None = None
    ) -> list[Any]:
        """Write new rows (their ids are given here); gives them as written. `known`: see SearchService.put."""
        whole(rows)
        now, actor = current.now(), current.actor().id
        ids = [row.id for row in rows] if rows and rows[0].id else self.sequence.take(len(rows))
        sorts = [one.sort_key for one in known] if known else [sort_key(module.title(row)) for row in rows]
        made = [
            changed(
                row, id=id, version=1, sort_key=sort, created_at=row.created_at or now,
                created_by=row.created_by or actor, updated_at=row.updated_at or now, updated_by=actor,
            )
            for row, id, sort in zip(rows, ids, sorts, strict=True)
        ]  # fmt: skip
        made = self._completed(module, [(None, row) for row in made], new=True)
        self.added.check(module, made)
        dao.insert([vars(row) for row in made])
        self.added.keep(module, made, new=True)
        self._follow(module, verb, [(None, row) for row in made], known=known)
        return made

    def update(
        self, module: Module, dao: RecordDao, pairs: list[tuple[Any, Any]], verb: str = "edit", undoes: int | None = None
    ) -> int | None:
        """Write changed rows; each pair is (as read, as wanted). Gives the change set, or None when nothing differs."""
        whole([old for old, _ in pairs])
        now, actor = current.now(), current.actor().id
        pairs = [
            (old, changed(new, version=old.version + 1, sort_key=sort_key(module.title(new)), updated_at=now, updated_by=actor))
            for old, new in pairs
            if journalled(module, old) != journalled(module, new)
        ]
        if not pairs:
            return None
        wanted = self._completed(module, pairs, new=False)
        self.added.check(module, wanted)
        pairs = [(old, new) for (old, _), new in zip(pairs, wanted, strict=True)]
        rows = [vars(new) | {"version": old.version, "next_version": new.version} for old, new in pairs]
        if dao.update(rows) != len(rows):
            raise Conflict(pairs[0][0].version)
        self.added.keep(module, wanted)
        return self._follow(module, verb, pairs, undoes)

    def remove(self, module: Module, dao: RecordDao, rows: list[Any], verb: str = "remove", undoes: int | None = None) -> int | None:
        """Take rows out of sight; they can be brought back as they were."""
        return self._show(module, dao, rows, True, verb, undoes)

    def restore(self, module: Module, dao: RecordDao, rows: list[Any], verb: str = "restore", undoes: int | None = None) -> int | None:
        return self._show(module, dao, rows, False, verb, undoes)

    def _show(self, module: Module, dao: RecordDao, rows: list[Any], gone: bool, verb: str, undoes: int | None) -> int | None:
        if not rows:
            return None
        now = current.now()
        marks = [{"id": row.id, "version": row.version, "removed_at": now if gone else None, "now": now} for row in rows]
        if dao.mark_removed(marks) != len(rows):
            raise Conflict(rows[0].version)
        changes = [
            Change(
                module.name, row.id, row.version + 1,
                journalled(module, row) if gone else None, None if gone else journalled(module, row),
            )
            for row in rows
        ]  # fmt: skip
        self.added.keep(module, rows, gone=gone)
        self.search.show(rows, gone)
        set_id = self.journal.store(module.name, verb, self._title(module, rows), changes, undoes)
        self.events.publish(RecordsWritten(module.name, verb, tuple(row.id for row in rows), set_id))
        return set_id

    def _follow(
        self, module: Module, verb: str, pairs: list[tuple[Any, Any]], undoes: int | None = None, known: Sequence[Derived] | None = None
    ) -> int:
        rows = [new for _, new in pairs]
        moved_only = all(old and _only_moved(module, old, new) for old, new in pairs)
        if moved_only:
            self.search.move(rows)
        else:
            self.search.put(module, rows, all(old is None for old, _ in pairs), known)
        changes = [
            Change(module.name, new.id, new.version, journalled(module, old) if old else None, journalled(module, new))
            for old, new in pairs
        ]
        set_id = self.journal.store(module.name, verb, self._title(module, rows), changes, undoes)
        if "tags" in module.fields and (tags := {tag for row in rows for tag in row.tags}):
            self.events.publish(TagsUsed(tuple(sorted(tags))))
        self.events.publish(RecordsWritten(module.name, verb, tuple(row.id for row in rows), set_id))
        return set_id

    @staticmethod
    def _title(module: Module, rows: list[Any]) -> str:
        return module.title(rows[0])


def journalled(module: Module, row: Record) -> dict[str, Any]:
    """The part of a row that the journal keeps: what people say, and whose it is."""
    own = vars(row)
    return {name: own[name] if name in own else getattr(row, name) for name in module.journalled}


def _only_moved(module: Module, old: Any, new: Any) -> bool:
    return all(getattr(old, name) == getattr(new, name) for name in module.journalled if name not in MOVES)
