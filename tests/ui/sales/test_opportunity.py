"""Deals in the browser: the board of a pipeline by key and by drag, and what a stage asks for."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.opportunity import OpportunityPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def page(signed_in: Browser, name: Name) -> OpportunityPage:
    """A board with one deal."""
    OpportunityPage(signed_in).create(name=name("云帆采购"), amount="5000")
    return OpportunityPage(signed_in).list(f"?q={name()}&layout=board")


@pytest.mark.width(1440)
def test_a_stage_asks_for_what_is_missing_and_gives_the_card_back(page: OpportunityPage, name: Name, signed_in: Browser) -> None:
    """移入有必填要求的阶段时只询问缺少的字段，取消则卡片退回"""
    first = page.columns[0]
    page.press("j").press("]")

    signed_in.wait(lambda: signed_in.has("dialog[open] form"), "the dialog of the stage")
    assert "amount" not in page.asked
    page.press("Escape")
    assert page.cards(first) == [name("云帆采购")]


@pytest.mark.width(1440)
def test_a_lost_deal_asks_for_its_reason(page: OpportunityPage, name: Name, signed_in: Browser) -> None:
    """拖到输单列时询问原因"""
    lost = page.columns[-1]
    page.drag_card(name("云帆采购"), lost)

    signed_in.wait(lambda: "reason_id" in page.asked, "the question for the reason")
    assert page.asked == ["reason_id"]


@pytest.mark.width(1440)
def test_a_stage_that_is_chosen_in_place_asks_for_what_is_missing_and_takes_it(signed_in: Browser, name: Name) -> None:
    """就地修改阶段时补填缺少的字段后生效，取消则保持原阶段"""
    page = OpportunityPage(signed_in).create(name=name("云帆采购"), amount="5000")
    before, (lost, label) = page.shown("stage_id"), page.stages[-1]
    page.choose_stage(lost)
    assert page.asked == ["reason_id"]
    page.press("Escape")
    assert page.go(f"{page.path}/{page.id}").shown("stage_id") == before

    page.choose_stage(lost).answer("reason_id")
    assert page.shown("stage_id") == label


def test_the_deal_room_and_the_waterfall_open_from_a_deal(page: OpportunityPage, name: Name, signed_in: Browser) -> None:
    """商机作战室与变化分析"""
    page.go("/opportunities/changes?period=all&bar=added")
    assert name("云帆采购") in signed_in.one("#deals").text


@pytest.mark.width(390)
def test_a_card_is_moved_on_the_phone_with_its_select(page: OpportunityPage, name: Name, signed_in: Browser) -> None:
    """手机上用下拉框移动卡片，补填原因后输单"""
    signed_in.scripts(on=False)
    lost = page.columns[-1]
    page.list(f"?q={name()}&layout=board").move_card(name("云帆采购"), lost)

    assert signed_in.has('[name="reason_id"]')
