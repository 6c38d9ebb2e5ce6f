"""A move that is killed, at whichever step, leaves nothing that the next call does not tidy: the process is really killed."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from crm.dao.platform import tenant_place as places
from crm.errors import CrmError
from crm.service.platform.backup import BackupService
from crm.service.platform.tenant import TenantService
from crm.tenants.mover import opened_at
from tests.unit.tenants.test_operate import Site, clusters, site

__all__ = ["clusters", "site"]  # fixtures
faults = pytest.mark.faults
STEPS = [  # where, after how many calls of it, and whether the company is at the new place by then
    pytest.param(TenantService, "turn", 1, False, id="closed", marks=faults),
    pytest.param(TenantService, "settle", 1, False, id="announced", marks=faults),
    pytest.param(places, "make", 1, False, id="place made", marks=faults),
    pytest.param(places, "freeze", 1, False, id="frozen", marks=faults),
    pytest.param(BackupService, "save", 1, False, id="archived", marks=faults),
    pytest.param(BackupService, "unpack", 1, False, id="copied"),
    pytest.param(places, "thaw", 1, False, id="copy thawed", marks=faults),
    pytest.param(TenantService, "settle", 2, True, id="at the new place"),
    pytest.param(TenantService, "turn", 2, True, id="opened", marks=faults),
]


def killed_after(owner: Any, name: str, times: int, do: Callable[[], Any]) -> None:
    """A child process does it, and is killed as soon as it has called that for the last of so many times."""
    if not (child := os.fork()):
        real, called = getattr(owner, name), 0

        def run(*args: Any, **kwargs: Any) -> Any:
            nonlocal called
            found = real(*args, **kwargs)
            called += 1
            if called == times:
                os.kill(os.getpid(), signal.SIGKILL)
            return found

        setattr(owner, name, run)
        try:
            do()
        finally:
            os._exit(0)  # whatever became of it: there is one run of the tests
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def parted(site: Site) -> None:
    """A child may not go on with the connections of its parent, nor the parent with what a child closed."""
    site.app.tenants.close_all()
    site.operator.service.db.engine.dispose()
    site.app.home.db().engine.dispose()


def holds(site: Site, place: str) -> bool:
    with opened_at(place) as db:
        return not places.is_empty(db)


def left(site: Site) -> list[str]:
    folder = site.operator.tenants.settings_of(site.operator.service.get("alpha")).app.data
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(("owner", "name", "times", "there"), STEPS)
@pytest.mark.parametrize("again", [False, True], ids=["back", "again"])
def test_a_move_that_was_killed_is_undone_or_begun_anew(site, owner, name, times, there, again):
    service, first = site.operator.service, site.operator.service.place(site.operator.service.get("alpha"))
    parted(site)
    killed_after(owner, name, times, lambda: site.operator.move("alpha", site.elsewhere))
    if there or not again:
        site.operator.back("alpha")
        assert (service.place(service.get("alpha")), holds(site, site.elsewhere)) == (first, False)
    else:
        site.operator.move("alpha", site.elsewhere)
        site.operator.confirm("alpha")
        assert (service.place(service.get("alpha")), holds(site, first)) == (site.elsewhere, False)
    tenant = service.get("alpha")
    assert (tenant.state, tenant.former, tenant.spare, left(site)) == ("active", None, None, [])
    site.add("written again")
    assert site.names == ["kept", "written again"]


@pytest.mark.parametrize(("owner", "name", "times"), [
    pytest.param(places, "thaw", 1, id="old one thawed", marks=faults),
    pytest.param(TenantService, "settle", 1, id="served from the old one", marks=faults),
    pytest.param(places, "drop", 1, id="new one dropped", marks=faults),
])  # fmt: skip
def test_a_return_that_was_killed_is_ended_by_the_next_call(site, owner, name, times):
    service, first = site.operator.service, site.operator.service.place(site.operator.service.get("alpha"))
    site.operator.move("alpha", site.elsewhere)
    parted(site)
    killed_after(owner, name, times, lambda: site.operator.back("alpha"))
    with suppress(CrmError):  # where all was done but to take the other one away, there is nothing to return from any more
        site.operator.back("alpha")
    tenant = service.get("alpha")
    assert (service.place(tenant), tenant.state, tenant.former, tenant.spare) == (first, "active", None, None)
    assert not holds(site, site.elsewhere)
    site.add("written again")
    assert site.names == ["kept", "written again"]


@faults
def test_a_company_that_was_suspended_stays_so_whatever_became_of_its_move(site):
    site.operator.suspend("alpha")
    parted(site)
    killed_after(BackupService, "save", 1, lambda: site.operator.move("alpha", site.elsewhere))
    site.operator.back("alpha")
    assert site.operator.service.get("alpha").state == "suspended"
    site.operator.suspend("alpha", undo=True)
    assert site.names == ["kept"]
