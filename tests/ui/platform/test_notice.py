"""Notices in the browser: whoever is handed a customer is told, opens it, and has read it."""

from collections.abc import Callable

import pytest
from selenium.webdriver import Keys

from tests.ui.pages.platform.notice import NoticePage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

pytestmark = pytest.mark.own
Name = Callable[..., str]


@pytest.fixture
def told(browser: Browser, site: Site, name: Name) -> NoticePage:
    """Wang was handed a customer by the manager."""
    assert site.company and site.app
    manager = site.visitor("manager")
    made = manager.create("/accounts", name=name("云帆"), kind="company")
    manager.post("/accounts/bulk/assignment", {"id": made, "owner_id": site.company.users["wang"]}, f"/accounts/{made}")
    site.app.container.platform.job_runner().run_due()
    browser.enter("salesperson")
    return NoticePage(browser).list()


@pytest.mark.parametrize("by", ["keyboard", "pointer"])
def test_a_notice_is_opened_and_then_read(told: NoticePage, browser: Browser, name: Name, by: str) -> None:
    """打开通知后即为已读"""
    assert any(name("云帆") in line for line in told.unread)
    link = browser.said(".notice-line a", name("云帆"))
    with browser.leaving():
        link.send_keys(Keys.ENTER) if by == "keyboard" else browser.click(link)
    assert name("云帆") in browser.one("h1").text

    assert not [line for line in told.list().unread if name("云帆") in line]
    with browser.leaving():
        browser.click(browser.said(".notice-line", name("云帆")).find_element("css selector", '[data-testid="platform_notice.mark"]'))
    assert [line for line in told.unread if name("云帆") in line]


def test_without_script_all_are_marked_as_read(told: NoticePage, browser: Browser) -> None:
    """无脚本时全部标为已读"""
    browser.scripts(on=False)
    told.list()
    with browser.leaving():
        browser.testid("platform_notice.read_all").click()

    assert told.unread == []
