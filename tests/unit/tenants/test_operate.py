"""Whole companies are made, copied, put back, moved and taken away, while the others go on; on files and on two PostgreSQL servers."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.kit.filter import Query
from crm.errors import CrmError, Invalid
from crm.tenants import Shut, mover, operate
from crm.tenants.operate import Operator
from tests.faults.cluster import Cluster
from tests.kit import tenants
from tests.kit.postgres import create_database


@dataclass
class Site:
    """An installation with one company, and another place that it can go to."""

    app: Any
    operator: Operator
    elsewhere: str

    @property
    def names(self) -> list[str]:
        """The customers of the company as it is served now."""
        found = self.operator.tenants.at("alpha.test").container
        with tenants.system(tenant="alpha"):
            return sorted(row.name for row in found.customer.account().page(Query(size=50)))

    def add(self, name: str) -> None:
        found = self.operator.tenants.at("alpha.test").container
        with tenants.system(tenant="alpha"):
            found.customer.account().create(found.customer.account().module.draft.parse({"name": name}))


@pytest.fixture(scope="module")
def clusters() -> Iterator[list[Cluster]]:
    """Two servers of their own."""
    made = [Cluster(Path("/tmp", f"crm-tenants-{os.getpid()}-{secrets.token_hex(3)}")) for _ in range(2)]
    for one in made:
        one.start()
        with psycopg.connect(one.url.replace("+psycopg", ""), autocommit=True) as connection:  # nobody cuts their power
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
    yield made
    for one in made:
        one.kill()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def site(request, tmp_path, monkeypatch) -> Iterator[Site]:
    monkeypatch.setattr(mover, "GRACE", 0)
    more: dict[str, Any] = {}
    elsewhere = f"sqlite:///{tmp_path / 'other disk' / 'alpha.db'}"
    if request.param == "postgresql":
        first, second = request.getfixturevalue("clusters")
        more = {"database": {"url": first.url}}
        elsewhere = f"{second.url}&schema=tenant_alpha"
    app, operator = tenants.opened(tmp_path, **more)
    with tenants.system():
        operator.create("alpha", "alpha.test", "Firm alpha", None, "en", "Asia/Shanghai")
        made = Site(app, operator, elsewhere)
        made.add("kept")
        yield made
        app.tenants.close_all()
        operator.remove("alpha")
    app.tenants = None


def test_a_company_moves_to_another_place_and_the_old_one_can_only_be_read(site):
    old = site.operator.service.place(site.operator.service.get("alpha"))
    checked = site.operator.move("alpha", site.elsewhere)
    assert checked.rows > 0 and site.operator.service.place(site.operator.service.get("alpha")) == site.elsewhere
    site.add("after the move")
    assert site.names == ["after the move", "kept"]
    left = Database(old, 1)
    with pytest.raises(Exception, match="was moved|cannot write"), left.transaction() as work:
        work.cursor.execute("UPDATE stamp SET value = value + 1")
    with pytest.raises(CrmError, match="not confirmed"):
        site.operator.move("alpha", old)
    site.operator.confirm("alpha")
    left.engine.dispose()
    assert Migrator(left).done() == {} and site.names == ["after the move", "kept"]
    left.engine.dispose()


def test_a_company_returns_to_where_it_was(site):
    site.operator.move("alpha", site.elsewhere)
    site.operator.back("alpha")
    site.add("after the return")
    assert site.names == ["after the return", "kept"]


def test_a_move_that_fails_leaves_the_company_where_it_was(site, monkeypatch):
    def broken(*_: Any) -> None:
        raise CrmError("The copy is not whole.")

    monkeypatch.setattr("crm.service.platform.backup.verify", broken)
    with pytest.raises(CrmError, match="not whole"):
        site.operator.move("alpha", site.elsewhere)
    monkeypatch.undo()
    monkeypatch.setattr(mover, "GRACE", 0)
    site.add("written again")
    assert site.names == ["kept", "written again"]
    site.operator.move("alpha", site.elsewhere)  # nothing of the first attempt is in the way
    assert site.names == ["kept", "written again"]


def test_a_company_is_copied_and_put_back_while_it_is_served(site, tmp_path):
    archive = tmp_path / "alpha.crm"
    _, checked = site.operator.backup("alpha", archive)
    assert checked.customers == 1
    site.add("later")
    site.app.tenants.close_all()  # as every other process does within seconds
    assert site.operator.restore("alpha", archive)
    assert site.names == ["kept"]


def test_while_a_company_is_away_its_people_read_why(site):
    service = site.operator.service
    with site.operator.away(service.get("alpha")), pytest.raises(Shut) as shut:
        site.operator.tenants.at("alpha.test")
    assert (shut.value.status, shut.value.seconds) == (503, 60)
    site.operator.suspend("alpha")
    answer = site.app.test_client().get("/", base_url="http://alpha.test", headers={"Accept-Language": "en"})
    assert answer.status_code == 403 and "This CRM is suspended." in answer.text
    site.operator.suspend("alpha", undo=True)
    assert site.names == ["kept"]


def test_all_companies_are_upgraded_and_who_fails_is_passed_over(site, monkeypatch):
    site.operator.create("beta", "beta.test", "Firm beta", None, "en", "Asia/Shanghai")
    heard: list[str] = []
    real = operate.Migrator.pending

    def pending(self: Migrator) -> Any:
        if "beta" in str(self.db.url) + str(self.db.schema):
            raise CrmError("no room")
        return real(self)

    monkeypatch.setattr(operate.Migrator, "pending", pending)
    found = {one.name: one.trouble for one in site.operator.upgrade(lambda one: heard.append(one.name))}
    assert (heard, found) == (["alpha", "beta"], {"alpha": None, "beta": "no room"})
    assert site.operator.service.get("beta").trouble == "no room"
    monkeypatch.undo()
    assert {one.trouble for one in site.operator.upgrade(lambda one: None)} == {None}
    assert site.operator.service.get("beta").trouble is None
    monkeypatch.setattr(mover, "GRACE", 0)
    site.operator.remove("beta")


def test_what_is_taken_is_refused(site):
    create = site.operator.create
    with pytest.raises(Invalid, match="host"):
        create("beta", "alpha.test", "Beta", None, "en", "Asia/Shanghai")
    with pytest.raises(Invalid, match="name"):
        create("Be-ta", "beta.test", "Beta", None, "en", "Asia/Shanghai")
    with pytest.raises(CrmError, match="already"):
        create("beta", "beta.test", "Beta", site.operator.default_place("alpha"), "en", "Asia/Shanghai")
    assert [tenant.name for tenant in site.operator.service.listed(10)] == ["alpha"]


def test_a_directory_in_a_file_beside_postgresql_is_in_the_backup_too(tmp_path):
    worker, directory = os.environ.get("PYTEST_XDIST_WORKER", "gw"), tmp_path / "directory.db"
    more = {
        "database": {"url": create_database(f"crm_directory_{worker}")},
        "tenants": {"host": tenants.PROVIDER, "directory": f"sqlite:///{directory}"},
    }
    app, operator = tenants.opened(tmp_path, **more)
    try:
        with tenants.system():
            operator.create("gamma", "gamma.test", "Firm gamma", None, "en", "Asia/Shanghai")
            backups, archive = app.home.platform.backup(), tmp_path / "home.crm"
            backups.save(archive, tmp_path)
            assert backups.check(archive)[0].dialect == "postgresql"
            operator.service.db.engine.dispose()
            directory.unlink()
            app.tenants.close_all()
            app.home.db().engine.dispose()
            assert backups.restore(archive, tmp_path)[1]
            assert operator.service.get("gamma").title == "Firm gamma"
    finally:
        app.tenants.close_all()
        app.home.db().engine.dispose()
        app.tenants = None
