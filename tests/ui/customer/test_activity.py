"""What is done with a customer, in the browser: the composer, the timeline, tasks."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.home import HomePage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
Account = Callable[..., int]


@pytest.mark.smoke
def test_a_call_is_logged_with_the_composer_and_stands_in_the_timeline(signed_in: Browser, account: Account) -> None:
    """用记录框登记电话，并出现在动态中"""
    page = AccountPage(signed_in).go(f"/accounts/{account('北京云帆科技')}")

    page.compose("call", name="电话回访", body="对报价基本满意")

    assert page.entries[0] == "电话回访"
    assert "对报价基本满意" in signed_in.text


def test_the_composer_keeps_what_was_typed_when_it_is_refused(signed_in: Browser, account: Account) -> None:
    """记录被拒绝时已输入的内容保留"""
    page = AccountPage(signed_in).go(f"/accounts/{account('上海安泰')}")

    page.compose("task", name="发送合同")

    assert signed_in.one("#task-due_at-error").text
    assert signed_in.one("#task-name").get_attribute("value") == "发送合同"


def test_a_task_is_ticked_off_and_undone_again(signed_in: Browser, account: Account) -> None:
    """完成任务后可以撤销"""
    page = AccountPage(signed_in).go(f"/accounts/{account('广州远航')}")
    page.compose("task", name="发送合同", due_at="2030-01-31T18:00")
    assert page.next_step == "发送合同"

    page.finish("next-step-done")
    assert page.next_step == ""

    page.undo()
    assert page.next_step == "发送合同"


def test_an_open_task_stands_on_the_page_of_today(signed_in: Browser, name: Name, account: Account) -> None:
    """未完成的任务出现在“今日”页面"""
    page = AccountPage(signed_in).go(f"/accounts/{account('成都川味')}")
    page.compose("task", name=name("回电话"), due_at="2026-01-01T09:00")

    home = HomePage(signed_in).list()
    assert name("回电话") in home.entries

    home.finish(name("回电话"))
    assert name("回电话") not in home.entries


def test_ctrl_enter_sends_what_is_written(signed_in: Browser, account: Account) -> None:
    """Ctrl+Enter 提交所写内容"""
    page = AccountPage(signed_in).go(f"/accounts/{account('武汉东湖')}")

    page.press("n").type("客户来访")
    with signed_in.leaving():
        signed_in.chord("control", "enter")

    assert page.entries[0] == "客户来访"


def test_entries_can_be_narrowed_to_one_kind(signed_in: Browser, account: Account) -> None:
    """动态可以按类型筛选"""
    page = AccountPage(signed_in).go(f"/accounts/{account('西安古城')}")
    page.compose("note", name="内部备注").compose("visit", name="上门拜访")

    page.go(f"{signed_in.path}?kind=visit")

    assert page.entries == ["上门拜访"]
