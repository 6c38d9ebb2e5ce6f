"""Undo in the browser: from the message, by its key, from the history."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
Account = Callable[..., int]


def test_a_change_in_place_is_undone_from_the_message(signed_in: Browser, account: Account) -> None:
    """就地修改后可从提示中撤销"""
    page = AccountPage(signed_in).go(f"/accounts/{account('北京云帆', city='北京')}")
    page.edit_field("city", "天津")

    page.undo()

    assert page.shown("city") == "北京"


@pytest.mark.needs("create", "remove")
def test_the_key_z_brings_a_deleted_customer_back(signed_in: Browser, name: Name, account: Account) -> None:
    """按 z 恢复已删除的客户"""
    page = AccountPage(signed_in).go(f"/accounts/{account('上海安泰')}").remove()
    assert name("上海安泰") not in page.names

    page.undo_by_key()

    assert page.list(f"?q={name()}").names == [name("上海安泰")]


def test_the_history_undoes_an_old_change_and_says_what_it_was(signed_in: Browser, account: Account) -> None:
    """从历史中撤销旧的修改"""
    number = account("广州远航", city="广州")
    page = AccountPage(signed_in).go(f"/accounts/{number}").edit_field("city", "深圳")

    page.go(f"/accounts/{number}/history")
    assert "深圳" in signed_in.text
    page.undo_entry()

    assert page.go(f"/accounts/{number}").shown("city") == "广州"
