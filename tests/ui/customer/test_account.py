"""Customers in the browser: by form and in place."""

from collections.abc import Callable

import pytest
from selenium.webdriver import Keys

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.mark.smoke
def test_a_customer_is_created_by_form_and_found_in_the_list(signed_in: Browser, name: Name) -> None:
    """通过表单新建客户，并能在列表中找到"""
    page = AccountPage(signed_in).create(name=name("北京云帆科技"), city="北京", grade="A", phone="010-6552 1234")

    assert page.title == name("北京云帆科技")
    assert page.shown("city") == "北京"
    assert name("北京云帆科技") in page.toast
    assert page.list().find(name()).names == [name("北京云帆科技")]


def test_an_empty_form_names_what_is_missing_beside_the_field(signed_in: Browser) -> None:
    """空表单在字段旁说明缺少什么"""
    page = AccountPage(signed_in).new().save()

    assert page.error("name")
    assert signed_in.one("[data-summary]").is_displayed()


def test_bad_values_are_told_beside_their_fields_and_the_typed_text_stays(signed_in: Browser, name: Name) -> None:
    """错误的值在字段旁说明，已输入的内容保留"""
    page = AccountPage(signed_in).new().fill(name=name("上海安泰"), phone="12x4", mail="not a mail", tax_id="123").save()

    assert page.error("phone")
    assert page.error("mail")
    assert page.error("tax_id")
    assert (page.value("name"), page.value("phone"), page.value("mail")) == (name("上海安泰"), "12x4", "not a mail")

    page.fill(phone="021-6888 1234", mail="info@antai.example", tax_id="").save()
    assert page.title == name("上海安泰")


def test_a_customer_is_edited_by_form(signed_in: Browser, name: Name) -> None:
    """通过表单修改客户"""
    page = AccountPage(signed_in).create(name=name("广州远航"))

    page.edit().fill(city="广州", industry="logistics").save()

    assert page.shown("city") == "广州"


def test_a_value_is_edited_in_place_and_enter_saves_it(signed_in: Browser, name: Name) -> None:
    """就地修改字段，回车保存"""
    page = AccountPage(signed_in).create(name=name("杭州知行"))

    page.start_editing("phone")
    page.editor("phone").send_keys("0571-8765 4321", Keys.ENTER)

    signed_in.wait(lambda: not page.is_editing("phone"), "the saved value")
    assert "8765" in page.shown("phone")


def test_escape_leaves_the_value_as_it_was(signed_in: Browser, name: Name) -> None:
    """按 Esc 后值保持不变"""
    page = AccountPage(signed_in).create(name=name("成都川味"), phone="028-8765 4321")
    before = page.shown("phone")

    page.start_editing("phone")
    page.editor("phone").send_keys("999", Keys.ESCAPE)

    signed_in.wait(lambda: not page.is_editing("phone"), "the old value")
    assert page.shown("phone") == before


def test_a_refused_value_keeps_what_was_typed_with_the_reason_under_it(signed_in: Browser, name: Name) -> None:
    """被拒绝的值保留输入，并在下方说明原因"""
    page = AccountPage(signed_in).create(name=name("武汉东湖"))

    page.edit_field("mail", "not a mail")

    assert page.error("mail")
    assert page.editor("mail").get_attribute("value") == "not a mail"


def test_a_choice_and_tags_are_edited_in_place(signed_in: Browser, name: Name) -> None:
    """就地修改选项"""
    page = AccountPage(signed_in).create(name=name("西安古城"))

    page.edit_field("grade", "B")

    assert "B" in page.shown("grade")
