"""Exports: what a list finds, as a file that opens in a spreadsheet; who took how much is kept."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.domain.customer.transfer import OWNER
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Query, as_json
from crm.domain.kit.module import Module
from crm.errors import Invalid
from crm.language import Words, local, say
from crm.service.kit.record import RecordService
from crm.service.kit.sheet import write_csv, write_xlsx
from crm.service.kit.transaction import reading
from crm.service.platform.security import SecurityService

PAGE = 1000
KINDS = {"csv": write_csv, "xlsx": write_xlsx}
PLAIN = (int, float, Decimal, date)
SYSTEM = (OWNER, "department_id", "created_at", "updated_at")
Progress = Callable[[int, int], None]


class ExportService:
    """Reads a list page by page, so that its length costs no memory."""

    def __init__(self, db: Database, records: Any, security: SecurityService):
        self.db = db
        self.records = records
        self.security = security

    def export_file(self, module: str, query: Query, path: Path, progress: Progress = lambda done, total: None) -> int:
        """Write what the query finds and the actor may export; the file's ending says which kind. Gives the number of rows."""
        service = self.records(module)
        service.require("export")
        kind = path.suffix.lstrip(".").lower()
        if kind not in KINDS:
            raise Invalid(file=Words("Export is possible as CSV and XLSX."))
        names = columns(service.module)
        header = [say(service.module.fields[name].label) for name in names]
        cells = [_cell(service.module.fields[name]) for name in names]
        rows = ([cell(row) for cell in cells] for row in self._rows(service, query, progress))
        count = KINDS[kind](path, header, rows)
        self._note(service.module, query, kind, count)
        return count

    def _rows(self, service: RecordService[Any, Any], query: Query, progress: Progress) -> Iterator[Any]:
        step, done = replace(query, after=None, size=PAGE), 0
        while True:
            rows = self._page(service, step)
            yield from (row for row in rows[:PAGE] if service.may("export", row))
            done += len(rows[:PAGE])
            progress(done, done)
            if len(rows) <= PAGE:
                return
            step = replace(step, after=_behind(service.module, step, rows[PAGE - 1]))

    @reading
    def _page(self, service: RecordService[Any, Any], query: Query) -> list[Any]:
        return service.page(query)

    def _note(self, module: Module, query: Query, kind: str, count: int) -> None:
        self.security.note(
            "export", current.actor().id, module=module.name, form=kind, count=count, filter=as_json(query.filter), words=query.words
        )


def columns(module: Module) -> tuple[str, ...]:
    """Everything that people typed, and whose it is."""
    return (*module.draft.fields, *(name for name in SYSTEM if name in module.fields))


def _behind(module: Module, query: Query, row: Any) -> tuple[Any, ...]:
    """Where the next page begins."""
    values = (getattr(row, "sort_key" if module.fields[name].sort_sql == "sort_key" else name) for name, _ in query.sort.fields)
    return (*values, row.id)


def _cell(field: Field) -> Callable[[Any], Any]:
    """The value as people read it and as an import reads it back; numbers and days stay what they are."""
    if field.shown:
        shown = field.shown
        return lambda row: getattr(row, shown)

    def cell(row: Any) -> Any:
        value = getattr(row, field.name)
        if value is None:
            return ""
        if isinstance(value, datetime):
            return local(value).replace(tzinfo=None)
        if field.options and not isinstance(value, list):
            return say(field.label_of(value))
        return value if isinstance(value, PLAIN) and not isinstance(value, bool) else field.kind.write(value)

    return cell
