"""The tenants that this process serves: each with a container of its own, so that nothing kept for one is ever another's.

What is seldom used is closed: at most `tenants.ready` containers stand, and at most `tenants.connected` of them hold connections.
"""

import gc
import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from dependency_injector import providers

from crm import per_tenant
from crm.container import Container, begin
from crm.dao.kit.migration import Migrator
from crm.domain.platform.tenant import BEHIND, LIMITS, NOWHERE, STATES, Tenant
from crm.errors import Busy, CrmError
from crm.language import N_, Words
from crm.service.platform.pace import PaceService
from crm.service.platform.tenant import TenantService
from crm.settings import Agreed, Settings
from crm.settings import Tenants as NoTenants
from crm.tenants.board import Board
from crm.tenants.move_job import MoveJob

SWEPT = 20  # tenants that are closed until their memory is given back
TOO_OFTEN = N_("Your company asks for more within a minute than was agreed. Please wait a moment.")


class Shut(CrmError):
    """Nobody is let in; `seconds` is when to try again, 0 where that makes no sense."""

    def __init__(self, words: str, status: int, seconds: int = 0):
        super().__init__(Words(words))
        self.status, self.seconds = status, seconds


@dataclass(frozen=True)
class Opened:
    """A tenant that is served: a line of the directory as it was then, and all that was built for it."""

    tenant: Tenant
    settings: Settings
    container: Container


class Tenants:
    """Opens tenants as they are asked for, and closes those that nobody asks for."""

    def __init__(self, home: Container, settings: Settings):
        self.home = settings
        self.pace: PaceService = home.limit.pace()
        self.service: TenantService = home.tenancy.tenant()
        self.service.prepare()
        self.board = Board()
        self.moves = MoveJob(self, home.platform.job())
        self._open: OrderedDict[str, Opened] = OrderedDict()
        self._connected: OrderedDict[str, Opened] = OrderedDict()
        self._gone = 0
        self._lock, self._building = threading.Lock(), threading.Lock()

    def at(self, host: str) -> Opened:
        """The tenant of a host name. Raises Shut where there is none, or where nobody is let in."""
        tenant = self.service.of(host)
        if tenant is None:
            raise Shut(NOWHERE, 404)
        if words := STATES[tenant.state][1]:
            raise Shut(words, 403) if tenant.state == "suspended" else Shut(words, 503, 60)
        return self.open(tenant)

    def count(self, tenant: Tenant) -> None:
        """One request more of it, beside those that other processes count. Raises Shut where more come than were agreed."""
        if tenant.requests is None:
            return
        asked = self.pace.of_tenant(tenant.name, tenant.requests)
        if not asked.admitted:
            raise Shut(TOO_OFTEN, 429, asked.wait)

    def open(self, tenant: Tenant) -> Opened:
        """Its container: the one that stands, unless the directory says anything else by now."""
        if found := self._standing(tenant):
            return found
        with self._building:
            return self._standing(tenant) or self._put(self.made(tenant))

    def _standing(self, tenant: Tenant) -> Opened | None:
        with self._lock:
            found = self._open.get(tenant.name)
            if found is None or found.tenant.version != tenant.version:
                return None
            self._open.move_to_end(tenant.name)
            return self._touched(found)

    def _touched(self, found: Opened) -> Opened:
        self._connected[found.tenant.name] = found
        self._connected.move_to_end(found.tenant.name)
        while len(self._connected) > self.home.tenants.connected:
            self._connected.popitem(last=False)[1].container.db().engine.dispose()
        return found

    def made(self, tenant: Tenant, ready: bool = True) -> Opened:
        """A container for it that nobody else has. Raises Shut where its database is behind the program."""
        settings = self.settings_of(tenant)
        settings.app.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        container = Container()
        container.platform.queue.override(providers.Object(self.board.queue(tenant.name)))
        with suppress(Busy):  # while the directory is away its people work without
            container.platform.logo.override(providers.Object(self.service.logo(tenant)))
        begin(container, settings)
        if ready and Migrator(container.db()).pending():
            container.db().engine.dispose()
            raise Shut(BEHIND, 503, 60)
        return Opened(tenant, settings, container)

    def address(self, tenant: Tenant) -> str:
        """Where its people open it."""
        known = urlsplit(self.home.server.address or f"http://{self.home.server.host}:{self.home.server.port}")
        return f"{known.scheme}://{tenant.host}{f':{known.port}' if known.port else ''}"

    def settings_of(self, tenant: Tenant) -> Settings:
        """Those of the installation, but for what is a tenant's own. It knows nothing of the directory."""
        home = self.home
        app = {
            "name": tenant.title,
            "data": home.app.data / "tenants" / tenant.name,
            "language": tenant.language,
            "timezone": tenant.timezone,
            "logo": "",  # of a company it stands in the directory
        }
        if tenant.colour:
            app["colour"] = tenant.colour
        if home.app.backups:
            app["backups"] = home.app.backups / "tenants" / tenant.name
        return home.model_copy(
            update={
                "app": home.app.model_copy(update=app),
                "server": home.server.model_copy(update={"address": self.address(tenant), "hosts": (tenant.host,)}),
                "database": home.database.model_copy(update={"url": self.service.place(tenant), "pool_size": home.tenants.pool_size}),
                "agreed": Agreed(**{name: getattr(tenant, name) for name in LIMITS}),
                "tenants": NoTenants(),
                "secret": self.service.secret(tenant),
            }
        )

    def _put(self, made: Opened) -> Opened:
        with self._lock:
            gone = [old] if (old := self._open.pop(made.tenant.name, None)) else []
            self._open[made.tenant.name] = made
            while len(self._open) > self.home.tenants.ready:
                gone.append(self._open.popitem(last=False)[1])
            self._touched(made)
        for one in gone:
            self._close(one)
        return made

    def close(self, name: str) -> None:
        """Let go of a tenant; whoever is at work in it ends what he does."""
        with self._lock:
            found = self._open.pop(name, None)
        if found:
            self._close(found)

    def sweep(self) -> None:
        """Close those that are no longer served."""
        served = {tenant.name for tenant in self.service.all() if tenant.state == "active"}
        for name in set(self._open) - served:
            self.close(name)

    def close_all(self) -> None:
        for name in list(self._open):
            self.close(name)

    def _close(self, gone: Opened) -> None:
        if self._connected.get(gone.tenant.name) is gone:
            self._connected.pop(gone.tenant.name, None)
        gone.container.platform.job_runner().stopping = True
        with suppress(CrmError):
            gone.container.operation.load().flush()
        gone.container.db().engine.dispose()
        per_tenant.forget(gone.tenant.name)
        self._gone += 1
        if self._gone % SWEPT == 0:  # a container is a ring of a thousand things: left to itself the collector comes after hundreds of them
            gc.collect()

    @property
    def counts(self) -> tuple[int, int]:
        """How many stand ready, and to how many there are connections."""
        return len(self._open), len(self._connected)
