"""Files: taken in, hung on a record, seen by whoever may see that record."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from crm import current
from crm.dao.platform.file import FileDao
from crm.domain.platform.file import MEGABYTE, Contents, File, FileDraft, check_type, file_name, media_of
from crm.errors import Invalid, NotFound
from crm.language import N_, Words
from crm.service.kit.job import scheduled
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.file_store import FileStore
from crm.service.platform.setting import SettingService


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
        name = file_name(name)
        check_type(name, self.setting.get("file_refused") or "")
        self._about(module, id)
        contents = self.store.keep(stream, self.setting.get("file_largest") * MEGABYTE)
        return self._attach(module, id, name, contents)

    @reading
    def _about(self, module: str, id: int) -> None:
        self.of(module).get(id)

    @transactional
    def _attach(self, module: str, id: int, name: str, contents: Contents) -> File:
        quota = self.setting.get("file_quota") * MEGABYTE
        if self.records.used(current.actor().id) + contents.size > quota:
            raise Invalid(file=Words("Your files would need more than {n} MB, the most that is accepted.", n=quota // MEGABYTE))
        row = File(
            name=name, remark=None, subject_module=module, subject_id=id,
            digest=contents.digest, size=contents.size, media=media_of(name, contents.head),
        )  # fmt: skip
        (made,) = self.writer.insert(self.module, self.records, [self._owned(row)])
        return made  # type: ignore[no-any-return]

    @scheduled("50 3 * * *", label=N_("Sweep out files that nothing needs"))
    def tidy(self, job: Any = None) -> dict[str, int]:
        """Contents that no file needs, a day after they came; gives how many."""
        dropped = 0
        for digest in self.store.older(current.now() - timedelta(days=1)):
            if not self._needed(digest):
                self.store.drop(digest)
                dropped += 1
        return {"files": dropped}

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
