"""Sealing values anew: under the newest key, or because a field is encrypted from now on, or no longer. Batch by batch, and it goes
on where it was left."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.reseal import ResealDao
from crm.domain.kit.custom import Custom
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.module import Module, modules
from crm.domain.kit.sealed import label_of
from crm.domain.platform.reseal import Item, Progress, Secret, item_anew, values_anew
from crm.language import N_
from crm.service.kit.event import listens
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.transaction import reading, transactional
from crm.service.platform import identity_provider, notice_push, totp, webhook
from crm.service.platform.job import JobService
from crm.service.platform.journal import JournalService
from crm.service.platform.tenant import TenantService
from crm.service.platform.vault import Vault, key_of

PAGE = 500
JOB, JOURNAL, SECRETS, VALUES = "reseal", "journal", "secrets", "custom"
Heard = Callable[[int, int], None]  # (done, in all)


class ResealService:
    def __init__(
        self, db: Database, dao: ResealDao, vault: Vault, journal: JournalService, jobs: JobService, records: Any, sources: Any,
        directory: Callable[[], TenantService],
    ):  # fmt: skip
        self.db = db
        self.dao = dao
        self.vault = vault
        self.journal = journal
        self.jobs = jobs
        self.records = records
        self.sources = sources
        self.directory = directory

    # What there is to do ---------------------------------------------------------

    def places(self) -> list[str]:
        """Every column that holds sealed values, the journal, and the secrets of the program: `account.custom`."""
        return [*(f"{module.name}.{column}" for module, column in columns()), JOURNAL, SECRETS]

    @listens(RecordsWritten)
    def asked(self, event: RecordsWritten) -> None:
        """A field is encrypted from now on, or no longer, also by an undo: its module and the journal are looked through again."""
        if event.module != "field":
            return
        items = self.journal.items(event.change_set_id)
        ids = {item.record_id for item in items if item.field == "encrypted"} | set(event.ids if event.verb == "restore" else ())
        if ids:
            self.dao.forget(self.places())
            self.jobs.enqueue(JOB, {})

    @transactional
    def ask(self) -> int:
        """Seal what lies under older keys anew, in a job; gives its number."""
        self._begin()
        return self.jobs.enqueue(JOB, {}, unique_key=JOB, anew=True)

    @transactional
    def _begin(self) -> None:
        """From the start, unless a run under the newest key is under way."""
        known, places = self._known(), self.places()
        if all(place in known and known[place].ended_at for place in places):
            self.dao.forget(places)

    @handles(JOB, label=N_("Encrypted values under the newest key"))
    def work(self, payload: dict[str, Any], job: JobHandle) -> dict[str, int]:
        return {"records": self.run(job.progress)}

    # Doing it ------------------------------------------------------------------------

    def rotate(self, heard: Heard) -> int:
        """The same at once; gives how many values were sealed anew."""
        self._begin()
        return self.run(heard)

    def run(self, heard: Heard = lambda done, total: None) -> int:
        """Place by place, a batch in a transaction of its own; whoever comes after an interruption goes on behind the last batch."""
        total, done, changed = self._left(), 0, 0
        for place in self.places():
            while step := self._step(place):
                changed += step[0]
                done += step[1]
                heard(min(done, total), total)
        return changed

    @reading
    def _left(self) -> int:
        """How many rows are still to be looked at."""
        known = self._known()
        open_ = {place: known[place].after_id if place in known else 0 for place in self.places()}
        ended = {place for place, one in known.items() if one.ended_at}
        rows = sum(self.dao.rows_after(module.table, open_[place]) for module, column, place in named() if place not in ended)
        return rows + (0 if JOURNAL in ended else self.dao.sets_after(open_[JOURNAL])) + 1

    def _known(self) -> dict[str, Progress]:
        """How far each place has come under the newest key, in the transaction under way."""
        newest = self.vault.keys.newest().id
        return {one.place: one for one in self.dao.progress() if one.key_id == newest}

    @transactional
    def _step(self, place: str) -> tuple[int, int] | None:
        """One batch: (how many were sealed anew, how many were looked at); None where nothing is left."""
        known = self._known().get(place)
        if known and known.ended_at:
            return None
        after = known.after_id if known else 0
        last, changed, seen = self._batch(place, after)
        done = (known.done if known else 0) + changed
        self.dao.put_progress(place, self.vault.keys.newest().id, last or after, done, None if last else current.now())
        return changed, seen

    def _batch(self, place: str, after: int) -> tuple[int, int, int]:
        """(the last id looked at, or 0 at the end; how many were changed; how many were looked at)."""
        if place == SECRETS:
            return 0, self._secrets() + self.directory().reseal(), 1
        if place == JOURNAL:
            return self._journal(after)
        module, column = next((module, column) for module, column, name in named() if name == place)
        rows = self.dao.rows(module.table, column, after, PAGE)
        pairs = list(zip(rows, map(self._values(module) if column == VALUES else partial(self._text, column), rows), strict=True))
        anew = [{"id": row.id, "version": row.version, "value": value} for row, value in pairs if value is not None]
        if anew:
            self.dao.put_rows(module.table, column, anew)
            self._follow(module, [one["id"] for one in anew])
        return (rows[-1].id if rows else 0), len(anew), len(rows)

    def _stale(self, sealed: str) -> bool:
        return key_of(sealed) != self.vault.keys.newest().id

    def _text(self, name: str, row: Any) -> str | None:
        """A column of text; what stood there in the clear is sealed."""
        if not row.value or key_of(row.value) and not self._stale(row.value):
            return None
        text = self.vault.unseal(row.value, label_of(name)) if key_of(row.value) else row.value
        return None if text is None else self.vault.seal(text, label_of(name))

    def _values(self, module: Module) -> Callable[[Any], dict[str, Any] | None]:
        encrypted = {one.name: one.encrypted for one in self.dao.definitions() if one.module == module.name}
        return lambda row: values_anew(self.vault, row.value, encrypted, self._stale) if row.value else None

    def _follow(self, module: Module, ids: list[int]) -> None:
        """What is kept beside the values, of records in sight and of removed ones: marks, unique keys, the words of the search."""
        service = self.records(module.name)
        with current.acting(actor=current.everyone()):
            rows, gone = service.records.find(ids), service.records.find(ids, "remove", True)
        service.writer.added.keep(module, rows)
        service.writer.search.reword(module, [*rows, *gone])

    def _journal(self, after: int) -> tuple[int, int, int]:
        ids = self.dao.sets(after, PAGE)
        if not ids:
            return 0, 0, 0
        names = {name: frozenset(found) for name, found in self._encrypted().items()}
        items = self.dao.items(ids, sorted(names))
        anew = [made for one in items if (made := self._item(one, names[one.module]))]
        self.dao.put_items(anew)
        return ids[-1], len(anew), len(ids)

    def _item(self, item: Item, names: frozenset[str]) -> dict[str, Any] | None:
        return item_anew(self.vault, item, names, self._stale)

    def _encrypted(self) -> dict[str, set[str]]:
        """Of each module that has sealed values somewhere, the fields that lie sealed now."""
        found: dict[str, set[str]] = {module.name: set() for module, _ in columns()}
        for module, column in columns():
            if column != VALUES:
                found[module.name].add(column)
        for one in self.dao.definitions():
            if one.encrypted:
                found[one.module].add(one.name)
        return found

    def _secrets(self) -> int:
        """The program's own, each for its place; what is soon forgotten anyway (mail under way, held forms) stays as it is."""
        dao = self.dao
        return sum((
            self._put(dao.put_settings, ((one, json.loads(one.value).get("value"), one.key) for one in dao.settings()), _setting),
            self._put(dao.put_totps, ((one, one.value, totp.label_of(int(one.key))) for one in dao.totps())),
            self._put(dao.put_devices, ((one, one.value, notice_push.LABEL) for one in dao.devices())),
            self._put(dao.put_signings, ((one, one.value, webhook.LABEL) for one in dao.signings())),
            self._put(dao.put_sources, self._of_sources()),
        ))  # fmt: skip

    def _of_sources(self) -> Iterator[tuple[Secret, Any, str]]:
        kept = {int(one.key): one for one in self.dao.sources()}
        with current.acting(actor=current.everyone()):
            rows = self.sources.records.find(list(kept)) if kept else []
        return ((kept[row.id], kept[row.id].value, identity_provider.label_of(row)) for row in rows)

    def _put(self, put: Any, given: Iterator[tuple[Secret, Any, str]], shape: Callable[[str], Any] = lambda text: text) -> int:
        anew = []
        for one, sealed, label in given:
            if not isinstance(sealed, str) or not key_of(sealed) or not self._stale(sealed):
                continue
            if (text := self.vault.unseal(sealed, label)) is not None:
                anew.append({"key": one.key, "value": shape(self.vault.seal(text, label))})
        put(anew)
        return len(anew)


def _setting(text: str) -> dict[str, str]:
    return {"value": text}


def columns() -> list[tuple[Module, str]]:
    """Where records keep sealed values: columns of text that are declared so, and the added fields of every module that may have some."""
    found = [(module, name) for module in modules().values() for name, field in module.draft.own.items() if field.encrypted]
    return [*found, *((module, VALUES) for module in modules().values() if issubclass(module.row, Custom))]


def named() -> list[tuple[Module, str, str]]:
    return [(module, column, f"{module.name}.{column}") for module, column in columns()]
