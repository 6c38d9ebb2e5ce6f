"""Two people at the same record, a double click, the back button, a session that ran out."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.auth import SignInPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.options import Options
from tests.ui.tool.visitor import Visitor

Name = Callable[..., str]
Account = Callable[..., int]


def change(browser: Browser, role: str, number: int, **values: str) -> None:
    """Somebody else saves other values meanwhile."""
    visitor = browser.site.visitor(role, "en")
    for field, value in values.items():
        status, _ = visitor.post(f"/accounts/{number}/field/{field}", {field: value, "version": "1"}, f"/accounts/{number}")
        assert status == 200


def test_when_two_people_change_one_field_the_form_shows_both_values(signed_in: Browser, options: Options, account: Account) -> None:
    """两人修改同一字段时，表单显示双方的值"""
    number = account("北京云帆", city="北京")
    page = AccountPage(signed_in).go(f"/accounts/{number}").edit()
    change(signed_in, options.role, number, city="上海")

    page.fill(city="天津").save()

    assert page.value("city") == "天津"
    assert page.theirs == ["上海"]
    assert page.save().shown("city") == "天津"


def test_one_takes_what_the_other_saved(signed_in: Browser, options: Options, account: Account) -> None:
    """可以采用对方保存的值"""
    number = account("上海安泰", city="上海")
    page = AccountPage(signed_in).go(f"/accounts/{number}").edit()
    change(signed_in, options.role, number, city="苏州")
    page.fill(city="南京").save()

    page.take_theirs().save()

    assert page.shown("city") == "苏州"


def test_different_fields_of_one_record_are_merged(signed_in: Browser, options: Options, account: Account) -> None:
    """两人修改不同字段时自动合并"""
    number = account("广州远航", city="广州")
    page = AccountPage(signed_in).go(f"/accounts/{number}").edit()
    change(signed_in, options.role, number, grade="A")

    page.fill(city="深圳").save()

    assert page.shown("city") == "深圳"
    assert "A" in page.shown("grade")


def test_a_conflict_in_place_shows_both_values_too(signed_in: Browser, options: Options, account: Account) -> None:
    """就地修改冲突时也显示双方的值"""
    number = account("成都川味", city="成都")
    page = AccountPage(signed_in).go(f"/accounts/{number}").start_editing("city")
    change(signed_in, options.role, number, city="重庆")

    page.finish_editing("city", "绵阳")

    assert page.editor("city").get_attribute("value") == "绵阳"
    assert page.theirs == ["重庆"]


def test_a_double_click_on_save_makes_one_record(signed_in: Browser, name: Name) -> None:
    """双击保存只产生一条记录"""
    page = AccountPage(signed_in).new().fill(name=name("武汉东湖")).save_twice()

    assert page.list(f"?q={name()}").names == [name("武汉东湖")]


def test_going_back_after_a_save_and_forth_again_makes_no_second_record(signed_in: Browser, name: Name) -> None:
    """保存后后退再前进不会产生第二条记录"""
    page = AccountPage(signed_in).create(name=name("西安古城"))

    page.back().forth()

    assert page.title == name("西安古城")
    assert page.list(f"?q={name()}").names == [name("西安古城")]


def test_going_back_to_a_form_after_a_save_it_can_be_saved_again(signed_in: Browser, account: Account) -> None:
    """保存后退回表单可以再次保存"""
    page = AccountPage(signed_in).go(f"/accounts/{account('苏州园林', city='苏州')}").edit().fill(city="无锡").save()

    page.back().fill(city="常州").save()

    assert page.shown("city") == "常州"


@pytest.mark.needs("create")
def test_what_was_typed_survives_a_session_that_ran_out(browser: Browser, options: Options, name: Name) -> None:
    """会话过期后，已输入的内容在重新登录后仍在"""
    SignInPage(browser).sign_in(*browser.site.people[options.role])
    page = AccountPage(browser).new().fill(name=name("南京金陵"))
    Visitor(browser.site.base_url).take(browser.cookies).post("/sign-out", {}, "/")

    page.fill(city="南京")
    browser.one("[data-toast].bad")  # the search for twins met the end of the session, and left the page as it was
    page.save()
    assert browser.path.startswith("/sign-in")
    SignInPage(browser).give(*browser.site.people[options.role])

    assert (page.value("name"), page.value("city")) == (name("南京金陵"), "南京")
    assert page.save().title == name("南京金陵")
