"""Contacts in the browser."""

from collections.abc import Callable

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.customer.contact import ContactPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


def test_a_contact_is_added_from_the_page_of_its_customer(signed_in: Browser, name: Name, account: Callable[..., int]) -> None:
    """从客户页面添加联系人"""
    number = account("北京云帆科技")
    AccountPage(signed_in).go(f"/accounts/{number}").add_related("contacts", "customer_contact.new")

    page = ContactPage(signed_in).fill(name=name("王芳"), title="采购经理", role="purchase").save()

    assert page.title == name("王芳")
    assert name("北京云帆科技") in page.shown("account_id")


def test_a_customer_is_found_by_pinyin_while_one_types(signed_in: Browser, name: Name, account: Callable[..., int]) -> None:
    """输入拼音即可找到客户"""
    account("杭州知行网络")
    page = ContactPage(signed_in).new().fill(name=name("刘洋"))

    page.choose("account_id", name() + " hzzx", name("杭州知行网络"))

    assert name("杭州知行网络") in page.save().shown("account_id")


def test_several_phones_are_typed_each_on_a_line_of_its_own(signed_in: Browser, name: Name) -> None:
    """多个电话各占一行"""
    page = ContactPage(signed_in).new().fill(name=name("陈建国"))
    page.add_line("phones", "139 1234 5678")
    page.add_line("phones", "010-6552 1234")

    page.save()

    assert "139 1234 5678" in page.shown("phones")
    assert "6552" in page.shown("phones")
    assert len(signed_in.all("#field-phones .value a")) == 2
