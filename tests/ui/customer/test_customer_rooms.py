"""The rooms around a customer in the browser: group, relations, likings, life cycle, single view, care, rules, map."""

from collections.abc import Callable

import pytest
from selenium.webdriver import Keys

from tests.ui.pages.base import PageObject
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


def post(browser: Browser, testid: str) -> None:
    with browser.leaving():
        browser.click(browser.testid(testid))


def test_a_customer_is_moved_to_another_stage_with_a_reason(signed_in: Browser, account: Callable[..., int]) -> None:
    """填写原因并转入新的生命周期阶段"""
    number = account("云帆科技", stage="acquire")
    page = PageObject(signed_in).go(f"/accounts/{number}/lifecycle")
    signed_in.fill(signed_in.one("#reason"), "签了首单")
    signed_in.fill(signed_in.one("#stage"), "keep")

    post(signed_in, "move-stage")

    assert "签了首单" in signed_in.one("table").text
    page.undo_by_key().go(f"/accounts/{number}/lifecycle")
    assert signed_in.one("#stage").get_attribute("value") == "acquire"


def test_a_subsidiary_stands_in_the_group_and_in_the_single_view(signed_in: Browser, account: Callable[..., int], name: Name) -> None:
    """子公司出现在集团架构和单一客户视图中"""
    top = account("云帆集团")
    account("云帆北京", parent_id=top)

    PageObject(signed_in).go(f"/accounts/{top}/group")
    assert name("云帆北京") in signed_in.one(".group-tree").text

    PageObject(signed_in).go(f"/accounts/{top}/overview")
    assert name("云帆北京") in signed_in.one(".whole").text


def test_relations_are_drawn_and_can_be_read_as_a_table(signed_in: Browser, name: Name) -> None:
    """关系既画成图也列成表"""
    visitor = signed_in.site.visitor("manager")
    one, other = (visitor.create("/contacts", name=name(text)) for text in ("王芳", "刘洋"))
    page = PageObject(signed_in).go(f"/contacts/{one}/relations/new")
    box = signed_in.testid("pick-find")
    signed_in.fill(box, name("刘洋"))
    with signed_in.leaving():
        box.submit()

    post(signed_in, "pick-1")

    assert page.browser.path.endswith(f"/contacts/{one}/relations")
    assert name("刘洋") in signed_in.one(".bonds-table").text
    assert signed_in.has(f'.bond-box[href="/contacts/{other}"]') and signed_in.has("path.bond.reports_to")


@pytest.mark.own
def test_preference_cards_are_taken_over_and_filled_in(browser: Browser, account: Callable[..., int]) -> None:
    """采用现成喜好卡并填写"""
    browser.enter("administrator")
    number = account("云帆科技")
    PageObject(browser).go("/preference-cards/ready")
    post(browser, "take-general")

    PageObject(browser).go(f"/accounts/{number}/preferences")
    field = browser.all(".like-card input[type=text]")[0]
    browser.fill(field, "不谈竞争对手")
    with browser.leaving():
        browser.chord("control", "enter")

    assert browser.all(".like-card input[type=text]")[0].get_attribute("value") == "不谈竞争对手"
    assert browser.has(".like-by")


@pytest.mark.own
def test_a_rule_is_built_with_the_filter_and_previewed(browser: Browser, account: Callable[..., int], name: Name) -> None:
    """用筛选器设置规则条件并预览效果"""
    browser.enter("administrator")
    account("北京云帆", city="北京", employees="777")
    page = PageObject(browser).go("/grade-rules/new")
    browser.fill(browser.one("#name"), name("规模客户"))
    browser.fill(browser.one("#value"), "A")
    post(browser, "build-condition")
    browser.one("details.filter > summary").click()
    box = browser.one("[data-filter-find]")
    box.send_keys("员工数 > 776" if browser.language == "zh" else "employees > 776")
    browser.wait(lambda: browser.has(".filter-rows .ready"), "the condition")
    with browser.leaving():
        box.send_keys(Keys.ENTER)
    assert name("北京云帆") in browser.one(".trial").text

    post(browser, "use-condition")
    assert browser.one("#name").get_attribute("value") == name("规模客户")
    browser.fill(browser.all("[name=daily]")[0], True)
    post(browser, "save")

    assert "776" in browser.one(".about").text and page.browser.path.startswith("/grade-rules/")


def test_enter_in_the_form_of_a_rule_saves_and_tells_what_is_missing(browser: Browser, name: Name) -> None:
    """规则表单中回车保存，并提示缺少的条件"""
    browser.enter("administrator")
    PageObject(browser).go("/grade-rules/new")
    browser.fill(browser.one("#name"), name("没有条件"))
    browser.fill(browser.one("#value"), "A")
    with browser.leaving():
        browser.one("#name").send_keys(Keys.ENTER)

    assert browser.has("#condition-error") and browser.one("#name").get_attribute("value") == name("没有条件")


@pytest.mark.own
def test_whoever_waits_too_long_is_found_from_the_list_by_keyboard(browser: Browser, account: Callable[..., int], name: Name) -> None:
    """从客户列表用键盘打开待关怀客户"""
    browser.enter("administrator")
    visitor = browser.site.visitor("administrator")
    visitor.get("/care/due")
    if visitor.at.startswith("/care"):  # there is no plan yet
        visitor.create("/care", name=name("重点关怀"), grade="A", ideal_days="7", longest_days="30")
    PageObject(browser).go("/accounts")
    menu = browser.one(".head-tools details.menu:not(.filter) > summary.icon-only")
    menu.send_keys(Keys.ENTER)
    link = browser.testid("customer_care.due")
    with browser.leaving():
        link.send_keys(Keys.ENTER)

    assert "owner_id" in browser.path and browser.has(".chips")


def test_a_province_on_the_map_leads_to_its_customers(signed_in: Browser, account: Callable[..., int], name: Name) -> None:
    """点击地图上的省份查看客户"""
    account("青海盐业", province="青海")
    PageObject(signed_in).go("/accounts/map")
    with signed_in.leaving():
        square = next(one for one in signed_in.all(".square") if one.get_attribute("aria-label").startswith("青海"))
        signed_in.driver.execute_script("arguments[0].focus()", square)
        signed_in.press(Keys.ENTER)
    with signed_in.leaving():
        signed_in.click(signed_in.one(".atlas-back a"))

    assert name("青海盐业") in signed_in.text
