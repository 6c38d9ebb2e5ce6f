"""What a provider does with whole tenants: make, copy, put back, move, take away, bring up to date."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from crm import current
from crm.dao.kit.migration import Migrator
from crm.dao.platform import tenant_place as places
from crm.domain.platform.backup import Checked
from crm.domain.platform.tenant import Tenant, named
from crm.errors import CrmError
from crm.language import Words
from crm.settings import in_schema
from crm.tenants import Opened
from crm.tenants.mover import Mover, drop, opened_at

SCHEMA = "tenant_"


@dataclass(frozen=True)
class Upgraded:
    """What became of one tenant in an upgrade of all; `trouble` says why it was not done."""

    name: str
    applied: int
    trouble: str | None = None


class Operator(Mover):
    """Each verb is one operation, and can be called again where it was cut short."""

    def default_place(self, name: str) -> str:
        """A file in the tenant's folder, or a schema of the installation's own PostgreSQL database."""
        home = self.tenants.home
        if not home.database_url.startswith("postgresql"):
            return f"sqlite:///{home.app.data.absolute() / 'tenants' / name / 'crm.db'}"
        return in_schema(home.database_url, f"{SCHEMA}{name}")

    def create(self, name: str, host: str, title: str, place: str | None, language: str, timezone: str) -> Tenant:
        """A tenant with an empty database, served from now on."""
        place = place or self.default_place(named(name))
        with opened_at(place) as db:
            self.same_kind(db)
            places.check(db)
            tenant = self.service.enter(name, host, title, place, language, timezone)
            try:
                places.make(db)
                Migrator(db).migrate()
            except BaseException:
                places.drop(db)
                self.service.turn(name, "removed", "making")
                raise
            self.service.migrated(tenant, len(Migrator(db).all), None)
        self.service.note("create", name)
        return self.service.turn(name, "active", "making")

    def suspend(self, name: str, undo: bool = False) -> None:
        """Let nobody in, or everybody again."""
        self.service.turn(name, *(("active", "suspended") if undo else ("suspended", "active")))
        self.service.note("resume" if undo else "suspend", name)

    def shown(self, tenant: Tenant) -> str:
        """Where its database is, without what lets one in."""
        with opened_at(self.service.place(tenant)) as db:
            return places.shown(db)

    def used(self, tenant: Tenant) -> dict[str, int]:
        """How much of each limit it uses; nothing of one that nobody is let in to just now."""
        if tenant.state != "active":
            return {}
        with suppress(CrmError), current.acting(actor=current.everyone(), tenant=tenant.name):
            return {one.name: one.used for one in self.tenants.open(tenant).container.limit.agreed().used()}
        return {}

    def remove(self, name: str) -> None:
        """Take its database, its files and its backups away, for good."""
        tenant = self.service.get(name)
        self.service.turn(name, "suspended", "active", "suspended", "making", "moving")
        self.forgotten(tenant)
        settings = self.tenants.settings_of(tenant)
        for place in filter(None, (self.service.place(tenant), self.service.former(tenant), self.service.spare(tenant))):
            drop(place)
        self.tenants.close(name)
        for folder in (settings.app.data, settings.app.backups):
            if folder:
                rmtree(folder, ignore_errors=True)
        self.service.turn(name, "removed", "suspended")
        self.service.note("remove", name)

    # Copies ----------------------------------------------------------------------

    def backup(self, name: str, target: Path | None) -> tuple[Path, Checked]:
        """A sealed archive of its database and files, restored into a scratch copy to check it; it goes on being served."""
        with self.apart(self.service.get(name)) as opened:
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
        with self.apart(tenant) as opened:
            backups = opened.container.platform.backup()
            backups.check(source)
            with self.away(tenant):
                _, kept = backups.restore(source, opened.settings.app.data)
        self.service.note("restore", name)
        return kept

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
        with self.apart(tenant) as opened:
            migrator = Migrator(opened.container.db())
            try:
                applied, trouble = len(opened.container.operation.upgrade().upgrade().applied), None
            except Exception as error:  # whatever it is: the others come next
                applied, trouble = 0, str(error)[:1000]
            if applied or trouble or tenant.migration != len(migrator.all) or tenant.trouble:
                self.service.migrated(tenant, None if trouble else len(migrator.all), trouble)
            return Upgraded(tenant.name, applied, trouble)
