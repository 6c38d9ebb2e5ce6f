"""The first run, in the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.setup import SetupPage
from tests.ui.tool import site as sites
from tests.ui.tool.browser import Browser

pytestmark = pytest.mark.own
PASSWORD = "a long and unusual password 7"


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[SetupPage]:
    """The first page of an empty instance."""
    here = browser.site
    with sites.own(tmp_path, empty=True) as made:
        browser.site = made
        yield SetupPage(browser).start()
    browser.site = here


def test_whoever_comes_first_becomes_the_administrator_begins_at_once_and_closes_the_door(page: SetupPage, browser: Browser) -> None:
    """第一个来的人成为管理员，可立即开始使用，设置页面永久消失"""
    assert browser.path == "/setup"

    page.found(company="云帆科技", name="李雷", account="lilei", mail="lilei@example.com", password=PASSWORD, again=PASSWORD)

    assert browser.path == "/"
    assert "platform_user.index" in page.menu
    assert AccountPage(browser).create(name="第一个客户").title == "第一个客户"

    page.go("/setup")

    assert browser.one(".status").text == "404"


def test_a_weak_password_is_refused_and_the_rest_stays_typed(page: SetupPage, browser: Browser) -> None:
    """弱密码被拒绝，其他内容保留"""
    page.found(company="云帆科技", name="李雷", account="lilei", password="12345678", again="12345678")

    assert page.value("company") == "云帆科技"
    assert page.value("account") == "lilei"
    assert browser.one(".error").text


def test_the_page_fits_and_everybody_can_use_it(page: SetupPage, browser: Browser) -> None:
    """设置页面适配屏幕且符合无障碍要求"""
    for width in (1440, 390):
        browser.size(width, 844)
        assert browser.overflow() <= 0
        assert browser.axe() == []
