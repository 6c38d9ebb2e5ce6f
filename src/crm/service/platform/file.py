"""Files: taken in, hung on a record, seen by whoever may see that record."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from crm import current
from crm.dao.platform.file import FileDao
from crm.domain.kit import custom
from crm.domain.kit.event import RecordsMerged, RecordsWritten
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.platform.draft import KEPT
from crm.domain.platform.file import MEGABYTE, Contents, File, FileDraft, Room, check_type, file_name, media_of
from crm.domain.platform.setting import SETTINGS
from crm.errors import Invalid, NotFound
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.job import scheduled
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file_store import FileStore
from crm.service.platform.setting import SettingService

SHOWN = 20  # files of one activity
SWEPT = 500  # a night
FULL = N_("All files together would need more than the {n} MB that are accepted. Please tell your administrator.")


class FileService(RecordService[File, FileDraft]):
    records: FileDao

    def __init__(
        self, kit: Kit, records: FileDao, of: Callable[[str], RecordService[Any, Any]], store: FileStore, setting: SettingService
    ):
        super().__init__(kit, records)
        self.of = of
        self.store = store
        self.setting = setting

    @reading
    def get(self, id: int) -> File:
        """A file that one may see oneself, or whose record one may see."""
        self.require("view")
        if found := self.records.find([id]):
            return found[0]  # type: ignore[return-value]
        row = self.records.guarded(id)
        if row is None or row.subject_module is None or row.subject_id is None:
            raise NotFound()
        self.of(row.subject_module).get(row.subject_id)
        return row

    @reading
    def attached(self, module: str, id: int, size: int, before: tuple[datetime, int] | None = None) -> list[File]:
        """The newest files of a record that the actor may see, one more than `size` when there are more."""
        self.of(module).get(id)
        if not current.actor().may("file.view"):
            return []
        at, last = before or (None, None)
        return self.records.attached(module, id, size + 1, before_at=at, before_id=last)

    def attach(self, module: str, id: int, name: str, stream: IO[bytes]) -> File:
        """Take a file in and hang it on a record; Invalid(file=…) says why not.

        The contents are read before the transaction begins: a slow sender keeps nobody waiting. Contents that no file
        came to need are swept out at night, not here: somebody else may be sending the same.
        """
        self.require("create")
        self._about(module, id)
        return self._take(name, stream, module, id)

    def take(self, name: str, stream: IO[bytes]) -> File:
        """The same for a record that is only being written: the file hangs nowhere until the record names it."""
        self.require("create")
        return self._take(name, stream, None, None)

    def _take(self, name: str, stream: IO[bytes], module: str | None, id: int | None) -> File:
        name = file_name(name)
        check_type(name, self.setting.get("file_refused") or "")
        contents = self.store.keep(stream, self.setting.get("file_largest") * MEGABYTE)
        return self._attach(module, id, name, contents)

    @reading
    def _about(self, module: str, id: int) -> None:
        self.of(module).get(id)

    @transactional
    def _attach(self, module: str | None, id: int | None, name: str, contents: Contents) -> File:
        own, everybody = self.room()
        if not own.has(contents.size):
            raise Invalid(file=Words("Your files would need more than {n} MB, the most that is accepted.", n=own.most // MEGABYTE))
        if not everybody.has(contents.size):
            raise Invalid(file=Words(FULL, n=everybody.most // MEGABYTE))
        row = File(
            name=name, remark=None, subject_module=module, subject_id=id,
            digest=contents.digest, size=contents.size, media=media_of(name, contents.head),
        )  # fmt: skip
        (made,) = self.writer.insert(self.module, self.records, [self._owned(row)])
        return made  # type: ignore[no-any-return]

    @reading
    def room(self) -> tuple[Room, Room]:
        """What the actor's files need, and what those of everybody do; the latter is only added up where it is limited."""
        total = self.setting.get("file_total") * MEGABYTE
        own = Room(self.records.used(current.actor().id), self.setting.get("file_quota") * MEGABYTE)
        return own, Room(self.records.used() if total else 0, total)

    @reading
    def own(self, ids: list[int]) -> list[File]:
        """Those of the files that the actor sent ahead and that hang nowhere yet."""
        found: list[Any] = self.records.find(ids) if ids else []
        return [row for row in found if row.subject_id is None and row.owner_id == current.actor().id]

    @reading
    def of_entries(self, ids: list[int]) -> dict[int, list[File]]:
        """The files of activities, whose record the actor was allowed to read."""
        found: dict[int, list[File]] = {}
        if ids and current.actor().may("file.view"):
            for row in self.records.of_entries(ids, SHOWN * len(ids)):
                found.setdefault(row.entry_id or 0, []).append(row)
        return found

    @transactional
    def hang(self, ids: list[int], module: str, id: int, entry_id: int | None = None) -> None:
        """What the actor sent ahead belongs to this record from now on."""
        if own := [row.id for row in self.own(ids)]:
            self.records.claim(own, module, id, entry_id)

    @listens(RecordsMerged)
    def merged(self, event: RecordsMerged) -> None:
        """The files of the record that goes hang on the one that stays; part of the merge, so that its undo takes them back."""
        query = Query(_of(event.module, event.gone_id), Sort((("created_at", False),)), size=SWEPT)
        page: Any = self.records.page
        with current.acting(actor=current.everyone()):
            while rows := page(query, query.size):
                pairs = [(row, replace(row, subject_module=event.kept_module or event.module, subject_id=event.kept_id)) for row in rows]
                self.writer.update(self.module, self.records, pairs, "merge")

    @listens(RecordsWritten)
    def named(self, event: RecordsWritten) -> None:
        """A record that names a file in a field of its own has it from now on."""
        fields = [name for name, field in custom.here().all(event.module).items() if field.kind_name == "file"]
        if not fields or event.verb in ("remove", "undo"):
            return
        with current.acting(actor=current.everyone()):
            rows = self.of(event.module).records.find(list(event.ids))
        for row in rows:
            if ids := [id for name in fields if (id := row.custom.get(name))]:
                self.records.claim(ids, event.module, row.id)

    @scheduled("50 3 * * *", label=N_("Sweep out files that nothing needs"))
    def tidy(self, job: Any = None) -> dict[str, int]:
        """Contents that no file needs, a day after they came, and files of forms that were never saved; gives how many contents."""
        self._sweep()
        dropped = 0
        for digest in self.store.older(current.now() - timedelta(days=1)):
            if not self._needed(digest):
                self.store.drop(digest)
                dropped += 1
        return {"files": dropped}

    @transactional
    def _sweep(self) -> None:
        """A draft may name them as long as it is kept; a file that a setting names hangs on no record."""
        named = {self.setting.get(name) for name, field in SETTINGS.items() if field.kind_name == "file"}
        loose = self.records.loose(current.now() - KEPT - timedelta(days=1), SWEPT)
        self.writer.remove(self.module, self.records, [one for one in loose if one.id not in named])

    @reading
    def _needed(self, digest: str) -> bool:
        return bool(self.records.known(digest))

    def verify(self, row: Any, before: Any | None) -> None:
        """A file stays where it hangs, and keeps the type it was accepted with."""
        if before is None:
            raise Invalid(file=Words("Please choose a file."))
        if (row.subject_module, row.subject_id) != (before.subject_module, before.subject_id):
            raise Invalid(subject_id=Words("A file stays with its record."))
        if row.name != before.name:
            if file_name(row.name) != row.name:
                raise Invalid(name=Words("This is no name for a file."))
            check_type(row.name, self.setting.get("file_refused") or "")

    def contents(self, file: File) -> Path:
        """Where its contents lie; NotFound when they are gone from the disk."""
        path = self.store.path(file.digest)
        if not path.is_file():
            raise NotFound()
        return path


def _of(module: str, id: int) -> Group:
    return Group((Condition("subject_module", "is", module), Condition("subject_id", "is", id)))
