"""The board in the browser: keys, drag, peek, and without script."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def page(signed_in: Browser, name: Name, account: Callable[..., int]) -> AccountPage:
    """A board of two customers."""
    account("甲", grade="A")
    account("乙", grade="B")
    return AccountPage(signed_in).list(f"?q={name()}&layout=board&group=grade")


@pytest.mark.width(1440)
def test_a_card_moves_by_key_and_comes_back_by_undo(page: AccountPage, name: Name, signed_in: Browser) -> None:
    """用方括号键移动卡片，可撤销"""
    page.press("j").press("]")
    signed_in.wait(lambda: page.cards("B") == [name("甲"), name("乙")], "the card in its new column")
    assert name("甲") in page.toast

    page.undo()
    assert page.cards("A") == [name("甲")]


@pytest.mark.width(1440)
def test_a_card_is_dragged_to_another_column(page: AccountPage, name: Name, signed_in: Browser) -> None:
    """把卡片拖到另一列"""
    page.drag_card(name("乙"), "D")

    signed_in.wait(lambda: name("乙") in page.toast, "the message")
    page.list(f"?q={name()}&layout=board&group=grade")
    assert page.cards("D") == [name("乙")]


def test_without_script_a_card_has_a_select(page: AccountPage, name: Name, signed_in: Browser) -> None:
    """无脚本时卡片用下拉框移动"""
    signed_in.scripts(on=False)
    page.list(f"?q={name()}&layout=board&group=grade").move_card(name("甲"), "C")

    assert page.cards("C") == [name("甲")]
