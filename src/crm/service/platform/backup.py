"""Backup and restore: a copy counts only when it was read again and found whole."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.dao.platform import backup
from crm.dao.platform.chain import ChainDao
from crm.dao.platform.doctor import DoctorDao
from crm.disk import sync
from crm.domain.platform.backup import Checked, Damaged
from crm.domain.platform.chain import CHAINS
from crm.errors import CrmError
from crm.language import Words
from crm.paths import SQL
from crm.service.platform import backup_archive as archive
from crm.service.platform.backup_archive import Manifest
from crm.service.platform.backup_seal import Seal
from crm.service.platform.chain_read import ChainReader

Step = Callable[[int, int], None]  # left, in all
FILE = "sqlite:///"
DIRECTORY = "directory/directory.db"  # the list of tenants in an archive, where it is a file
FOLDERS = ("files", "imports")  # of the data folder: what people uploaded. A file in there has a name of its own and never changes


class BackupService:
    """Makes, checks and restores them. None of it changes the database that is in use, but for the last step of a restore."""

    def __init__(self, db: Database, doctor: DoctorDao, secret: str, directory: str = ""):
        self.db = db
        self.doctor = doctor
        self.seal = Seal(secret)
        self.directory = Path(directory.removeprefix(FILE).partition("?")[0]) if directory.startswith(FILE) else None

    def save(self, target: Path, data: Path, step: Step | None = None) -> Manifest:
        """Write the whole database and the uploaded files as one sealed archive; `check` tells whether it is one.

        The files come after the database, so that none it knows is missing.
        """
        with _folder(target.absolute().parent) as folder:
            payload, counts = self._payload(folder, step)
            manifest = Manifest(
                archive.FORMAT, version("crm"), datetime.now(UTC).isoformat(timespec="seconds"), self.db.dialect, payload.name,
                payload.stat().st_size, archive.checksum(payload), _migrations(self.db), counts,
            )  # fmt: skip
            archive.write(target.absolute(), self.seal, manifest, payload, self._directory(folder) | _uploaded(data))
        return manifest

    def check(self, source: Path) -> tuple[Manifest, Checked]:
        """Restore it into a scratch copy and hold that against what was written: damage, rows of each table, both chains."""
        began = time.monotonic()
        with _folder(source.absolute().parent) as folder, self._tried(source, folder) as (manifest, _, files, chains):
            return manifest, _checked(manifest, began, len(files) - (DIRECTORY in files), chains)

    def _directory(self, folder: Path) -> dict[str, Path]:
        """A copy of the list of tenants: without its secrets nobody reads what lies sealed in their databases."""
        if self.directory is None or not self.directory.is_file():
            return {}
        backup.copy(self.directory, path := folder / "directory.db")
        return {DIRECTORY: path}

    def _payload(self, folder: Path, step: Step | None) -> tuple[Path, dict[str, int]]:
        if self.db.dialect == "postgresql":
            return (path := folder / "crm.dump"), _postgresql().dump(self.db, path)
        source = backup.file_of(self.db)
        if source is None:
            raise CrmError(Words("A database in memory cannot be backed up."))
        backup.copy(source, path := folder / "crm.db", step)
        with _opened(path) as copied:
            counts = _counts(copied)
        return path, counts

    def restore(self, source: Path, data: Path) -> tuple[Manifest, str | None]:
        """Check an archive in a scratch database, then put it in the place of ours. Gives where the old one is kept."""
        with _folder(data) as folder, self._tried(source, folder) as (manifest, made, files, _):
            if directory := files.pop(DIRECTORY, None):
                _put(directory, self.directory or data / "directory.db")
            _bring(files, data)
            return manifest, self._exchange(made, data)

    def unpack(self, source: Path, target: Database) -> Checked:
        """Put an archive into another, empty place, and hold what stands there then against what was written."""
        began = time.monotonic()
        with _folder(source.absolute().parent) as folder:
            manifest, payload, _ = archive.read(source, self.seal, folder)
            if target.dialect == "postgresql":
                _postgresql().load(target, payload)
            elif path := backup.file_of(target):
                backup.copy(payload, path)
            chains = verify(target, manifest)
        return _checked(manifest, began, 0, chains)

    @contextmanager
    def _tried(self, source: Path, folder: Path) -> Iterator[tuple[Manifest, Database, dict[str, Path], dict[str, int]]]:
        """An archive as a database of its own that was found whole, its files, and the rows of each chain."""
        manifest, payload, files = archive.read(source, self.seal, folder)
        if manifest.dialect != self.db.dialect:
            words = Words("This backup is one of {theirs}; this database is {ours}.", theirs=manifest.dialect, ours=self.db.dialect)
            raise CrmError(words)
        if DIRECTORY in files:
            with _opened(files[DIRECTORY]) as directory:
                if Migrator(directory, SQL / "directory" / "schema").pending() or DoctorDao(directory).damage():
                    raise Damaged()
        with self._scratch(payload) as made:
            yield manifest, made, files, verify(made, manifest)

    @contextmanager
    def _scratch(self, payload: Path) -> Iterator[Database]:
        opened = _postgresql().scratch(self.db, payload) if self.db.dialect == "postgresql" else _opened(payload)
        with opened as made:
            yield made

    def _exchange(self, made: Database, data: Path) -> str | None:
        """Ours becomes a copy of that name and stays; nothing is ever overwritten."""
        if self.db.dialect == "postgresql":
            kept = f"{self.db.schema or self.db.url.database}_before_{_stamp().replace('-', '_')}"
            return kept if _postgresql().exchange(self.db, made, kept) else None
        target, source = backup.file_of(self.db), backup.file_of(made)
        if target is None or source is None:
            raise CrmError(Words("A database in memory cannot be restored."))
        self.db.engine.dispose()
        made.engine.dispose()
        path = data / "backups" / f"{target.stem}-before-restore-{_stamp()}.db"
        return str(path) if backup.exchange(source, target, path) else None


def _checked(manifest: Manifest, began: float, files: int, chains: dict[str, int]) -> Checked:
    counts, seconds = manifest.counts, round(time.monotonic() - began, 2)
    return Checked(
        current.now(), seconds, len(counts), sum(counts.values()), counts.get("account", 0), files, chains["journal"], chains["security"]
    )


def verify(db: Database, manifest: Manifest) -> dict[str, int]:
    """Hold a restored database against its manifest: damage, migrations, counts. Gives the rows of each chain, which are whole;
    of an older program's database, which this one cannot read yet, none: they are read once it was upgraded."""
    pending = Migrator(db).pending()  # refuses what is newer than this program, and migrations that are not ours
    doctor = DoctorDao(db)
    with db.transaction(writes=False):
        whole = db.dialect == "postgresql" or not (doctor.damage() or doctor.orphans())
    if not whole or _counts(db) != manifest.counts or _migrations(db) != manifest.migrations:
        raise Damaged()
    if pending:
        return dict.fromkeys(CHAINS, 0)
    chains = ChainReader(db, ChainDao(db))
    found = {name: chains.whole(name) for name in CHAINS}
    if any(one.broken for one in found.values()):
        raise CrmError(Words("The journal in this backup was tampered with. Nothing was changed."))
    return {name: one.count for name, one in found.items()}


def _uploaded(data: Path) -> dict[str, Path]:
    """The files that belong to the records, by their path in the data folder."""
    found = (path for folder in FOLDERS for path in sorted((data / folder).rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(data).as_posix(): path for path in found}


def _bring(files: dict[str, Path], data: Path) -> None:
    """Put back what is missing. What is there stays: the database that is kept needs it still."""
    for name, path in files.items():
        _put(path, data / name)


def _put(path: Path, target: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        path.chmod(0o600)
        sync(path)
        path.replace(target)
        sync(target.parent)


def _counts(db: Database) -> dict[str, int]:
    with db.transaction(writes=False):
        return DoctorDao(db).counts()


def _migrations(db: Database) -> dict[str, str]:
    return {str(number): sum_ for number, sum_ in Migrator(db).done().items()}


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    db = Database(f"sqlite:///{path}", 1)
    try:
        yield db
    finally:
        db.engine.dispose()


@contextmanager
def _folder(beside: Path) -> Iterator[Path]:
    """A folder on the same file system, so that a file in it can be put in place at once."""
    beside.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix=".crm-", dir=beside))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _stamp() -> str:
    return current.now().strftime("%Y%m%d-%H%M%S-%f")[:-3]


def _postgresql() -> Any:
    from crm.dao.platform import backup_postgresql  # whoever runs on SQLite never loads its driver

    return backup_postgresql
