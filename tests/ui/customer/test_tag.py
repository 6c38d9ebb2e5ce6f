"""Tags in the browser."""

from collections.abc import Callable

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.customer.tag import TagPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


def test_a_tag_is_made_and_can_be_chosen_in_forms(signed_in: Browser, name: Name) -> None:
    """新建的标签可以在表单中选择"""
    TagPage(signed_in).create(name=name("重点"), category="客户类别")
    page = AccountPage(signed_in).new().fill(name=name("广州远航"))

    page.choose_tag(name("重点")).save()

    assert name("重点") in page.shown("tags")


def test_a_tag_that_is_typed_in_a_form_is_new(signed_in: Browser, name: Name) -> None:
    """在表单中输入的标签会成为新标签"""
    page = AccountPage(signed_in).create(name=name("上海安泰"), tags=name("展会"))

    assert page.shown("tags") == name("展会")
    assert TagPage(signed_in).list().find(name("展会")).names == [name("展会")]


def test_a_tag_of_a_name_that_is_taken_is_refused_and_stays_typed(signed_in: Browser, name: Name) -> None:
    """重名的标签被拒绝，已输入的内容保留"""
    TagPage(signed_in).create(name=name("老客户"))

    page = TagPage(signed_in).create(name=name("老客户"), category="分类")

    assert page.summary
    assert (page.value("name"), page.value("category")) == (name("老客户"), "分类")


def test_a_name_that_is_taken_is_refused_in_place_too(signed_in: Browser, name: Name) -> None:
    """就地修改为重名时同样被拒绝"""
    TagPage(signed_in).create(name=name("一"))
    page = TagPage(signed_in).create(name=name("二"))

    page.edit_field("name", name("一"))

    assert page.error("name")
    assert page.editor("name").get_attribute("value") == name("一")
