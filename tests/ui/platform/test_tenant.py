"""A provider and one of its companies, each at a host name of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

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
def page(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TenantPage]:
    """The provider's administrator has signed in."""
    monkeypatch.setattr(mover, "GRACE", 0)  # there is no other process that has to know
    settings = load("test", {}, app={"data": tmp_path}, tenants={"host": PROVIDER}, secret="a secret of the provider")
    container, here = build(settings), browser.site
    Migrator(container.db()).migrate()
    companies.found(container)
    app = create_app(settings, container)
    with live(app) as address:
        browser.site = Site(address.replace("127.0.0.1", PROVIDER), {})
        yield TenantPage(browser).sign_in("lilei", companies.PASSWORD)
        app.tenants.close_all()
    browser.site = here
    container.db().engine.dispose()


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
    browser.said("[data-sentence]", "停用")
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
    browser.said("[data-sentence]", "没有")


def test_a_company_that_was_moved_keeps_to_its_new_place(page: TenantPage, browser: Browser, tmp_path: Path) -> None:
    """迁移租户后，在页面上确认留在新位置"""
    page.make(name="acme", host=HOST, title="云帆科技")
    command = [Path(sys.executable).with_name("crm"), "tenant", "move", "acme", f"sqlite:///{tmp_path / 'there.db'}"]
    given = {"CRM_APP__DATA": str(tmp_path), "CRM_TENANTS__HOST": PROVIDER, "CRM_SECRET": "a secret of the provider"}
    subprocess.run(command, env=os.environ | given, check=True, capture_output=True)
    page.show("acme").ask_move()
    fits(browser)
    page.confirm("other")
    assert browser.one('[aria-invalid="true"]').get_attribute("value") == "other"
    page.confirm("acme")
    assert browser.path == "/tenants/acme" and not browser.all('[data-testid="platform_tenant.ask_move"]')
