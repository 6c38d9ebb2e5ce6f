"""The editor of roles in the browser: the grid, what a change does, clone, compare; and seeing what somebody else sees."""

from collections.abc import Callable

import pytest

from tests.ui.pages.customer.account import AccountPage
from tests.ui.pages.platform.role import RolePage, ViewAsPage
from tests.ui.tool.browser import Browser
from tests.ui.tool.site import Site
from tests.ui.tool.visitor import Visitor

Name = Callable[..., str]
pytestmark = [pytest.mark.needs(), pytest.mark.own]


@pytest.fixture
def admin(browser: Browser) -> Browser:
    """An administrator."""
    browser.enter("administrator")
    return browser


@pytest.fixture
def held(site: Site, name: Name) -> int:
    """A role that one person holds: he sees all customers, and edits his own."""
    visitor = Visitor(site.base_url).sign_in(*site.people["administrator"])
    role = visitor.create("/roles", name=name("外勤"), factor="none", **{"grants.account.view": "4", "grants.account.edit": "1"})
    person = {"name": name("周洋"), "account": name("zhou"), "state": "active", "language": "zh", "timezone": "Asia/Shanghai"}
    visitor.create("/users", **person, roles=str(role))
    return role


def test_the_grid_is_searched_folded_and_set_by_keys_and_whole_rows(admin: Browser, held: int) -> None:
    """权限表格可查找、折叠，并可用键盘与整行设置"""
    page = RolePage(admin).go(f"/roles/{held}/edit")
    every = page.rows

    assert page.fold().rows != every  # on a phone they are folded at first
    page.fold().look_for(admin.say("Contacts"))
    assert 0 < page.rows < 5
    page.look_for("")

    page.key("account.view", "3", "ARROW_RIGHT", "1", "ARROW_DOWN")
    assert (page.scope("account.view"), page.scope("account.create"), page.changed) == ("3", "1", 2)
    assert page.focused.endswith(".create") and page.focused != "account.create"

    page.set_row("account.view", "2")
    assert {page.scope(f"account.{verb}") for verb in ("view", "edit", "export", "mass")} == {"2"}


@pytest.mark.width(390)
def test_on_the_phone_each_module_is_a_section_with_a_box_for_each_verb(admin: Browser, held: int) -> None:
    """手机上每个模块单独成节，每项操作一个选择框"""
    page = RolePage(admin).go(f"/roles/{held}/edit")

    assert page.cell("account.view").is_displayed() and page.scope("account.view") == "4"
    assert not admin.has("[data-grants] [data-head]") and admin.overflow() <= 0 and admin.axe() == []


def test_what_a_change_does_is_shown_before_it_is_saved(admin: Browser, held: int, account: Callable[..., int]) -> None:
    """保存前显示变更影响，返回编辑不丢失内容"""
    account("云帆科技")
    page = RolePage(admin).go(f"/roles/{held}/edit").key("account.view", "0").key("account.export", "4").save()
    assert len(page.consequences) == 2 and admin.axe() == [] and admin.overflow() <= 0

    assert page.go_on().scope("account.view") == "0"
    page.save().confirm()
    assert page.go(f"/roles/{held}/edit").scope("account.view") == "0"


def test_a_change_is_foreseen_and_confirmed_without_script(admin: Browser, held: int) -> None:
    """不启用脚本也能预览并确认"""
    admin.scripts(on=False)
    page = RolePage(admin).go(f"/roles/{held}/edit")
    admin.fill(page.cell("account.edit"), "0")

    assert len(page.save().consequences) == 1
    page.confirm()
    assert page.go(f"/roles/{held}/edit").scope("account.edit") == "0"


def test_who_holds_a_role_is_told_on_a_page_where_people_lose_it(admin: Browser, held: int) -> None:
    """角色持有人页面可收回角色，并先显示影响"""
    page = RolePage(admin).go(f"/roles/{held}/people")
    assert admin.axe() == [] and admin.overflow() <= 0
    admin.click(admin.one('[name="drop"]'))
    with admin.leaving():
        admin.testid("platform_role_holder.update").click()
    assert len(page.consequences) == 2
    page.confirm()
    assert not page.go(f"/roles/{held}/people").browser.has('[name="drop"]')


def test_a_clone_grants_the_same_and_two_roles_stand_side_by_side(admin: Browser, held: int) -> None:
    """克隆的角色权限相同，可与其他角色并排对比"""
    page = RolePage(admin).go(f"/roles/new?clone={held}").save()
    clone = page.id

    assert page.compare(held, clone).differences == 0
    assert page.compare(clone, "ready.salesperson").differences > 5


def test_an_administrator_sees_what_somebody_else_sees_and_changes_nothing(admin: Browser, site: Site, account: Callable[..., int]) -> None:
    """管理员以他人视角查看，不能更改，结束后恢复"""
    assert site.company
    id = account("机密客户")
    page = ViewAsPage(admin).begin(site.company.users["wang"])
    assert "王强" in page.bar and "platform_setting.index" not in page.menu
    assert "404" in page.go(f"/accounts/{id}").browser.one("main").text

    AccountPage(admin).new().fill(name="新客户")
    assert admin.testid("save").value_of_css_property("pointer-events") == "none"
    with admin.leaving():
        admin.one('[name="name"]').submit()
    assert "403" in admin.one("main").text and page.bar

    assert page.end().bar == ""
    assert "platform_setting.index" in page.go("/").menu
