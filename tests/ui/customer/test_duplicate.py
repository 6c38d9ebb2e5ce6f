"""Likely twins in the browser."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.customer.duplicate import DuplicatePage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]
Account = Callable[..., int]


def test_the_strip_tells_while_one_types_and_the_peek_loses_nothing(signed_in: Browser, name: Name, account: Account) -> None:
    """输入时提示疑似重复，旁边预览不丢失表单"""
    account("云帆科技有限公司", city="北京")
    page, strip = AccountPage(signed_in).new(), DuplicatePage(signed_in)

    page.fill(name=name("云帆科技公司"), mail="li@yunfan.example")
    strip.told(name("云帆科技有限公司")).peek(name("云帆科技有限公司")).close()

    assert (page.value("name"), page.value("mail")) == (name("云帆科技公司"), "li@yunfan.example")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_saving_waits_for_a_second_word(signed_in: Browser, name: Name, account: Account, script: bool) -> None:
    """疑似重复时先提醒，可以仍然保存；无脚本也一样"""
    account("云帆科技有限公司", city="北京")
    signed_in.scripts(on=script)
    page, strip = AccountPage(signed_in).new(), DuplicatePage(signed_in)

    page.fill(name=name("云帆科技有限公司"), mail="li@yunfan.example").save()
    assert name("云帆科技有限公司") in strip.twins and page.value("mail") == "li@yunfan.example"
    assert not script or signed_in.axe() == []
    strip.save_anyway()

    assert page.title == name("云帆科技有限公司") and signed_in.path != "/accounts"


@pytest.mark.own
def test_two_are_compared_by_one_key_a_field_merged_and_parted_again(browser: Browser, name: Name, account: Account) -> None:
    """并排比较，一键选一个字段，合并后可整体撤销"""
    one, other = account("云帆科技", grade="A", city="北京"), account("云帆科技", grade="B", city="上海")
    browser.enter("administrator")
    page, customers = DuplicatePage(browser).compare(one, other), AccountPage(browser)
    assert browser.axe() == [] and browser.overflow() <= 0

    page.press("2").press("1")
    assert (page.choice("grade"), page.choice("city")) == ("gone", "kept")
    page.merge().undo()

    assert customers.list().find(name("云帆科技")).names == [name("云帆科技")] * 2
