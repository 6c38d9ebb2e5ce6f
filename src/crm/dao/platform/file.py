"""Files in the database; their contents lie in the file system."""

from datetime import datetime

from crm.dao.kit.base import statement
from crm.dao.kit.record import RecordDao
from crm.domain.platform.file import MODULE, File


class FileDao(RecordDao):
    module = MODULE

    @statement
    def guarded(self, id: int) -> File | None:
        """The file, whoever reads: the caller holds the reader against the record it hangs on."""
        ...

    @statement
    def attached(
        self, subject_module: str, subject_id: int, size: int, before_at: datetime | None = None, before_id: int | None = None
    ) -> list[File]:
        """The files of a record, the newest first."""
        ...

    @statement
    def of_entries(self, ids: list[int], size: int) -> list[File]:
        """The files that came with these activities, the first that came first."""
        ...

    @statement
    def claim(self, ids: list[int], subject_module: str, subject_id: int, entry_id: int | None = None) -> int:
        """Hang files that hang nowhere on a record."""
        ...

    @statement
    def loose(self, before: datetime, size: int) -> list[File]: ...

    @statement
    def used(self, owner_id: int | None = None) -> int:
        """Bytes of a person's files, or of everybody's."""
        ...

    @statement
    def known(self, digest: str) -> int: ...
