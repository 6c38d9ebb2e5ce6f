"""What a provider does with whole tenants: make, copy, put back, move, take away, bring up to date."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.dao.platform import tenant_place as places
from crm.domain.platform.backup import Checked
from crm.domain.platform.tenant import Tenant, named
from crm.errors import CrmError
from crm.language import Words
from crm.service.platform.tenant import FRESH
from crm.tenants import Opened, Tenants

GRACE = 2 * FRESH + 1  # seconds until no process takes the tenant for active or holds a connection to it any longer
SCHEMA = "tenant_"


@dataclass(frozen=True)
class Upgraded:
    """What became of one tenant in an upgrade of all; `trouble` says why it was not done."""

    name: str
    applied: int
    trouble: str | None = None


class Operator:
    """Each verb is one operation, and can be called again where it was cut short."""

    def __init__(self, tenants: Tenants):
        self.tenants = tenants
        self.service = tenants.service

    def default_place(self, name: str) -> str:
        """A file in the tenant's folder, or a schema of the installation's own PostgreSQL database."""
        home = self.tenants.home
        if not home.database_url.startswith("postgresql"):
            return f"sqlite:///{home.app.data.absolute() / 'tenants' / name / 'crm.db'}"
        return f"{home.database_url}{'&' if '?' in home.database_url else '?'}schema={SCHEMA}{name}"

    def create(self, name: str, host: str, title: str, place: str | None, language: str, timezone: str) -> Tenant:
        """A tenant with an empty database, served from now on."""
        place = place or self.default_place(named(name))
        with _open(place) as db:
            self._same_kind(db)
            places.check(db)
            tenant = self.service.enter(name, host, title, place, language, timezone)
            try:
                Migrator(db).migrate()
            except BaseException:
                self.service.turn(name, "removed", "making")
                places.drop(db)
                raise
            self.service.migrated(tenant, len(Migrator(db).all), None)
        self.service.note("create", name)
        return self.service.turn(name, "active", "making")

    def _same_kind(self, db: Database) -> None:
        if not self.tenants.home.database_url.startswith(db.dialect):
            raise CrmError(Words("All tenants are on databases of the kind that the installation's own is of."))

    def suspend(self, name: str, undo: bool = False) -> None:
        """Let nobody in, or everybody again."""
        self.service.turn(name, *(("active", "suspended") if undo else ("suspended", "active")))
        self.service.note("resume" if undo else "suspend", name)

    def shown(self, tenant: Tenant) -> str:
        """Where its database is, without what lets one in."""
        with _open(self.service.place(tenant)) as db:
            return places.shown(db)

    def remove(self, name: str) -> None:
        """Take its database, its files and its backups away, for good."""
        tenant = self.service.get(name)
        self.service.turn(name, "suspended", "active", "suspended", "making", "moving")
        time.sleep(GRACE if tenant.state == "active" else 0)
        settings = self.tenants.settings_of(tenant)
        for place in filter(None, (self.service.place(tenant), self.service.former(tenant))):
            self._drop(place)
        self.tenants.close(name)
        for folder in (settings.app.data, settings.app.backups):
            if folder:
                rmtree(folder, ignore_errors=True)
        self.service.turn(name, "removed", "suspended")
        self.service.note("remove", name)

    # Copies ----------------------------------------------------------------------

    def backup(self, name: str, target: Path | None) -> tuple[Path, Checked]:
        """A sealed archive of its database and files, restored into a scratch copy to check it; it goes on being served."""
        with self._apart(self.service.get(name)) as opened:
            if target is None:
                return self._stored(opened)
            backups = opened.container.platform.backup()
            backups.save(target, opened.settings.app.data)
            return target, backups.check(target)[1]

    def _stored(self, opened: Opened) -> tuple[Path, Checked]:
        store = opened.container.operation.backup_store()
        made = store.make()
        if made.error or made.checked is None:
            raise CrmError(Words("The backup {name} was made, but could not be restored: {why}", name=made.name, why=made.error))
        return store.folder / made.name, made.checked

    def restore(self, name: str, source: Path) -> str | None:
        """Put an archive in the place of its database. It is checked first; gives where the old one is kept. Nobody is let in meanwhile."""
        tenant = self.service.get(name)
        with self._apart(tenant) as opened:
            backups = opened.container.platform.backup()
            backups.check(source)
            with self._away(tenant):
                _, kept = backups.restore(source, opened.settings.app.data)
        self.service.note("restore", name)
        return kept

    @contextmanager
    def _apart(self, tenant: Tenant) -> Iterator[Opened]:
        """A container of our own, of which the processes that serve know nothing; with the language and rights of whoever acts here."""
        made = self.tenants.made(tenant, ready=False)
        try:
            with current.acting(tenant=tenant.name):
                yield made
        finally:
            made.container.db().engine.dispose()

    @contextmanager
    def _away(self, tenant: Tenant) -> Iterator[None]:
        """Nobody is let in for the length of the block; afterwards all is as it was."""
        self.service.turn(tenant.name, "moving", "active", "suspended", "moving")
        try:
            self.tenants.close(tenant.name)
            time.sleep(GRACE if tenant.state == "active" else 0)
            yield
        finally:
            self.service.turn(tenant.name, "suspended" if tenant.state == "suspended" else "active", "moving")

    # Another place ---------------------------------------------------------------

    def move(self, name: str, target: str) -> Checked:
        """Copy its database to another place, hold the copy against it, and serve it from there. The old one stays as it was and can
        only be read, until `confirm` takes it away or `back` returns to it."""
        tenant = self.service.get(name)
        source = self.service.place(tenant)
        if tenant.former:
            raise CrmError(Words("The last move is not confirmed yet: crm tenant confirm {name}", name=name))
        with self._away(tenant), _open(source) as old, _open(target) as new:
            self._same_kind(new)
            if old.schema != new.schema:
                raise CrmError(Words("The schema must have the same name there: {name}", name=old.schema or "-"))
            places.check(new)
            places.freeze(old)
            try:
                checked = self._copied(tenant, new)
            except BaseException:
                places.drop(new)
                places.thaw(old)
                raise
            self.service.settle(tenant, target, source)
        self.service.note("move", name)
        return checked

    def _copied(self, tenant: Tenant, new: Database) -> Checked:
        """By way of an archive, as a backup is: what stands in the new place is held against it, table by table and along both chains."""
        with self._apart(tenant) as opened:
            archive = opened.settings.app.data / ".moving.crm"
            try:
                backups = opened.container.platform.backup()
                backups.save(archive, opened.settings.app.data / ".nothing")  # what was uploaded stays where it is
                checked = backups.unpack(archive, new)
            finally:
                archive.unlink(missing_ok=True)
        places.thaw(new)
        return checked

    def confirm(self, name: str) -> None:
        """The move was right: what was left behind is taken away."""
        tenant = self.service.get(name)
        self._drop(self._former(tenant))
        self.service.settle(tenant, self.service.place(tenant), None)
        self.service.note("confirm", name)

    def back(self, name: str) -> None:
        """Return to where it was before the move. What was written since is lost with the new place. After a move that was killed
        nothing was written anywhere else: it is only opened again."""
        tenant = self.service.get(name)
        if tenant.state == "moving" and not tenant.former:
            with _open(self.service.place(tenant)) as db:
                places.thaw(db)
            self.service.turn(name, "active", "moving")
            return
        former = self._former(tenant)
        with self._away(tenant):
            with _open(former) as old:
                places.thaw(old)
            self.service.settle(tenant, former, None)
            self._drop(self.service.place(tenant))
        self.service.note("back", name)

    def _former(self, tenant: Tenant) -> str:
        if former := self.service.former(tenant):
            return former
        raise CrmError(Words("{name} was not moved.", name=tenant.name))

    @staticmethod
    def _drop(place: str) -> None:
        with _open(place) as db:
            places.drop(db)

    # New versions ----------------------------------------------------------------

    def upgrade(self, heard: Callable[[Upgraded], None]) -> list[Upgraded]:
        """Bring the database of every tenant up to date, one after the other, each as `crm upgrade` does it. Who fails is passed over and
        stays as he was; called again it goes on with those that are not done."""
        found = []
        for tenant in self.service.listed(10_000):
            if tenant.state == "making":
                continue
            found.append(done := self._upgraded(tenant))
            heard(done)
        return found

    def _upgraded(self, tenant: Tenant) -> Upgraded:
        with self._apart(tenant) as opened:
            migrator = Migrator(opened.container.db())
            try:
                applied, trouble = len(opened.container.operation.upgrade().upgrade().applied), None
            except Exception as error:  # whatever it is: the others come next
                applied, trouble = 0, str(error)[:1000]
            if applied or trouble or tenant.migration != len(migrator.all) or tenant.trouble:
                self.service.migrated(tenant, None if trouble else len(migrator.all), trouble)
            return Upgraded(tenant.name, applied, trouble)


@contextmanager
def _open(place: str) -> Iterator[Database]:
    db = Database(place, 1)
    try:
        yield db
    finally:
        db.engine.dispose()
