"""The jobs of every company are run, each in its own database and under its own name; the directory may be away meanwhile."""

import pytest

from crm import current
from crm.errors import Busy
from crm.service.kit.job import Handler
from crm.tenants.workers import SWEEP, TenantWorkers
from tests.kit import tenants


@pytest.fixture
def site(tmp_path):
    app, operator = tenants.opened(tmp_path)
    with tenants.system():
        for name in ("alpha", "beta"):
            operator.create(name, f"{name}.test", name, None, "en", "Asia/Shanghai")
    yield app.tenants
    app.tenants.close_all()
    app.tenants = None


def test_jobs_run_as_the_company_that_asked_for_them(site):
    heard: list[tuple[str, str]] = []
    workers = TenantWorkers(site, 0)
    for name in ("alpha", "beta"):
        jobs = site.at(f"{name}.test").container.platform.job()
        jobs.handlers["planted"] = Handler("planted", lambda payload, job: heard.append((current.context().tenant, payload["of"])))
        jobs.enqueue("planted", {"of": name})
        assert site.board.take(1, 0.5) == name  # whoever puts in a job calls for a worker
        site.board.give_back(name, None)
        assert workers.look_after(name) == 0
    assert heard == [("alpha", "alpha"), ("beta", "beta")]
    assert 0 < workers.look_after("alpha") <= SWEEP
    site.service.db.engine.dispose()
    with tenants.system():
        site.service.turn("beta", "suspended", "active")
    assert workers.look_after("beta") is None


def test_companies_are_served_while_the_directory_is_away(site, monkeypatch):
    assert site.at("alpha.test").tenant.name == "alpha"

    def away() -> None:
        raise Busy()

    monkeypatch.setattr(site.service, "_current", away)
    site.service._asked = float("-inf")
    assert site.at("alpha.test").tenant.name == "alpha"


def test_what_is_seldom_used_is_closed_and_opened_again(site):
    site.home = site.home.model_copy(update={"tenants": site.home.tenants.model_copy(update={"ready": 1, "connected": 1})})
    first = site.at("alpha.test").container
    assert site.at("beta.test").container is not first and site.counts == (1, 1)
    assert site.at("alpha.test").container is not first
    assert site.at("alpha.test").container is site.at("alpha.test").container
