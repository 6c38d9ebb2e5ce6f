"""A list as a calendar: drag, keys, a form without script, the agenda of a phone."""

from collections.abc import Callable

import pytest

from tests.ui.pages.list_calendar import ListCalendar
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def where(name: Name, account: Callable[..., int]) -> str:
    """The address of a calendar with one customer on 10 March."""
    account("甲", next_follow_at="2026-03-10")
    return f"?layout=calendar&day=2026-03-01&q={name()}"


@pytest.mark.width(1440)
def test_a_record_is_dragged_to_another_day_and_comes_back_by_undo(signed_in: Browser, where: str, name: Name) -> None:
    """把记录拖到另一天，可撤销"""
    page = ListCalendar(signed_in).list(where)
    page.drag(name("甲"), "2026-03-19")
    assert page.names_on("2026-03-19") == [name("甲")] and name("甲") in page.toast and "layout=calendar" in signed_in.path

    page.undo()
    assert page.names_on("2026-03-10") == [name("甲")]


@pytest.mark.width(1440)
def test_a_record_is_moved_by_keys_and_keeps_the_focus(signed_in: Browser, where: str, name: Name) -> None:
    """用键盘移动记录，焦点保持"""
    page = ListCalendar(signed_in).list(where)
    page.shift(name("甲"), "arrow_right")
    assert page.names_on("2026-03-11") == [name("甲")]

    assert signed_in.driver.execute_script("return document.activeElement.closest('td').dataset.at") == "2026-03-11"
    page.shift(name("甲"), "arrow_down")
    assert page.names_on("2026-03-18") == [name("甲")]


def test_without_script_a_form_moves_the_record(signed_in: Browser, where: str, name: Name) -> None:
    """无脚本时用表单移动记录"""
    signed_in.scripts(on=False)
    page = ListCalendar(signed_in).list(where)
    page.open_move(name("甲")).move_to("2026-03-23")

    assert name("甲") in page.toast and "layout=calendar" in signed_in.path


@pytest.mark.width(390)
def test_a_phone_shows_the_days_below_each_other(signed_in: Browser, where: str, name: Name) -> None:
    """手机上按日程显示"""
    ListCalendar(signed_in).list(where)

    assert name("甲") in signed_in.one(".agenda").text and not signed_in.has(".month-sheet") and signed_in.overflow() <= 0
