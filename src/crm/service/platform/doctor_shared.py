"""What the doctor says of what several instances share: Redis, and the folder of uploaded files."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crm.dao.kit.database import Database
from crm.dao.platform.doctor import DoctorDao
from crm.language import N_, Words
from crm.service.kit.transaction import reading
from crm.service.platform.doctor import Finding, or_well
from crm.service.platform.file_store import FileStore

if TYPE_CHECKING:
    from redis import Redis

SUBJECT = N_("Instances")
LOOKED_AT = 50  # files, the newest


class DoctorSharedService:
    def __init__(self, db: Database, doctor: DoctorDao, store: FileStore, shared: "Redis | None"):
        self.db = db
        self.doctor = doctor
        self.store = store
        self.shared = shared

    def findings(self) -> Iterator[Finding]:
        yield from or_well(SUBJECT, self._found())

    def _found(self) -> Iterator[Finding]:
        if self.shared is not None and (why := self._silent()):
            words = Words("Redis does not answer ({why}): each instance counts requests by itself.", why=why)
            yield Finding("warn", SUBJECT, words, N_("Start Redis, correct redis.url, or leave it empty."))
        digests = self._newest()
        if missing := sum(not self.store.path(digest).exists() for digest in digests):
            words = Words("{n} of the newest {all} uploaded files are not in {path}.", n=missing, all=len(digests), path=self.store.folder)
            yield Finding("bad", SUBJECT, words, N_("All instances need the same folder app.data: a shared file system, or one machine."))

    def _silent(self) -> str | None:
        from redis import RedisError

        try:
            self.shared.ping()  # type: ignore[union-attr]
        except RedisError as error:
            return type(error).__name__
        return None

    @reading
    def _newest(self) -> list[str]:
        return self.doctor.newest_contents(LOOKED_AT)
