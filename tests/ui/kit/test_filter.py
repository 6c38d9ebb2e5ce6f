"""The filter builder in the browser: one box, chips whose words change alone, related records, the tree, the count."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def page(signed_in: Browser, name: Name, account: Callable[..., int]) -> AccountPage:
    """A list of three customers in two cities."""
    account("北京云帆", city="北京", grade="A", employees="200")
    account("上海安泰", city="上海", grade="B", employees="20")
    account("北京远航", city="北京", grade="B")
    return AccountPage(signed_in).list(f"?q={name()}&sort=name")


def test_a_whole_condition_is_typed_and_taken_with_enter(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """在一个框中直接输入条件并回车"""
    page.open_filter().type("员工数 > 100")
    with signed_in.leaving():
        page.press("enter")

    assert page.names == [name("北京云帆")]


def test_a_choice_is_found_by_its_pinyin(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """用拼音找到选项"""
    page.open_filter().type("zhongyao")
    signed_in.wait(lambda: len(signed_in.all(".filter-rows .ready")) == 2, "what the pinyin means")
    with signed_in.leaving():
        page.press("enter")

    assert sorted(page.names) == sorted([name("上海安泰"), name("北京远航")])


def test_each_word_of_a_chip_opens_its_own_control(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """点击条件的某一部分只修改这一部分"""
    page.list(f"?q={name()}&f=city:contains:北京&sort=name").change_chip(1)
    signed_in.wait(lambda: signed_in.driver.switch_to.active_element.get_attribute("name") == "operator", "the operator's own control")

    signed_in.fill(signed_in.one(".filter-pop [name=operator]"), "lacks")
    signed_in.wait(lambda: "1" in signed_in.one(".filter-pop .filter-said b").text, "the count of what is left")
    with signed_in.leaving():
        signed_in.one(".filter-pop button.primary").click()

    assert page.names == [name("上海安泰")]


def test_escape_closes_the_editor_and_gives_the_cursor_back(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """Esc 关闭编辑并恢复焦点"""
    page.list(f"?q={name()}&f=city:contains:北京").change_chip(2)
    signed_in.wait(lambda: signed_in.has(".filter-pop"), "the editor")
    page.press("escape")

    signed_in.wait(lambda: not signed_in.has(".filter-pop"), "the list alone")
    assert "part" in (signed_in.driver.switch_to.active_element.get_attribute("class") or "")


def test_related_records_are_asked_about_step_by_step(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """逐步设置关联记录条件"""
    page.open_filter().pick("relation=contacts").in_relation("none")
    with signed_in.leaving():
        signed_in.one(".filter-edit button.primary").click()

    assert len(page.names) == 3, "none of them has contacts"
    assert len(signed_in.all(".chip")) == 1


def test_groups_are_built_in_the_advanced_view(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """高级视图中建立条件组"""
    page.list(f"?q={name()}&f=city:is:北京&f=grade:any:A&sort=name")
    signed_in.one(".chip-tools a").click()
    signed_in.one("#dialog .tree-word").click()
    signed_in.wait(
        lambda: "3" not in signed_in.one("#dialog .filter-said b").text and signed_in.one("#dialog .filter-said b").text, "a count"
    )
    with signed_in.leaving():
        signed_in.one("#dialog .filter-buttons a").click()

    assert page.names == [name("北京远航"), name("北京云帆")]
    assert len(signed_in.all(".chips .joint")) == 1


def test_a_list_that_finds_nothing_names_the_condition_to_drop(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """没有结果时指出排除最多的条件"""
    page.list(f"?q={name()}&f=city:is:北京&f=grade:any:D&sort=name")
    drop = signed_in.one(".culprit a.button")
    with signed_in.leaving():
        drop.click()

    assert len(page.names) == 2


def test_without_script_a_condition_is_chosen_and_changed_on_small_pages(page: AccountPage, signed_in: Browser, name: Name) -> None:
    """无脚本：在小页面上选择并修改条件"""
    signed_in.scripts(on=False)
    try:
        page.list(f"?q={name()}&sort=name").filter("city", "is", "北京")
        assert len(page.names) == 2
        page.change_chip(2)
        signed_in.fill(signed_in.one(".filter-edit [name=value]"), "上海")
        with signed_in.leaving():
            signed_in.one(".filter-edit button.primary").click()
        assert page.names == [name("上海安泰")]
    finally:
        signed_in.scripts(on=True)
