"""Everything by keyboard."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
pytestmark = pytest.mark.width(1440)  # a phone has no keys


@pytest.fixture
def page(signed_in: Browser, name: Name, account: Callable[..., int]) -> AccountPage:
    """A list of three customers in their order."""
    for text in ("甲", "乙", "丙"):
        account(text)
    return AccountPage(signed_in).list(f"?q={name()}&sort=name")


def test_j_and_k_walk_and_enter_opens(page: AccountPage, signed_in: Browser) -> None:
    """j、k 移动，回车打开"""
    second = page.names[1]

    page.press("j").press("j").press("j").press("k")
    with signed_in.leaving():
        page.press("enter")

    assert page.title == second


def test_x_selects_the_row_and_the_bar_counts(page: AccountPage, signed_in: Browser) -> None:
    """x 选中行，底栏显示数量"""
    page.press("j").press("x").press("j").press("x")

    assert signed_in.one(".bulk [data-count]").text == "2"


def test_b_goes_from_the_table_to_the_board_with_the_same_search(page: AccountPage, name: Name, signed_in: Browser) -> None:
    """b 从表格切换到看板，保留搜索条件"""
    with signed_in.leaving():
        page.press("b")

    assert "layout=board" in signed_in.path and name() in signed_in.one(".board").text


def test_c_begins_a_new_record_and_f_opens_the_filter(page: AccountPage, signed_in: Browser) -> None:
    """c 新建记录，f 打开筛选"""
    page.press("f")
    assert signed_in.one(".filter > .menu-list").is_displayed()

    page.press("escape")
    with signed_in.leaving():
        page.press("c")
    assert signed_in.path == "/accounts/new"


def test_the_question_mark_lists_the_keys_of_the_page(page: AccountPage, signed_in: Browser) -> None:
    """问号列出本页快捷键"""
    page.press("?")

    assert signed_in.one("#help dl").text.count("\n") > 5

    page.press("escape")
    signed_in.wait(lambda: not signed_in.has("#help"), "the page alone")


def test_g_then_p_goes_to_the_contacts(page: AccountPage, signed_in: Browser) -> None:
    """g 再按 p 前往联系人"""
    with signed_in.leaving():
        page.press("g").press("p")

    assert signed_in.path == "/contacts"


def test_space_shows_the_record_beside_the_list_and_escape_puts_it_away(page: AccountPage, signed_in: Browser) -> None:
    """空格在旁边预览记录，Esc 关闭"""
    first = page.names[0]

    page.press("j").press("space")
    signed_in.wait(lambda: first in signed_in.one("#peek").text, "the record beside the list")
    assert "peek=" in signed_in.path

    page.press("escape")
    signed_in.wait(lambda: not signed_in.has("#peek"), "the list alone")
    assert "peek=" not in signed_in.path


def test_no_key_fires_while_one_types(page: AccountPage, signed_in: Browser) -> None:
    """输入文字时快捷键不触发"""
    before = signed_in.path
    page.press("/").type("cgpx?")

    assert signed_in.path == before
    assert signed_in.one('.find input[name="q"]').get_attribute("value").endswith("cgpx?")


def test_tab_saves_in_place_and_goes_on_to_the_next_field(signed_in: Browser, account: Callable[..., int]) -> None:
    """Tab 保存当前字段并进入下一个字段"""
    page = AccountPage(signed_in).go(f"/accounts/{account('丁')}").start_editing("phone")

    page.editor("phone").send_keys("010-6552 1234")
    page.press("tab")

    signed_in.wait(lambda: page.is_editing("mail") and not page.is_editing("phone"), "the next field")
    assert "6552" in page.shown("phone")
