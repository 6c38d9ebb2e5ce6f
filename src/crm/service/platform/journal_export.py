"""The journal and the security events as files; who took how much is kept as an event itself."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from crm import current
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.kit.veil import said
from crm.domain.platform.export import reasoned
from crm.domain.platform.journal import ChangeItem, ChangeSet
from crm.domain.platform.security import EventLine
from crm.errors import Forbidden, Invalid
from crm.language import N_, Words, local, say
from crm.service.kit.sheet import write_csv, write_json, write_xlsx
from crm.service.platform.export_mark import export_mark
from crm.service.platform.journal import JournalService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

PAGE = 1000
MOST = 200_000  # rows of one file: a request may take so long, and no longer
WRITERS: dict[str, Callable[..., int]] = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}
CHANGES = (
    N_("Number"), N_("When"), N_("Who"), N_("What"), N_("How"), N_("Module"), N_("Title"), N_("Records"), N_("Reason"), N_("Request no."),
    N_("Record no."), N_("Field"), N_("Before"), N_("After"), N_("Hash"),
)  # fmt: skip
EVENTS = (
    N_("Number"), N_("When"), N_("What"), N_("Who"), N_("Address"), N_("Records"), N_("Details"), N_("Request no."), N_("Hash"),
)  # fmt: skip


class JournalExportService:
    """Reads page by page, so that the length of a file costs no memory."""

    def __init__(self, records: Any, journal: JournalService, security: SecurityService, settings: SettingService):
        self.records = records
        self.journal = journal
        self.security = security
        self.settings = settings

    def changes(self, path: Path, words: Callable[[ChangeSet], tuple[str, str, str]], reason: str = "", **criteria: Any) -> int:
        """Change sets with each of their fields, as far as the criteria find them. `words` says verb, source and module.
        Raises Invalid(reason=…) where there are so many rows that one has to say what for."""
        return self._written("journal", N_("Journal"), path, CHANGES, self._change_rows(words, criteria), reason)

    def events(self, path: Path, words: Callable[[str], str], reason: str = "", **criteria: Any) -> int:
        """Security events, under the same terms."""
        return self._written("security", N_("Security events"), path, EVENTS, self._event_rows(words, criteria), reason)

    def _written(self, what: str, title: str, path: Path, heads: tuple[str, ...], rows: Iterator[list[Any]], reason: str) -> int:
        if not current.actor().may("journal.export"):
            raise Forbidden()
        kind, said = path.suffix.lstrip("."), reasoned(reason, demanded=False)
        mark = export_mark(say(title), said, self.settings.get("export_mark"))
        count = WRITERS[kind](path, [say(head) for head in heads], _bounded(rows, self.settings.get("export_reason"), said), mark)
        self.security.note("export", current.actor().id, n=count, module=what, form=kind, **({"reason": said} if said else {}))
        return count

    def _change_rows(self, words: Callable[[ChangeSet], tuple[str, str, str]], criteria: dict[str, Any]) -> Iterator[list[Any]]:
        before = None
        while sets := self.journal.page(PAGE, before_id=before, **criteria):
            items = self.journal.items_of([one.id for one in sets], MOST)
            wanted = {(item.module, item.record_id) for own in items.values() for item in own if item.module in modules()}
            seen = self.records.names(wanted)
            for one in sets:
                verb, source, module = words(one)
                head = [one.id, local(one.at).replace(tzinfo=None), one.actor_name or "", verb, source, module, one.title, one.count,
                        one.reason or "", one.request_id or ""]  # fmt: skip
                for item in items.get(one.id) or (None,):
                    yield [*head, *_cells(item, seen), one.hash]
            before = sets[-1].id

    def _event_rows(self, words: Callable[[str], str], criteria: dict[str, Any]) -> Iterator[list[Any]]:
        before = None
        while found := self.security.lines(PAGE, before_id=before, **criteria):
            for one in found:
                yield self._event(one, words(one.kind))
            before = found[-1].id

    @staticmethod
    def _event(one: EventLine, kind: str) -> list[Any]:
        detail = dumps(one.detail) if one.detail else ""
        at = local(one.at).replace(tzinfo=None)
        return [one.id, at, kind, one.user_name or "", one.address or "", one.n, detail, one.request_id or "", one.hash]


def _cells(item: ChangeItem | None, seen: Mapping[tuple[str, int], str]) -> list[Any]:
    """What a field became, as far as whoever takes it away may see the record and the field."""
    if item is None:
        return ["", "", "", ""]
    if (module := modules().get(item.module)) is None:
        return [item.record_id, item.field or "", item.before or "", item.after or ""]
    if (item.module, item.record_id) not in seen or (item.field and item.field not in module.fields):
        return [item.record_id, "", "", ""]
    return [item.record_id, item.field or "", _value(module, item.field, item.before), _value(module, item.field, item.after)]


def _value(module: Module, name: str | None, text: str | None) -> str:
    """A journalled value, or a whole row without the fields that are hidden; masked ones as their masks."""
    value = json.loads(text) if text else None
    if not value:
        return text or ""
    known = module.fields
    if name:
        return dumps(said(module.name, name, known[name].kind_name, value))
    if not isinstance(value, dict):
        return ""
    return dumps({one: said(module.name, one, known[one].kind_name, its) for one, its in value.items() if one in known})


def _bounded(rows: Iterator[list[Any]], unasked: int, reason: str) -> Iterator[list[Any]]:
    """No more than `unasked` rows without a reason (0: as many as there are), and never more than a request may write."""
    for n, row in enumerate(rows):
        if n == unasked > 0:
            reasoned(reason, demanded=True)
        if n >= MOST:
            words = Words("This would be more than {most} rows. Please look for less, such as a span of days.", most=f"{MOST:,}")
            raise Invalid(file=words)
        yield row
