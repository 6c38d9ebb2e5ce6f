"""Where one is signed in, and an end to it, in the browser."""

import pytest

from tests.ui.pages.platform.session import SessionPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site
from tests.ui.tool.visitor import Visitor

pytestmark = pytest.mark.own
ROLE = "auditor"


def test_one_sees_where_one_is_signed_in_and_ends_it_elsewhere(browser: Browser, site: Site) -> None:
    """查看登录会话，逐个或全部退出其他登录"""
    browser.enter(ROLE)
    page = SessionPage(browser).go("/profile")
    there = page.sessions
    for _ in range(2):
        Visitor(site.base_url).sign_in(*site.people[ROLE])
    assert page.go("/profile").sessions == there + 2

    assert page.end_one().sessions == there + 1
    page.end_others()

    assert page.sessions == 1
    assert browser.path == "/profile"
    site.visitors = {key: one for key, one in site.visitors.items() if key[0] != ROLE or key[1] == browser.language}
