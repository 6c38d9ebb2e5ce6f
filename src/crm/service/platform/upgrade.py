"""An upgrade of the database: a backup first, then the migrations, then a check; what does not pass it is put back as it was."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migration, MigrationError, Migrator
from crm.dao.platform.chain import ChainDao
from crm.dao.platform.doctor import DoctorDao
from crm.domain.platform.chain import CHAINS
from crm.errors import CrmError
from crm.language import N_, Words
from crm.service.platform.backup import BackupService
from crm.service.platform.backup_store import BackupStoreService
from crm.service.platform.chain_read import ChainReader

FEWER = re.compile(r"^-- :fewer (\w+)", re.M)  # in a migration: it takes rows of this table away, and means to

STUCK = N_("The upgrade failed: {why} It could not be taken back: {error} Stop the CRM everywhere and run: crm restore {path}")


class UpgradeFailed(CrmError):
    """The new database did not pass its check."""


@dataclass(frozen=True)
class Upgraded:
    """What was applied, and where the database as it was is kept."""

    applied: list[Migration] = field(default_factory=list)
    snapshot: Path | None = None


class UpgradeService:
    def __init__(self, db: Database, doctor: DoctorDao, backup: BackupService, store: BackupStoreService, app: dict[str, Any]):
        self.db = db
        self.doctor = doctor
        self.backup = backup
        self.store = store
        self.data: Path = app["data"]

    def upgrade(self) -> Upgraded:
        """Apply what waits. Raises MigrationError or UpgradeFailed; the database is then as it was."""
        migrator = Migrator(self.db)
        if not migrator.pending():
            return Upgraded()
        before = self._counts() if migrator.done() else {}
        snapshot = self._snapshot() if before and self.store.is_possible() else None
        try:
            applied = migrator.migrate()
        except MigrationError:
            if snapshot:
                self.store.drop(snapshot.name)  # nothing was changed; a service that starts again and again fills no disk with them
            raise
        if snapshot and (why := self._flaw(before, applied)):
            self._back(snapshot, why)
        return Upgraded(applied, snapshot)

    def _counts(self) -> dict[str, int]:
        with self.db.transaction(writes=False):
            return self.doctor.counts()

    def _snapshot(self) -> Path:
        made = self.store.make()
        if made.error:
            raise CrmError(Words("The backup before the upgrade could not be restored: {why} Nothing was changed.", why=made.error))
        return self.store.folder / made.name

    def _flaw(self, before: dict[str, int], applied: list[Migration]) -> Words | None:
        """What is wrong with the database now."""
        if damage := self.doctor.damage():
            return Words("The file is damaged: {why}", why=damage[0])
        after, meant = self._counts(), {name for migration in applied for name in FEWER.findall(migration.text)}
        for name, rows in before.items():
            if name not in meant and after.get(name, rows) < rows:
                return Words("The table {table} had {before} rows and has {after}.", table=name, before=rows, after=after[name])
        dao = ChainDao(self.db)
        with self.db.transaction(writes=False):
            known = {mark.name for mark in dao.marks() if mark.broken}  # before the upgrade: none of its doing
        for name in CHAINS.keys() - known:
            if found := ChainReader(self.db, dao).whole(name).broken_id:
                return Words("Row {id} of “{chain}” is not as it was written.", id=found, chain=Words(CHAINS[name]))
        return None

    def _back(self, snapshot: Path, why: Words) -> None:
        try:
            _, kept = self.backup.restore(snapshot, self.data)
        except CrmError as error:
            raise UpgradeFailed(Words(STUCK, why=why, error=error.words, path=snapshot)) from error
        raise UpgradeFailed(Words("The upgrade failed and was taken back: {why} What came of it is kept: {path}", why=why, path=kept))
