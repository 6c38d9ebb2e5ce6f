"""The journal in the browser: found by its filter, opened, undone."""

from collections.abc import Callable

import pytest

from tests.ui.pages.platform.journal import JournalPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

pytestmark = pytest.mark.own


def test_a_change_is_found_by_its_filter_opened_and_undone(browser: Browser, site: Site, name: Callable[..., str]) -> None:
    """按条件找到一次变更，查看并撤销"""
    made = site.visitor("administrator").create("/accounts", name=name("云帆"), kind="company", city="上海")
    browser.enter("administrator")

    page = JournalPage(browser).go("/journal").find(module="account", verb="create")

    assert name("云帆") in page.titles
    page.open(name("云帆"))
    assert "上海" in page.changed
    page.undo_change().go(f"/journal?module=account&record={made}")
    assert page.titles.count(name("云帆")) == 2  # what was made, and what was undone
    page.go(f"/accounts/{made}")
    assert name("云帆") not in browser.one("h1").text
