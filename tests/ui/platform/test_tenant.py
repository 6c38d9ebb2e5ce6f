"""A provider and one of its companies, each at a host name of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crm.app import create_app
from crm.container import build
from crm.dao.kit.migration import Migrator
from crm.settings import load
from crm.tenants import mover
from tests.kit import company as companies
from tests.kit.servers import live
from tests.ui.pages.platform.setup import SetupPage
from tests.ui.pages.platform.tenant import TenantPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

pytestmark = pytest.mark.own
PROVIDER, HOST = "provider.localhost", "acme.localhost"  # browsers look for such names on this machine alone
PASSWORD = "a long and unusual password 7"


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The provider's installation."""
    monkeypatch.setattr(mover, "GRACE", 0)  # there is no other process that has to know
    settings = load("test", {}, app={"data": tmp_path}, tenants={"host": PROVIDER}, secret="a secret of the provider")
    container = build(settings)
    Migrator(container.db()).migrate()
    companies.found(container)
    made: Any = create_app(settings, container)
    yield made
    made.tenants.close_all()
    container.db().engine.dispose()


@pytest.fixture
def page(browser: Browser, app: Any) -> Iterator[TenantPage]:
    """His administrator has signed in."""
    here = browser.site
    with live(app) as address:
        browser.site = Site(address.replace("127.0.0.1", PROVIDER), {})
        yield TenantPage(browser).sign_in("lilei", companies.PASSWORD)
    browser.site = here


def fits(browser: Browser) -> None:
    for width in (390, 1440):
        browser.size(width, 844)
        assert browser.overflow() <= 0
        assert browser.axe() == []


def test_a_company_is_made_used_limited_suspended_and_removed(page: TenantPage, browser: Browser) -> None:
    """新建租户，登录使用，限制用量，停用、恢复，最后删除"""
    provider = browser.site
    theirs = replace(provider, base_url=provider.base_url.replace(PROVIDER, HOST))
    page.make(name="acme", host=HOST, title="云帆科技")
    browser.said("td", HOST)

    browser.site = theirs
    SetupPage(browser).start().found(company="云帆科技", name="王芳", account="wangfang", password=PASSWORD, again=PASSWORD)
    assert browser.path == "/"

    browser.site = provider
    page.show("acme").change(people="many")
    assert browser.one(".error").text
    page.change(people="1").show("acme")
    browser.said(".help", "1")
    browser.site = theirs
    browser.open("/agreed")
    browser.said("tr", "100 %")

    browser.site = provider
    page.show("acme").turn()
    browser.site = theirs
    browser.open("/")
    browser.said("[data-sentence]", browser.say("This CRM is suspended. Please ask whoever runs it for your company."))
    browser.site = provider
    page.show("acme").turn()
    browser.site = theirs
    browser.open("/accounts")
    assert browser.path == "/accounts"

    browser.site = provider
    page.show("acme")
    fits(browser)
    page.turn().ask_removal().remove("acm")
    assert browser.one(".error").text
    fits(browser)
    page.remove("acme")
    browser.one(".empty")
    browser.site = theirs
    browser.open("/")
    browser.said("[data-sentence]", browser.say("There is no CRM at this address."))


def test_a_company_is_moved_and_keeps_to_its_new_place(page: TenantPage, browser: Browser, app: Any, tmp_path: Path) -> None:
    """在页面上迁移租户，并确认留在新位置"""
    page.make(name="acme", host=HOST, title="云帆科技")
    page.show("acme").ask_move().move("acme", "elsewhere")
    assert browser.one('[aria-invalid="true"]').get_attribute("value") == "elsewhere"
    fits(browser)
    page.move("acme", f"sqlite:///{tmp_path / 'there.db'}")
    app.home.platform.job_runner().run_due()
    page.show("acme").ask_move()
    fits(browser)
    page.confirm("other")
    assert browser.one('[aria-invalid="true"]').get_attribute("value") == "other"
    page.confirm("acme")
    assert browser.path == "/tenants/acme" and not browser.all('[data-testid="platform_tenant_move.confirm"]')
