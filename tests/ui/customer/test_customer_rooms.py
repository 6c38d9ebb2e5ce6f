"""The rooms around a customer in the browser: group, relations, likings, life cycle, single view, care, rules, map."""

from collections.abc import Callable

import pytest

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
    post(browser, "save")

    assert browser.all(".like-card input[type=text]")[0].get_attribute("value") == "不谈竞争对手"
    assert browser.has(".like-by")
