"""The folder of backups: made every night or when asked for, each checked by a restore, the oldest let go of.

What is known of a backup stands beside it in the folder and not in the database: a restore does not take it back, and every machine
that sees the folder knows the same.
"""

import json
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.migration import MigrationError
from crm.dao.platform.backup import file_of
from crm.domain.platform.backup import NAME, Backup, BackupFailed, is_due, is_old, name_at, newest_whole, read, surplus, written
from crm.domain.platform.job import GiveUp
from crm.errors import CrmError, Forbidden, NotFound, of_disk
from crm.language import N_, Words, ago, say
from crm.service.kit.event import Events
from crm.service.kit.job import JobHandle, handles, scheduled
from crm.service.kit.transaction import transactional
from crm.service.platform.backup import BackupService, Step
from crm.service.platform.doctor import Finding
from crm.service.platform.job import JobService
from crm.service.platform.security import SecurityService
from crm.service.platform.setting import SettingService

MAKE, CHECK, NIGHTLY = "backup.make", "backup.check", "backup_store.nightly"
LEFT = 24 * 3600  # seconds after which a scratch folder belongs to nobody that still runs


class BackupStoreService:
    def __init__(
        self,
        db: Database,
        backup: BackupService,
        jobs: JobService,
        settings: SettingService,
        security: SecurityService,
        events: Events,
        app: dict[str, Any],
    ):
        self.db = db
        self.backup = backup
        self.jobs = jobs
        self.settings = settings
        self.security = security
        self.events = events
        self.data: Path = app["data"]
        self.folder: Path = app["backups"] or app["data"] / "backups"
        self.zone = ZoneInfo(app["timezone"])

    def _require(self, verb: str) -> None:
        if not current.actor().may(f"backup.{verb}"):
            raise Forbidden()

    # What is there ---------------------------------------------------------------

    def all(self) -> list[Backup]:
        """The newest first."""
        self._require("view")
        return self._found()

    def _found(self) -> list[Backup]:
        paths = (path for path in self.folder.glob("crm-*") if NAME.fullmatch(path.name)) if self.folder.is_dir() else ()
        return [_read(path) for path in sorted(paths, key=lambda path: path.name, reverse=True)]

    def newest(self) -> Backup | None:
        """The newest that was restored and found whole; for whoever watches over the installation."""
        return newest_whole(self._found())

    def is_possible(self) -> bool:
        """Whether there is anything to back up: a database in memory is nobody's."""
        return self.db.dialect == "postgresql" or file_of(self.db) is not None

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name) or not (path := self.folder / name).is_file():
            raise NotFound()
        return path

    @transactional
    def taken(self, name: str) -> Path:
        """The file, for whoever takes it away; that he did is noted."""
        self._require("export")
        path = self._path(name)
        self.security.note("backup_taken", current.actor().id, name=name)
        return path

    # Making and checking ---------------------------------------------------------

    @transactional
    def ask(self) -> int:
        """Have one made, by a job; gives its id."""
        self._require("create")
        return self.jobs.enqueue(MAKE, {}, title=say("Make a backup"))

    @transactional
    def ask_check(self, name: str) -> int:
        """Have one restored into a scratch copy again, by a job; gives its id."""
        self._require("create")
        self._path(name)
        return self.jobs.enqueue(CHECK, {"name": name}, title=say("Check a backup"))

    @handles(MAKE, label=N_("Make a backup"))
    def make_now(self, _: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        return _result(self.make())

    @handles(CHECK, label=N_("Check a backup"))
    def check_now(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        return _result(self.check(payload["name"]))

    @scheduled("*/15 * * * *", label=N_("Make the nightly backup"))
    def nightly(self, job: JobHandle) -> dict[str, Any] | None:
        """Looked at often, so that a night on which nothing ran is made up for, and a changed time holds at once."""
        found = self._found()
        if not self.is_possible() or not is_due(self.settings.get("backup_time"), self._now(), found[0].made_at if found else None):
            return None
        try:
            return _result(self.make())
        except Exception as error:
            self._tell()
            if isinstance(error, OSError) and (why := of_disk(error)):
                raise why from error
            raise

    @transactional
    def _tell(self) -> None:
        self.events.publish(BackupFailed())

    def trouble(self) -> Words | None:
        """Why there is less to rely on than there should be: the newest cannot be restored, or the nightly one could not be made."""
        found = self._found()
        if found and (why := found[0].error):
            return Words("The newest backup, {name}, could not be restored: {why}", name=found[0].name, why=why)
        if said := self.jobs.trouble(NIGHTLY):
            return Words("The nightly backup failed: {why}", why=said if "{" in said else Words(said))  # one of our sentences, or anything
        return None

    def findings(self) -> Iterator[Finding]:
        """For the doctor: whether there is a backup that can be relied on."""
        if not self.is_possible():
            return
        subject, remedy = N_("Backups"), N_("See Operation → Backups, and make one with `crm backup`.")
        trouble, whole = self.trouble(), self.newest()
        if trouble:
            yield Finding("bad", subject, trouble, remedy)
        if whole is None:
            yield Finding("warn", subject, Words("There is none yet that was restored and found whole."), remedy)
        else:
            words = Words("The last one that was restored and found whole was made {when}.", when=ago(whole.made_at))
            yield Finding("bad", subject, words, remedy) if is_old(whole, current.now()) else Finding("ok", subject, words)
        if not self.settings.get("backup_time"):
            yield Finding("warn", subject, Words("None is made by itself."), N_("Set a time under Settings → Backups."))

    def _now(self) -> datetime:
        return current.now().astimezone(self.zone)

    def make(self, step: Step | None = None) -> Backup:
        """One more in the folder, checked; the oldest go once it was found whole."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        path = self.folder / name_at(current.now())
        self.backup.save(path, self.data, step)
        made = self.check(path.name)
        if made.error is None:
            for old in surplus(self._found(), self.settings.get("backup_kept")):
                self.drop(old.name)
        return made

    def drop(self, name: str) -> None:
        for path in (self.folder / name, _beside(self.folder / name)):
            path.unlink(missing_ok=True)

    def check(self, name: str) -> Backup:
        """Restore one into a scratch copy; what came of it is kept beside it."""
        path = self._path(name)
        before = _read(path)
        try:
            manifest, checked = self.backup.check(path)
            found = Backup(name, before.size, before.made_at, manifest.program, checked)
        except (CrmError, MigrationError) as error:
            words = error.words if isinstance(error, CrmError) and isinstance(error.words, Words) else Words("{why}", why=str(error))
            found = Backup(name, before.size, before.made_at, before.program, before.checked, words)
        part = _beside(path).with_suffix(".part")
        part.write_text(json.dumps(written(found), ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(_beside(path))
        return found

    def _sweep(self) -> None:
        """What a process left behind that was killed: copies of the database in the clear."""
        for folder in self._left():
            shutil.rmtree(folder, ignore_errors=True)

    def _left(self) -> Iterator[Path]:
        for parent in {self.folder, self.data}:
            yield from (path for path in parent.glob(".crm-*") if path.is_dir() and path.stat().st_mtime < time.time() - LEFT)


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")


def _read(path: Path) -> Backup:
    made_at = datetime.strptime(path.stem[4:], "%Y%m%d-%H%M%S-%f").replace(tzinfo=UTC)
    size = path.stat().st_size
    try:
        return read(path.name, size, json.loads(_beside(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return Backup(path.name, size, made_at)  # laid there by hand, or not checked yet


def _result(found: Backup) -> dict[str, Any]:
    """What the job tells. One that cannot be restored is none: trying again at once would not mend it."""
    if found.error:
        raise GiveUp(found.error)
    return {"url": "/backups", "rows": found.checked.rows if found.checked else 0}
