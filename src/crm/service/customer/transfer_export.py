"""Exports: what a list finds, as a file for spreadsheets, address books or programs; who took how much is kept."""

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
from crm.domain.platform.export import HIDDEN, told
from crm.errors import Invalid
from crm.language import Words, local, say
from crm.service.kit.record import RecordService
from crm.service.kit.sheet import Card, Mark, Target, write_cards, write_csv, write_json, write_xlsx
from crm.service.kit.transaction import reading
from crm.service.platform.export_mark import export_mark
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

PAGE = 1000
TABLES = {"csv": write_csv, "xlsx": write_xlsx}
PLAIN = (int, float, Decimal, date)
SYSTEM = (OWNER, "department_id", "created_at", "updated_at")
Progress = Callable[[int, int], None]


class ExportService:
    """Reads a list page by page, so that its length costs no memory."""

    def __init__(self, db: Database, records: Any, security: SecurityService, settings: SettingService):
        self.db = db
        self.records = records
        self.security = security
        self.settings = settings

    def export_file(
        self,
        module: str,
        query: Query,
        path: Path,
        progress: Progress = lambda done, total: None,
        names: tuple[str, ...] = (),
        ids: list[int] | None = None,
        reason: str = "",
    ) -> int:
        """What the query finds as a file of the kind that its ending says."""
        return self.write(module, query, path.suffix.lstrip(".").lower(), path, progress, names, ids, reason)

    def write(
        self,
        module: str,
        query: Query,
        kind: str,
        target: Target,
        progress: Progress = lambda done, total: None,
        names: tuple[str, ...] = (),
        ids: list[int] | None = None,
        reason: str = "",
    ) -> int:
        """Write what the query finds, or these records, as far as the actor may export them.
        Gives the number of rows. A table has the columns `names`, or all there are; every file says by whom, when and why it was made."""
        service = self.check(module, kind)
        rows = self._rows(service, query, progress) if ids is None else self._chosen(service, ids, progress)
        mark = export_mark(say(service.module.plural), reason, self.settings.get("export_mark"))
        count = self._written(service.module, kind, target, rows, names, mark)
        self._note(service.module, query, kind, count, ids is not None, reason)
        return count

    def check(self, module: str, kind: str) -> RecordService[Any, Any]:
        """The module's service, when the actor may export from it and the kind is one that it has."""
        service = self.records(module)
        service.require("export")
        if kind not in service.module.file_kinds:
            raise Invalid(file=Words("Export is possible as {kinds}.", kinds=", ".join(service.module.file_kinds).upper()))
        return service

    @staticmethod
    def _written(module: Module, kind: str, target: Target, rows: Iterator[Any], chosen: tuple[str, ...], mark: Mark) -> int:
        names = chosen if chosen and kind in TABLES else columns(module)
        if kind == "vcf":
            return write_cards(target, map(_card, rows), mark.text)
        if kind == "json":
            shown = [field.shown for name in names if (field := module.fields[name]).shown]
            plain = ["id", "version", *names, *shown]
            return write_json(target, plain, ([getattr(row, name) for name in plain] for row in rows), mark)
        cells = [_cell(module.fields[name]) for name in names]
        header = [say(module.fields[name].label) for name in names]
        return TABLES[kind](target, header, ([cell(row) for cell in cells] for row in rows), mark)

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

    @staticmethod
    def _chosen(service: RecordService[Any, Any], ids: list[int], progress: Progress) -> Iterator[Any]:
        """In the order in which they were chosen."""
        for start in range(0, len(ids), PAGE):
            found = {row.id: row for row in service.find(ids[start : start + PAGE], "export")}
            yield from (found[id] for id in dict.fromkeys(ids[start : start + PAGE]) if id in found)
            progress(min(start + PAGE, len(ids)), len(ids))

    @reading
    def _page(self, service: RecordService[Any, Any], query: Query) -> list[Any]:
        return service.page(query)

    def _note(self, module: Module, query: Query, kind: str, count: int, chosen: bool, reason: str) -> None:
        words = HIDDEN if query.words else ""
        said: dict[str, Any] = {"chosen": True} if chosen else {"filter": as_json(told(query.filter, module)), "words": words}
        if reason:
            said["reason"] = reason
        self.security.note("export", current.actor().id, n=count, module=module.name, form=kind, count=count, **said)


def columns(module: Module) -> tuple[str, ...]:
    """Everything that people typed, what is computed from it, and whose it is; as far as whoever acts may see it."""
    seen = module.fields
    told = (name for name, one in seen.items() if name in module.draft.own or one.custom or one.computed)
    return (*told, *(name for name in SYSTEM if name in seen))


def _card(row: Any) -> Card:
    return Card(
        row.name, row.account_name or "", row.title or "", tuple(row.phones), tuple(row.mails), row.wechat or "", birthday=row.birthday,
        street=" ".join(filter(None, (row.district, row.address))), city=row.city or "", province=row.province or "",
        tags=tuple(row.tags), remark=row.remark or "",
    )  # fmt: skip


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
