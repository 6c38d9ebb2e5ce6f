"""Two records made one: chosen values, everything that belongs to the other, one undo for all of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from crm import current
from crm.dao.customer.duplicate_touch import TouchDao
from crm.dao.kit.database import Database
from crm.domain.kit.event import RecordsMerged, RecordsWritten
from crm.domain.kit.field import Field, revised
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.kit.module import Module, modules
from crm.errors import Forbidden, Invalid
from crm.language import Words
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading, transactional

BATCH = 500
MOST = 20_000


@dataclass(frozen=True)
class Link:
    """A way in which records of a module point at others: a reference, or a number with the name of its module beside it."""

    module: Module
    field: str
    beside: str = ""  # the field that names the module


def links(target: Module) -> Iterator[Link]:
    """Every field of every module that can point at records of this one. Read from the descriptions: nothing is registered."""
    for module in modules().values():
        fields = _typed(module)
        for field in fields.values():
            if field.kind_name == "reference" and field.target == target.name:
                yield Link(module, field.name)
            elif field.name.endswith("_module") and any(option.value == target.name for option in field.options):
                number = field.name.removesuffix("module") + "id"
                if number in fields:
                    yield Link(module, number, field.name)


class DuplicateMergeService:
    """Merges two records of a module."""

    def __init__(self, db: Database, touches: TouchDao, records: Any):
        self.db = db
        self.touches = touches
        self.records = records

    @reading
    def belongings(self, module: Module, id: int) -> dict[str, int]:
        """How many records of each module would move."""
        found: dict[str, set[int]] = {}
        for link in links(module):
            if rows := self._pointing(link, module, id):
                found.setdefault(link.module.name, set()).update(row.id for row in rows)
        return {name: len(ids) for name, ids in found.items()}

    @transactional
    def merge(self, module: Module, kept_id: int, gone_id: int, choices: Mapping[str, str], versions: tuple[int, int] | None = None) -> Any:
        """Make one of two: `choices` says for each field whose value stays, `kept`, `gone` or, of several values, `both`.

        `versions`: those on screen; Invalid when somebody changed one of the two since. Gives the kept record.
        """
        service = self.records(module.name)
        kept, gone = service.get(kept_id), service.get(gone_id)
        if kept_id == gone_id:
            raise Invalid(gone=Words("A record cannot be merged with itself."))
        service.check_record("edit", kept)
        service.check_record("remove", gone)
        if versions and versions != (kept.version, gone.version):
            raise Invalid(version=Words("One of the two was changed meanwhile. Please look at the values again."))
        for locked in service.guarded([(None, kept), (None, gone)]).values():
            raise locked
        moving = list(self._moving(module, kept, gone))
        group_id = service.writer.sequence.take()[0]
        title = module.title(gone)
        with current.acting(source="merge", group_id=group_id, reason=title):
            for name, pairs in moving:
                self._write(name, pairs)
            service.writer.events.publish(RecordsMerged(module.name, kept.id, gone.id, group_id))
            wanted = revised(kept, self._values(module, kept, gone, choices))
            service.verify(wanted, kept)
            service.writer.update(module, service.records, [(kept, wanted)], "merge")
            service.written([wanted])
            service.writer.remove(module, service.records, [gone], "merge")
            self._touch(module, group_id, kept, gone)
        return service.get(kept_id)

    # What moves ------------------------------------------------------------------

    def _moving(self, module: Module, kept: Any, gone: Any) -> Iterator[tuple[str, list[tuple[Any, Any]]]]:
        """The records that point at the one that goes, as they are and as they will be; two links of one record go together."""
        changes: dict[str, dict[int, tuple[Any, dict[str, Any]]]] = {}
        for link in links(module):
            shown = link.module.whole[link.field].shown
            for row in self._pointing(link, module, gone.id):
                if link.module is not module or row.id not in (kept.id, gone.id):
                    values = {link.field: kept.id} | ({shown: module.title(kept)} if shown else {})
                    changes.setdefault(link.module.name, {}).setdefault(row.id, (row, {}))[1].update(values)
        for name, found in changes.items():
            service = self.records(name)
            strange = [row for row, _ in found.values() if not (service.may("view", row) and service.may("edit", row))]
            if strange:
                raise Forbidden(
                    Words(
                        "Some of what belongs to “{name}” is not yours to change ({n}). Somebody with wider rights can merge the two.",
                        n=len(strange), name=module.title(gone),
                    )
                )  # fmt: skip
            yield name, [(row, revised(row, values)) for row, values in found.values()]

    def _pointing(self, link: Link, module: Module, id: int) -> list[Any]:
        """All of them, also those that the actor may not see: a merge that left some behind would lose them."""
        conditions = [Condition(link.field, "is", id), Condition(link.beside, "any", (module.name,))]
        if not link.beside:
            conditions = [Condition(link.field, "any", (id,))]
        query, found = Query(Group(tuple(conditions)), Sort((("created_at", False),)), size=BATCH), []
        with current.acting(actor=current.everyone()):
            while rows := self.records(link.module.name).records.page(query, query.size):
                found += rows
                query = replace(query, after=(rows[-1].created_at, rows[-1].id))
                if len(found) > MOST:
                    raise Invalid(gone=Words("More than {n} records belong to it; that is too much for one merge.", n=MOST))
        return found

    def _write(self, name: str, pairs: list[tuple[Any, Any]]) -> None:
        service = self.records(name)
        for start in range(0, len(pairs), BATCH):
            service.writer.update(service.module, service.records, pairs[start : start + BATCH], "merge")

    # What stays ------------------------------------------------------------------

    def _values(self, module: Module, kept: Any, gone: Any, choices: Mapping[str, str]) -> dict[str, Any]:
        values = {}
        for name, field in _typed(module).items():  # also what whoever merges may not see: it would be lost
            value = chosen(field, getattr(kept, name), getattr(gone, name), choices.get(name, ""))
            if field.kind_name == "reference" and field.target == module.name and value in (kept.id, gone.id):
                value = None  # what stood above or below itself
            values[name] = value
        return values

    # The last touch ------------------------------------------------------------------

    def _touch(self, module: Module, group_id: int, kept: Any, gone: Any) -> None:
        """It follows too; being derived it is not journalled, so it is remembered here for the undo."""
        if gone.touched_at and (kept.touched_at is None or kept.touched_at < gone.touched_at):
            self.touches.note(group_id, module.name, kept.id, gone.id, kept.touched_at, gone.touched_at)
            self.touches.set(module, kept.id, kept.touched_at, gone.touched_at)

    @listens(RecordsWritten)
    def undone(self, event: RecordsWritten) -> None:
        """A record that a merge took away is back: the other one was last touched when it was before."""
        if event.verb == "undo" and (note := self.touches.noted(list(event.ids))):
            self.touches.set(modules()[note.module], note.kept_id, note.made, note.was)
            self.touches.forget(note.group_id)


def _typed(module: Module) -> dict[str, Field]:
    """The fields that people fill in, whoever acts."""
    return {name: field for name in module.journalled if (field := module.journalled_field(name)) and not field.computed}


def chosen(field: Field, kept: Any, gone: Any, choice: str) -> Any:
    """Whose value stays. Without a choice: what there is, the kept record's first; of several values all."""
    if choice == "kept":
        return kept
    if choice == "gone":
        return gone
    if field.kind.several:
        return list(dict.fromkeys([*(kept or []), *(gone or [])]))
    return gone if kept is None or kept == "" else kept
