"""What one may not see or do, in the browser."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site

Name = Callable[..., str]


@pytest.fixture
def hidden(site: Site, name: Name) -> int:
    """A customer of the administrator's own."""
    return site.visitor("administrator").create("/accounts", name=name("机密客户"), kind="company")


def test_a_record_one_may_not_see_looks_like_one_that_does_not_exist(browser: Browser, hidden: int) -> None:
    """无权查看的记录与不存在的记录看起来一样"""
    browser.enter("salesperson")
    page = AccountPage(browser)

    page.go(f"/accounts/{hidden}")
    refused = browser.one("main").text
    page.go("/accounts/999999999")

    assert "404" in refused
    assert browser.one("main").text == refused


@pytest.mark.usefixtures("hidden")
def test_the_list_leaves_out_what_one_may_not_see(browser: Browser, name: Name) -> None:
    """列表不显示无权查看的记录"""
    browser.enter("salesperson")

    assert AccountPage(browser).list(f"?f=name:starts:{name()}").names == []


def test_the_menu_leads_nowhere_one_may_not_go(browser: Browser) -> None:
    """菜单不出现无权进入的页面"""
    browser.enter("salesperson")
    menu = AccountPage(browser).list().menu

    assert "customer_account.index" in menu
    assert not {"platform_role.index", "platform_journal.index", "platform_job.index", "platform_setting.index"} & set(menu)


def test_who_only_reads_finds_no_way_to_write(browser: Browser, site: Site, hidden: int) -> None:
    """只读人员看不到任何修改入口"""
    browser.enter("auditor")
    page = AccountPage(browser).list()
    assert not browser.has('[data-testid="customer_account.new"]')

    page.go(f"/accounts/{hidden}")

    assert not browser.has('[data-testid^="edit-"], [data-testid^="compose-"], [data-testid="customer_account.edit"]')


def test_a_page_that_is_forbidden_says_so_with_a_way_back(browser: Browser) -> None:
    """被禁止的页面会说明并提供返回方式"""
    browser.enter("salesperson")

    AccountPage(browser).go("/roles")

    assert browser.one(".status").text == "403"
    assert browser.one(".links a").is_displayed()
