"""The command palette in the browser: by keyboard, on a page, on a record, on chosen rows."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.palette import PalettePage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
Words = tuple[str, str, str, str]
pytestmark = pytest.mark.width(1440)


WORDS = {"zh": ("客户级别", "重点", "重要", "编辑"), "en": ("Grade", "key", "important", "Edit")}


@pytest.fixture
def words(browser: Browser) -> Words:
    """A field, two of its choices and a button, as the reader calls them."""
    return WORDS[browser.language]


@pytest.fixture
def palette(signed_in: Browser) -> PalettePage:
    return PalettePage(signed_in)


def test_a_record_is_found_and_opened(palette: PalettePage, signed_in: Browser, name: Name, account: Callable[..., int]) -> None:
    """在命令面板中找到并打开记录"""
    id = account("云帆科技")
    palette.go("/").call().search(f"{name()} yfkj")
    palette.wait_for(name("云帆科技"))
    with signed_in.leaving():
        palette.press("enter")

    assert signed_in.path == f"/accounts/{id}"


def test_what_was_opened_stands_first_when_nothing_is_typed(
    palette: PalettePage, signed_in: Browser, name: Name, account: Callable[..., int]
) -> None:
    """未输入时显示最近打开的记录"""
    id = account("最近的客户")
    palette.go(f"/accounts/{id}").settle()

    palette.go("/accounts").call().wait_for(name("最近的客户"))

    assert palette.rows[0].startswith(name("最近的客户"))


def test_an_action_takes_its_argument_in_the_same_box(
    palette: PalettePage, signed_in: Browser, account: Callable[..., int], words: Words
) -> None:
    """操作在同一个框中选择参数"""
    id = account("甲", grade="C")
    grade, key, *_ = words
    palette.go(f"/accounts/{id}").call().search(grade)
    palette.wait_for(grade).press("enter")
    palette.wait_for("A ·").search(key).only("A ·")
    with signed_in.leaving():
        palette.press("enter")

    assert signed_in.path.startswith(f"/accounts/{id}")
    assert "A" in AccountPage(signed_in).shown("grade")
    palette.undo_by_key()


def test_an_action_of_the_page_is_done_by_its_name(
    palette: PalettePage, signed_in: Browser, account: Callable[..., int], words: Words
) -> None:
    """按名称执行本页操作"""
    id = account("乙")
    palette.go(f"/accounts/{id}").call().search(words[3])
    palette.wait_for(words[3])
    with signed_in.leaving():
        palette.press("enter")

    assert signed_in.path == f"/accounts/{id}/edit"


def test_chosen_rows_are_what_actions_are_for(
    palette: PalettePage, signed_in: Browser, name: Name, account: Callable[..., int], words: Words
) -> None:
    """对选中的行执行操作"""
    for text in ("甲", "乙"):
        account(text, grade="D")
    page = AccountPage(signed_in).list(f"?q={name()}&sort=name").tick(name("甲"), name("乙"))
    palette.call().search(words[0]).wait_for("2")
    palette.press("enter").wait_for("B ·").search(words[2]).only("B ·")
    with signed_in.leaving():
        palette.press("enter")

    page.list(f"?q={name()}&f=grade:any:B")
    assert len(page.names) == 2


def test_escape_gives_the_cursor_back_and_the_slash_opens_too(palette: PalettePage, signed_in: Browser) -> None:
    """Esc 恢复焦点，/ 也能打开"""
    palette.go("/profile").press("/")
    assert signed_in.one("#palette")

    palette.press("escape")
    signed_in.wait(lambda: not signed_in.has("#palette"), "the page alone")


def test_the_arrows_walk_and_help_lists_the_prefixes(palette: PalettePage, signed_in: Browser) -> None:
    """方向键移动，? 显示帮助"""
    palette.go("/accounts").call().search("?").wait_for("@")
    first = palette.current
    palette.press("arrow_down")

    assert palette.current != first


@pytest.mark.width(390)
def test_on_a_phone_it_is_a_page(palette: PalettePage, signed_in: Browser, name: Name, account: Callable[..., int]) -> None:
    """手机上可作为页面使用"""
    id = account("丙")
    palette.go(f"/go?page=/accounts/{id}")

    assert signed_in.all("a.palette-row[data-more]")


def test_a_row_is_opened_by_a_click(palette: PalettePage, signed_in: Browser, name: Name, account: Callable[..., int]) -> None:
    """点击命令面板中的一行打开记录"""
    id = account("云帆科技")
    palette.go("/accounts").call().search(f"{name()} yunfan").wait_for(name("云帆科技"))
    with signed_in.leaving():
        signed_in.click(signed_in.said("#palette a.palette-row", name("云帆科技")))

    assert signed_in.path == f"/accounts/{id}"
