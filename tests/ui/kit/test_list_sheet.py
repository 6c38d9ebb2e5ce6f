"""The list as a sheet: Tab from cell to cell, groups that stay folded, own keys, conditions dragged in the tree."""

import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from selenium.webdriver import ActionChains, Keys

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
pytestmark = pytest.mark.width(1440)


@pytest.fixture
def page(signed_in: Browser, name: Name, account: Callable[..., int]) -> AccountPage:
    """A list of two customers of two grades."""
    account("甲", grade="A")
    account("乙", grade="B")
    return AccountPage(signed_in).list(f"?q={name()}&sort=name&cols=name,city,touched_at,mail")


def editing(browser: Browser) -> str | None:
    return browser.driver.execute_script(
        "return document.querySelector('.cell-editor form')?.closest('[data-field]').dataset.field ?? null"
    )


def test_tab_saves_and_goes_on_to_the_next_cell_that_can_be_typed_in(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """Tab 保存并进入下一个可编辑单元格，Shift+Tab 返回"""
    first = page.names[0]
    cell = signed_in.all("tr[data-row] td:not(.tick)")[0]
    ActionChains(signed_in.driver).double_click(cell).perform()
    signed_in.wait(lambda: editing(signed_in) == "city", "the editor of the city")
    page.type("成都").press("tab")
    signed_in.wait(lambda: editing(signed_in) == "mail", "the editor of the mail address")
    assert page.cell(first, "city") == "成都"

    ActionChains(signed_in.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    signed_in.wait(lambda: editing(signed_in) == "city", "the editor of the city again")


def test_a_folded_group_stays_folded_when_one_comes_back(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """折叠的分组在刷新后保持折叠"""
    page.list(f"?q={name()}&group=grade&sort=name")
    before = page.names
    with signed_in.leaving():
        signed_in.all("a.fold")[0].click()
    assert "fold=" in signed_in.path and len(page.names) == 1 and len(signed_in.all("a.fold")) == 2

    signed_in.driver.refresh()
    assert len(page.names) == 1
    with signed_in.leaving():
        signed_in.one('a.fold[aria-expanded="false"]').click()
    assert page.names == before


def test_an_own_key_does_what_the_other_one_did(page: AccountPage, signed_in: Browser) -> None:
    """自定义快捷键生效，并显示在快捷键列表中"""
    page.go("/profile/keys")
    signed_in.one('input[name="c"]').click()
    page.press("q")
    with signed_in.leaving():
        signed_in.testid("platform_key.update").click()
    page.list().press("?")
    assert "q" in signed_in.one("#help dl").text.split()
    page.press("escape").press("c")
    assert signed_in.path == "/accounts"
    with signed_in.leaving():
        page.press("q")
    assert signed_in.path == "/accounts/new"
    page.go("/profile/keys")
    with signed_in.leaving():
        signed_in.testid("platform_key.reset").click()
    assert signed_in.one('input[name="c"]').get_attribute("value") == "c"


def test_a_condition_is_dragged_into_a_group(page: AccountPage, signed_in: Browser) -> None:
    """把条件拖入条件组"""
    filled = [{"field": field, "operator": "filled"} for field in ("city", "grade", "mail")]
    page.go(f"/accounts/filters?back=tree&filter={quote(json.dumps({'all': [filled[0], {'any': filled[1:]}]}))}")
    city, mail = signed_in.one('li[data-path="0"]'), signed_in.one('li[data-path="1.1"]')
    said = city.text
    hold = ActionChains(signed_in.driver).move_to_element_with_offset(city, -60, 0).click_and_hold().pause(0.2).move_by_offset(8, 8)
    hold.pause(0.2).move_to_element_with_offset(mail, 0, -8).pause(0.2).move_by_offset(1, -1).pause(0.2).release().perform()

    signed_in.wait(
        lambda: signed_in.has('li[data-path="0.1"]') and signed_in.one('li[data-path="0.1"]').text == said, "the condition in the group"
    )


def test_columns_are_hidden_and_moved_in_the_dialog(page: AccountPage, signed_in: Browser) -> None:
    """在对话框中隐藏和移动列"""
    signed_in.click(signed_in.one('.head-tools a[href*="/look"]'))
    signed_in.click(signed_in.one('#dialog[open] [name="col"][value="city"]'))
    signed_in.click(signed_in.one('#dialog li:has([value="mail"]) [data-up]'))
    with signed_in.leaving():
        signed_in.click(signed_in.testid("look-apply"))

    assert [head.get_attribute("data-name") for head in signed_in.all("thead th[data-name]")] == ["name", "mail", "touched_at"]


def test_a_click_on_a_name_shows_the_record_beside_the_list(page: AccountPage, signed_in: Browser) -> None:
    """点击名称在旁边预览记录，再点关闭"""
    first = page.names[0]
    signed_in.click(signed_in.all("tr[data-row] .first a")[0])
    signed_in.wait(lambda: first in signed_in.one("#peek").text, "the record beside the list")

    signed_in.click(signed_in.one("#peek[open] .peek-head button"))
    signed_in.wait(lambda: not signed_in.has("#peek"), "the list alone")
    assert "peek=" not in signed_in.path
