"""The tenant directory: which companies there are, who is meant by a host name, what was agreed with each."""

import base64
import secrets
import time
from dataclasses import replace
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.dao.platform import tenant_place as places
from crm.dao.platform.tenant import TenantDao
from crm.domain.platform.brand import Logo, logo_of
from crm.domain.platform.tenant import Stamp, Tenant, TenantTerms, hosted, named, terms_of
from crm.errors import Busy, Conflict, CrmError, Forbidden, Invalid, NotFound
from crm.language import Words
from crm.paths import SQL
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.security import SecurityService
from crm.service.platform.vault import Vault, key_of

FRESH = 5.0  # seconds for which the directory is taken from memory: so long until every process knows of a change
MOST = 10_000


class TenantService:
    """Only at the provider's own host; to everybody else there is no directory."""

    def __init__(self, directory: Database, tenants: TenantDao, vault: Vault, security: SecurityService, config: dict[str, Any]):
        self.db = directory
        self.tenants = tenants
        self.vault = vault
        self.security = security
        self.host: str = hosted(config["tenants"]["host"]) if config["tenants"]["host"] else ""
        self._known: dict[str, Tenant] = {}
        self._stamp: Stamp | None = None
        self._asked = float("-inf")

    def prepare(self) -> None:
        """Make the directory what this program needs, in a transaction of its own."""
        self._must_be()
        places.make(self.db)
        Migrator(self.db, SQL / "directory" / "schema").migrate()

    def _must_be(self) -> None:
        if not self.host:
            raise NotFound()

    def _may(self, permission: str) -> None:
        self._must_be()
        if not current.actor().may(permission):
            raise Forbidden()

    # Who is meant ----------------------------------------------------------------

    def of(self, host: str) -> Tenant | None:
        """The tenant that a host name leads to; from memory, for some seconds without asking. While the directory is away it is as it
        was last; raises Busy where it was never read."""
        if time.monotonic() - self._asked > FRESH:
            try:
                self.know()
            except Busy:
                if self._stamp is None:
                    raise
                self._asked = time.monotonic()
        return self._known.get(host.lower())

    def all(self) -> list[Tenant]:
        """Every tenant as `of` knows it."""
        self.of("")
        return list(self._known.values())

    def know(self) -> None:
        """Read the directory anew where anything in it moved, in a transaction of its own."""
        if (stamp := self._current()) != self._stamp:
            self._known = {tenant.host: tenant for tenant in self.listed(MOST)}
            self._stamp = stamp
        self._asked = time.monotonic()

    @reading
    def _current(self) -> Stamp:
        return self.tenants.stamp()

    @reading
    def listed(self, size: int, after: str | None = None) -> list[Tenant]:
        """By name, behind one."""
        return self.tenants.page(size, after)

    def page(self, size: int, after: str | None = None) -> list[Tenant]:
        """The same for a reader."""
        self._may("setting.view")
        return self.listed(size, after)

    @reading
    def get(self, name: str) -> Tenant:
        self._must_be()
        if found := self.tenants.find(name=name):
            return found
        raise NotFound(Words("There is no tenant {name}. `crm tenant list` shows all.", name=name[:60]))

    def place(self, tenant: Tenant) -> str:
        """The address of its database, with what lets one in."""
        return self._opened(tenant.place, "tenant place")

    def former(self, tenant: Tenant) -> str | None:
        """Where it was before it moved, while that is kept."""
        return self._opened(tenant.former, "tenant place") if tenant.former else None

    def spare(self, tenant: Tenant) -> str | None:
        """A copy that nobody is served from."""
        return self._opened(tenant.spare, "tenant place") if tenant.spare else None

    def secret(self, tenant: Tenant) -> str:
        """What signs and seals everything of this tenant, and nothing of another."""
        return self._opened(tenant.secret, f"tenant secret {tenant.name}")

    def logo(self, tenant: Tenant) -> Logo | None:
        """What it shows on its pages and papers."""
        picture = self._picture(tenant) if tenant.logo else None
        return logo_of(base64.b64decode(picture)) if picture else None

    @reading
    def _picture(self, tenant: Tenant) -> str | None:
        return self.tenants.picture(tenant.id)

    def _opened(self, sealed: str, label: str) -> str:
        if text := self.vault.unseal(sealed, label):
            return text
        raise CrmError(Words("The directory was sealed under another secret. Start with that one."))

    # What changes ----------------------------------------------------------------

    @transactional
    def enter(self, name: str, host: str, title: str, place: str, language: str, timezone: str) -> Tenant:
        """A line for a tenant that is being made. Raises Invalid for a name or a host that cannot be, or that another one has."""
        self._may("setting.edit")
        self._check_host(host := hosted(host), None)
        if self.tenants.find(name=named(name)):
            raise Invalid(name=Words("There is a tenant of this name already."))
        sealed = self.vault.seal(place, "tenant place"), self.vault.seal(secrets.token_urlsafe(48), f"tenant secret {name}")
        terms = terms_of({"host": host, "title": title, "language": language, "timezone": timezone})
        self.tenants.insert(name, host, terms.title, *sealed, language, timezone, current.now())
        self.db.after_commit(self.know)
        return self.get(name)

    def _check_host(self, host: str, id: int | None) -> None:
        other = self.tenants.find(host=host)
        if host == self.host or (other and other.id != id):
            raise Invalid(host=Words("This host name leads somewhere else already."))

    @transactional
    def change(self, name: str, raw: dict[str, Any], version: int) -> Tenant:
        """Other terms: what is missing stays. Raises Invalid, or Conflict where somebody was faster."""
        self._may("setting.edit")
        found = self.get(name)
        terms: TenantTerms = terms_of({**vars(found.terms), **raw})
        self._check_host(terms.host, found.id)
        if not self.tenants.change(found.id, version, terms, current.now()):
            raise Conflict(found.version, words=Words("Somebody else changed this tenant meanwhile. Please look again."))
        self.db.after_commit(self.know)
        self.db.after_commit(lambda: self.note("change", name))
        return self.get(name)

    @transactional
    def put_logo(self, name: str, picture: bytes | None) -> Tenant:
        """Another logo, or none. Raises Invalid for what is no picture."""
        self._may("setting.edit")
        found, logo = self.get(name), logo_of(picture) if picture is not None else None
        self.tenants.put_logo(found.id, logo.digest if logo else None, current.now())
        if logo:
            self.tenants.keep_picture(found.id, base64.b64encode(logo.picture).decode())
        else:
            self.tenants.drop_picture(found.id)
        self.db.after_commit(self.know)
        self.db.after_commit(lambda: self.note("logo", name))
        return self.get(name)

    @transactional
    def turn(self, name: str, state: str, *before: str) -> Tenant:
        """Another state, out of one of those. Raises CrmError where it is in none of them."""
        self._may("setting.edit")
        found = self.get(name)
        if not self.tenants.put_state(found.id, state, list(before), current.now()):
            raise CrmError(Words("This cannot be done in the state that the tenant is in."))
        if state == "removed":
            self.tenants.drop_picture(found.id)
        self.db.after_commit(self.know)
        return replace(found, state=state)

    @transactional
    def settle(self, tenant: Tenant, place: str, former: str | None, spare: str | None = None) -> None:
        """Where it is from now on, where it was before, and where a copy is made or left that nobody is served from."""
        self._may("setting.edit")
        here, before, beside = (self.vault.seal(one, "tenant place") if one else None for one in (place, former, spare))
        self.tenants.put_place(tenant.id, here or "", before, beside, current.now())
        self.db.after_commit(self.know)

    @transactional
    def migrated(self, tenant: Tenant, migration: int | None, trouble: str | None) -> None:
        """What became of its last upgrade."""
        self._may("setting.edit")
        self.tenants.put_migration(tenant.id, migration, trouble, current.now())
        self.db.after_commit(self.know)

    def sealed(self) -> list[str]:
        """All that lies sealed in the directory, where there is one."""
        return [text for one in self.listed(MOST) for text in _sealed(one).values() if text] if self.host else []

    def reseal(self) -> int:
        """Bring all of it under the newest key, in a transaction of its own; gives how many texts were sealed anew."""
        return self._reseal() if self.host else 0

    @transactional
    def _reseal(self) -> int:
        newest = self.vault.keys.newest().id
        stale = [one for one in self.listed(MOST) if {key_of(text) for text in _sealed(one).values() if text} != {newest}]
        self.tenants.put_sealed([{"id": one.id, **{name: self._anew(one, name) for name in _sealed(one)}} for one in stale])
        self.db.after_commit(self.know)
        return sum(bool(text) for one in stale for text in _sealed(one).values())

    def _anew(self, tenant: Tenant, name: str) -> str | None:
        label = f"tenant secret {tenant.name}" if name == "secret" else "tenant place"
        return self.vault.seal(self._opened(text, label), label) if (text := _sealed(tenant)[name]) else None

    def note(self, what: str, name: str) -> None:
        """What was done to a tenant is an event of the provider's own database, in a transaction of its own."""
        self.security.note("tenant", current.actor().id or None, what=what, tenant=name)


def _sealed(tenant: Tenant) -> dict[str, str | None]:
    return {"place": tenant.place, "former": tenant.former, "spare": tenant.spare, "secret": tenant.secret}
