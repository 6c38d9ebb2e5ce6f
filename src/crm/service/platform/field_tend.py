"""What follows a change of added fields, in the background: indexes, formulas of every record, keys of unique values."""

from contextlib import suppress
from typing import Any

from crm import current
from crm.dao.kit.custom import is_kind_indexable
from crm.dao.kit.index import Indexes, indexes
from crm.domain.kit import custom
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter import Query, Sort
from crm.domain.kit.module import modules
from crm.domain.platform.field import FieldRow
from crm.errors import Taken
from crm.language import N_
from crm.service.kit.added import worked_out
from crm.service.kit.event import listens
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import transactional
from crm.service.platform.field import FieldService
from crm.service.platform.job import JobService

PAGE = 500
BACK = ("restore", "undo")  # what records say in the field may have changed while it was away
OLDEST = Sort((("created_at", False),))


class FieldTendService:
    """Does in a job what would make the administrator wait."""

    def __init__(self, fields: FieldService, records: Any, indexes: Indexes, jobs: JobService):
        self.db = fields.db
        self.fields = fields
        self.records = records
        self.indexes = indexes
        self.jobs = jobs

    @listens(RecordsWritten)
    def asked(self, event: RecordsWritten) -> None:
        """Fields were added, changed, removed or brought back; put beside them, so that an undone change takes this with it."""
        rows, back = self._named(event) if event.module == "field" else [], event.verb in BACK
        if any(row.indexed or row.is_unique or row.kind in ("formula", "choices") for row in rows):
            self.jobs.enqueue("field.tend", {"fields": list(event.ids), "back": back})

    def _named(self, event: RecordsWritten) -> list[Any]:
        ids = list(event.ids)
        return [*self.fields.records.find(ids), *self.fields.records.find(ids, "remove", True)]

    @handles("field.tend", label=N_("Indexes and formulas of added fields"))
    def tend(self, payload: dict[str, Any], job: JobHandle) -> dict[str, int]:
        """Make the indexes that are missing, drop the others, and work out what the fields that changed compute."""
        made = self.index()
        rows = self.fields.find(payload["fields"])
        kept = [row for row in rows if row.is_unique or payload.get("back") and row.kind == "choices"]
        self._forget(kept)
        names = {row.module for row in rows if row.kind == "formula" or row in kept}
        return {"indexes": made, "records": sum(self.refresh(name, job) for name in sorted(names))}

    @transactional
    def _forget(self, rows: list[FieldRow]) -> None:
        """Keys and choices are written anew: records may have changed or gone while the field was away."""
        values = self.fields.writer.added.values
        for row in rows:
            (values.forget_choices if row.kind == "choices" else values.drop_field)(row.module, row.name or "")

    def index(self) -> int:
        """Bring the indexes to what the definitions ask for; gives how many were made."""
        wanted = {
            name: (module.table, field)
            for module in modules().values()
            for field in custom.here().all(module.name).values()
            if field.kind_name == "choices" or field.indexed and is_kind_indexable(field.kind_name)
            for name in indexes(module.table, field, self.db.dialect)
        }
        there = self.indexes.names()
        for name in there - set(wanted):
            self.indexes.drop(name)
        for name in set(wanted) - there:
            self.indexes.create(*wanted[name])
        return len(set(wanted) - there)

    def refresh(self, name: str, job: JobHandle) -> int:
        """Work out the formulas of every record of the module, and take down its unique values and choices; gives how many changed."""
        service = self.records(name)
        query, changed, done = Query(sort=OLDEST, size=PAGE), 0, 0
        while True:
            with current.acting(actor=current.everyone()):  # whoever asked: what he may not read is written back as it is
                rows = service.page(query)
            changed += self._page(service, rows[:PAGE])
            done += len(rows[:PAGE])
            job.progress(done)
            if len(rows) <= PAGE:
                return changed
            query = Query(sort=OLDEST, size=PAGE, after=(rows[PAGE - 1].created_at, rows[PAGE - 1].id))

    @transactional
    def _page(self, service: Any, rows: list[Any]) -> int:
        """What is computed follows from what people said: no change set, no new version."""
        computed = [field for field in custom.here().all(service.module.name).values() if field.computed]
        moved = [new for row in rows if (new := worked_out(row, computed)).custom != row.custom]
        service.records.update([vars(row) | {"next_version": row.version} for row in moved])
        with suppress(Taken):  # by a record that was given the value while the field was away
            service.writer.added.keep(service.module, rows)
        return len(moved)
