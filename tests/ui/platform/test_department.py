"""Departments are moved in the tree: dragged, by keys, and by a form without script; what that changes is said before."""

from collections.abc import Callable

import pytest
from selenium.webdriver.support.ui import Select

from tests.ui.pages.platform.department import DepartmentPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def tree(browser: Browser, name: Name) -> DepartmentPage:
    """Two departments at the top, and one below the first of them."""
    lilei = browser.site.visitor("administrator")
    first = lilei.create("/departments", name=name("甲部"))
    lilei.create("/departments", name=name("乙部"))
    lilei.create("/departments", name=name("小组"), parent_id=first)
    browser.enter("administrator")
    return DepartmentPage(browser).go("/departments")


@pytest.mark.own
def test_a_department_is_dragged_onto_another_and_comes_back(tree: DepartmentPage, name: Name) -> None:
    """拖动部门到新的上级，先看影响，再撤销"""
    tree.drag(name("小组"), name("乙部"))
    assert name("甲部") in tree.foreseen and name("乙部") in tree.foreseen and tree.browser.axe() == []
    tree.move().drag(name("乙部"), name("甲部")).move()
    assert [tree.depth(name(one)) for one in ("甲部", "乙部", "小组")] == ["0", "1", "2"]
    tree.undo()
    assert tree.go("/departments").depth(name("小组")) == "1"
    tree.up(name("小组")).move()
    assert tree.depth(name("小组")) == "0"


@pytest.mark.own
@pytest.mark.width(390)
def test_without_script_a_form_moves_it_on_the_phone(tree: DepartmentPage, browser: Browser, name: Name) -> None:
    """手机、无脚本时用表单移动部门"""
    browser.scripts(on=False)
    tree.go("/departments")
    assert browser.overflow() <= 0
    row = browser.said("[data-departments] tr[data-id]", name("小组"))
    with browser.leaving():
        browser.click(row.find_element("css selector", '[data-testid="department-place"]'))
    Select(browser.one('[name="parent_id"]')).select_by_visible_text(name("乙部"))
    with browser.leaving():
        browser.click(browser.testid("department-foresee"))
    assert name("乙部") in tree.foreseen
    tree.move()
    browser.scripts(on=True)
    browser.sees(name("乙部"))
