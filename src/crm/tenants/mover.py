"""A tenant is away for a while: copied to another place, held against its copy, and served from there."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from urllib.parse import urlsplit

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform import tenant_place as places
from crm.domain.platform.backup import Checked
from crm.domain.platform.tenant import Tenant
from crm.errors import CrmError
from crm.language import Words
from crm.service.platform.tenant import FRESH
from crm.tenants import Opened, Tenants

ADDRESS = re.compile(r"(sqlite:///|postgresql(\+psycopg)?://).+")
GRACE = 2 * FRESH + 1  # seconds until no process takes the tenant for active or holds a connection to it any longer


class Mover:
    """The directory says at every step what is to be done should it be the last: the next call does that first."""

    def __init__(self, tenants: Tenants):
        self.tenants = tenants
        self.service = tenants.service

    def move(self, name: str, target: str) -> Checked:
        """Copy its database to another place, hold the copy against it, and serve it from there. The old one stays as it was and can
        only be read, until `confirm` takes it away or `back` returns to it."""
        tenant = self._tidied(self.service.get(name))
        source = self.service.place(tenant)
        self._settled(tenant)
        with self.away(tenant), opened_at(source) as old, opened_at(target) as new:
            self._fits(old, new)
            self.service.settle(tenant, source, None, spare=target)
            try:
                places.make(new)
                places.freeze(old)
                checked = self._copied(tenant, new)
            except BaseException:
                self._tidy(self.service.get(name))
                raise
            self.service.settle(tenant, target, source)
        self.service.note("move", name)
        return checked

    def check(self, tenant: Tenant, target: str) -> None:
        """Raises CrmError with a sentence where it cannot be moved there, before anybody is sent away."""
        self._settled(tenant)
        with opened_at(self.service.place(tenant)) as old, opened_at(target) as new:
            self._fits(old, new)

    @staticmethod
    def _settled(tenant: Tenant) -> None:
        if tenant.former:
            raise CrmError(Words("The last move is not confirmed yet: crm tenant confirm {name}", name=tenant.name))

    def _fits(self, old: Database, new: Database) -> None:
        self.same_kind(new)
        if old.schema != new.schema:
            raise CrmError(Words("The schema must have the same name there: {name}", name=old.schema or "-"))
        places.check(new)

    def _copied(self, tenant: Tenant, new: Database) -> Checked:
        """By way of an archive, as a backup is: what stands in the new place is held against it, table by table and along both chains."""
        with self.apart(tenant) as opened:
            archive = self._folder(tenant) / "archive.crm"
            try:
                backups = opened.container.platform.backup()
                backups.save(archive, archive.parent / "nothing")  # what was uploaded stays where it is
                checked = backups.unpack(archive, new)
            finally:
                rmtree(archive.parent, ignore_errors=True)
        places.thaw(new)
        return checked

    def confirm(self, name: str) -> None:
        """The move was right: what was left behind is taken away."""
        tenant = self._tidied(self.service.get(name))
        drop(self._former(tenant))
        self.service.settle(tenant, self.service.place(tenant), None)
        self.service.note("confirm", name)

    def back(self, name: str) -> None:
        """Return to where it was before the move. What was written since is lost with the new place. After a move that was killed
        nothing was written anywhere else: it is only opened again."""
        found = self.service.get(name)
        tenant = self._tidied(found)
        if found.state != "moving" or found.former:
            former = self._former(tenant)
            with self.away(tenant):
                with opened_at(former) as old:
                    places.thaw(old)
                self.service.settle(tenant, former, None, spare=self.service.place(tenant))
            self._tidy(self.service.get(name))
        self.service.note("back", name)

    def _former(self, tenant: Tenant) -> str:
        if former := self.service.former(tenant):
            return former
        raise CrmError(Words("{name} was not moved.", name=tenant.name))

    # What is left ----------------------------------------------------------------

    def _tidied(self, tenant: Tenant) -> Tenant:
        """The tenant as it was before it was last away, had that been killed."""
        self._tidy(tenant)
        if tenant.state == "moving":
            self.service.turn(tenant.name, tenant.was or "active", "moving")
        return self.service.get(tenant.name)

    def _tidy(self, tenant: Tenant) -> None:
        """Take the copy away that nobody is served from, and let the place be written that somebody is."""
        rmtree(self._folder(tenant), ignore_errors=True)
        if spare := self.service.spare(tenant):
            with opened_at(self.service.place(tenant)) as db:
                places.thaw(db)
            drop(spare)
            self.service.settle(tenant, self.service.place(tenant), self.service.former(tenant))

    def _folder(self, tenant: Tenant) -> Path:
        """Where the copy lies on its way, in the clear for a moment."""
        return self.tenants.settings_of(tenant).app.data / ".moving"

    def same_kind(self, db: Database) -> None:
        if not self.tenants.home.database_url.startswith(db.dialect):
            raise CrmError(Words("All tenants are on databases of the kind that the installation's own is of."))

    @contextmanager
    def apart(self, tenant: Tenant) -> Iterator[Opened]:
        """A container of our own, of which the processes that serve know nothing; with the language and rights of whoever acts here."""
        made = self.tenants.made(tenant, ready=False)
        try:
            with current.acting(tenant=tenant.name):
                yield made
        finally:
            made.container.db().engine.dispose()

    @contextmanager
    def away(self, tenant: Tenant) -> Iterator[None]:
        """Nobody is let in for the length of the block; afterwards all is as it was."""
        self.service.turn(tenant.name, "moving", "active", "suspended", "moving")
        try:
            self.tenants.close(tenant.name)
            self.forgotten(tenant)
            yield
        finally:
            self.service.turn(tenant.name, (tenant.was if tenant.state == "moving" else tenant.state) or "active", "moving")

    @staticmethod
    def forgotten(tenant: Tenant) -> None:
        """Wait until no process serves it any longer; those that serve it as it was have the longest way."""
        since = 0.0 if tenant.state == "active" else (current.now() - tenant.changed_at).total_seconds()
        time.sleep(max(0.0, GRACE - since))


def addressed(place: str) -> bool:
    """Whether it is the address of a database of a kind that there is."""
    try:
        return ADDRESS.fullmatch(place) is not None and urlsplit(place).port != 0
    except ValueError:  # a port that is no number
        return False


@contextmanager
def opened_at(place: str) -> Iterator[Database]:
    if not addressed(place):
        raise CrmError(Words("This is no address of a database: sqlite:///… or postgresql://…"))
    db = Database(place, 1)
    try:
        yield db
    finally:
        db.engine.dispose()


def drop(place: str) -> None:
    """Take away whatever is there."""
    with opened_at(place) as db:
        places.drop(db)
