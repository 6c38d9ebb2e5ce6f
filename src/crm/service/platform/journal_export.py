"""The journal and the security events as files; who took how much is kept as an event itself."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from crm import current
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.kit.veil import said
from crm.domain.platform.journal import ChangeItem, ChangeSet
from crm.domain.platform.journal_words import SOURCES, VERBS, module_word
from crm.domain.platform.security import KINDS, EventLine
from crm.errors import Forbidden
from crm.language import N_, local, say
from crm.service.kit.sheet import Target, write_csv, write_json, write_xlsx
from crm.service.platform.export_mark import export_mark
from crm.service.platform.journal import JournalService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

PAGE = 1000
MOST = 200_000  # rows of one file
LOGS = {"journal": N_("Journal"), "security": N_("Security events")}
WRITERS: dict[str, Callable[..., int]] = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}
CHANGES = (
    N_("Number"), N_("When"), N_("Who"), N_("What"), N_("How"), N_("Module"), N_("Title"), N_("Records"), N_("Reason"), N_("Request no."),
    N_("Record no."), N_("Field"), N_("Before"), N_("After"), N_("Hash"),
)  # fmt: skip
EVENTS = (
    N_("Number"), N_("When"), N_("What"), N_("Who"), N_("Address"), N_("Records"), N_("Details"), N_("Request no."), N_("Hash"),
)  # fmt: skip
Progress = Callable[[int, int], None]


class JournalExportService:
    """Reads page by page, so that the length of a file costs no memory."""

    def __init__(self, records: Any, journal: JournalService, security: SecurityService, settings: SettingService):
        self.records = records
        self.journal = journal
        self.security = security
        self.settings = settings

    @staticmethod
    def require() -> None:
        if not current.actor().may("journal.export"):
            raise Forbidden()

    def count(self, log: str, criteria: Mapping[str, Any], most: int) -> int:
        """How many rows the criteria find, counted no further than this."""
        self.require()
        found = 0
        for n in self._lengths(criteria) if log == "journal" else map(len, self._events(criteria)):
            found += n
            if found >= most:
                return most
        return found

    def write(
        self, log: str, kind: str, target: Target, criteria: Mapping[str, Any], reason: str = "",
        progress: Progress = lambda done, total: None,
    ) -> int:  # fmt: skip
        """Change sets with each of their fields, or security events, as far as the criteria find them. Gives the number of rows."""
        self.require()
        heads, rows = (CHANGES, self._change_rows(criteria)) if log == "journal" else (EVENTS, self._event_rows(criteria))
        mark = export_mark(say(LOGS[log]), reason, self.settings.get("export_mark"))
        count = WRITERS[kind](target, [say(head) for head in heads], _told(rows, progress), mark)
        self.security.note("export", current.actor().id, n=count, module=log, form=kind, **({"reason": reason} if reason else {}))
        return count

    def _sets(self, criteria: Mapping[str, Any]) -> Iterator[tuple[list[ChangeSet], dict[int, list[ChangeItem]]]]:
        before = None
        while sets := self.journal.page(PAGE, before_id=before, **criteria):
            yield sets, self.journal.items_of([one.id for one in sets], MOST)
            before = sets[-1].id

    def _lengths(self, criteria: Mapping[str, Any]) -> Iterator[int]:
        return (sum(max(1, len(items.get(one.id, ()))) for one in sets) for sets, items in self._sets(criteria))

    def _change_rows(self, criteria: Mapping[str, Any]) -> Iterator[list[Any]]:
        for sets, items in self._sets(criteria):
            wanted = {(item.module, item.record_id) for own in items.values() for item in own if item.module in modules()}
            seen = self.records.names(wanted)
            for one in sets:
                how = say(SOURCES.get(one.source, one.source))
                head = [one.id, local(one.at).replace(tzinfo=None), one.actor_name or "", say(VERBS.get(one.verb, one.verb)), how,
                        module_word(one.module), one.title, one.count, one.reason or "", one.request_id or ""]  # fmt: skip
                for item in items.get(one.id) or (None,):
                    yield [*head, *_cells(item, seen), one.hash]

    def _events(self, criteria: Mapping[str, Any]) -> Iterator[list[EventLine]]:
        before = None
        while found := self.security.lines(PAGE, before_id=before, **criteria):
            yield found
            before = found[-1].id

    def _event_rows(self, criteria: Mapping[str, Any]) -> Iterator[list[Any]]:
        return (_event(one) for found in self._events(criteria) for one in found)


def kept(criteria: Mapping[str, Any]) -> dict[str, Any]:
    """Criteria as a job keeps them."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in criteria.items()}


def read(criteria: Mapping[str, Any]) -> dict[str, Any]:
    """The same again."""
    return {name: datetime.fromisoformat(value) if name in ("since", "until") else value for name, value in criteria.items()}


def _event(one: EventLine) -> list[Any]:
    detail, kind = dumps(one.detail) if one.detail else "", say(KINDS.get(one.kind, one.kind))
    at = local(one.at).replace(tzinfo=None)
    return [one.id, at, kind, one.user_name or "", one.address or "", one.n, detail, one.request_id or "", one.hash]


def _told(rows: Iterator[list[Any]], progress: Progress) -> Iterator[list[Any]]:
    """The rows as they come; every so often it is said how many they were."""
    for n, row in enumerate(rows, 1):
        if n % PAGE == 0:
            progress(n, n)
        yield row


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
