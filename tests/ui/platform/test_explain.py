"""A record is shared in the browser: the other one finds it in his list, and the form says why."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.explain import ExplainPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

pytestmark = pytest.mark.own


def test_a_shared_record_is_in_the_other_ones_list_and_the_form_says_why(browser: Browser, site: Site, name: Callable[..., str]) -> None:
    """共享一个客户，同事在列表中看到它，管理员查看原因"""
    made = site.visitor("salesperson").create("/accounts", name=name("云帆"), kind="company")
    browser.enter("administrator")
    page = ExplainPage(browser).go("/access").ask("赵敏", f"/accounts/{made}")
    assert browser.say("{name} cannot see this. None of the rules opens it:", name="赵敏") in page.answer
    assert browser.say("nothing was shared with {name} here", name="赵敏") in page.answer

    browser.enter("salesperson")
    page.share(f"/accounts/{made}", "华东组")
    assert "华东组" in page.shares

    browser.enter("colleague")
    AccountPage(browser).go(f"/accounts?q={name('云帆')}")
    assert name("云帆") in browser.one("main").text

    browser.enter("administrator")
    page.go("/access").ask("赵敏", f"/accounts/{made}")
    assert browser.say("{name} can see this, but not change it:", name="赵敏") in page.answer
    assert browser.say("shared with {holder}", holder="华东组") in page.answer
