"""Competitors and the dashboards in the browser."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.pages.customer.transfer import TransferPage
from tests.ui.pages.sales.competitor import CompetitorPage
from tests.ui.pages.sales.opportunity import OpportunityPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


def test_a_competitor_is_written_down_and_looked_at(signed_in: Browser, name: Name) -> None:
    """登记竞争对手并查看价格与销售"""
    page = CompetitorPage(signed_in).create(name=name("云桥软件"), how_to_win=name("强调交付周期"))
    assert page.id

    page.market()

    assert name("强调交付周期") in signed_in.one("main").text
    assert signed_in.has("#competitor-sales .nothing")


def test_the_dashboard_is_put_on_a_wall_and_taken_off(signed_in: Browser) -> None:
    """仪表盘进入大屏再退出"""
    page = CompetitorPage(signed_in).go("/dashboards")
    with signed_in.leaving():
        signed_in.click(signed_in.testid("dashboard-screen"))
    assert not signed_in.has(".sidebar")
    with signed_in.leaving():
        signed_in.click(signed_in.one(".wall-head a"))

    assert page.browser.has("form.dashboard-bar")


@pytest.mark.own
def test_a_chart_is_taken_along_as_a_picture(signed_in: Browser, name: Name, tmp_path: Path) -> None:
    """图表下载为 PNG 图片"""
    OpportunityPage(signed_in).create(name=name("云帆采购"), amount="5000").go("/dashboards")
    signed_in.cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    assert signed_in.axe("label-content-name-mismatch") == []

    signed_in.click(signed_in.one("#funnel [data-chart-tools] button"))

    picture = tmp_path / "funnel.png"
    signed_in.wait(picture.exists, "the picture")
    contents = picture.read_bytes()
    assert contents.startswith(b"\x89PNG") and int.from_bytes(contents[16:20], "big") == 880


@pytest.mark.own
def test_a_year_that_is_over_is_looked_at(signed_in: Browser, name: Name) -> None:
    """仪表盘查看 2012 年的历史商机"""
    page = OpportunityPage(signed_in).go("/opportunities")
    cells = f"商机名称\t金额\t阶段\t成交日期\n{name('旧单')}\t1200\t赢单\t2012-05-02"
    TransferPage(signed_in).paste("opportunity", cells).run()
    page.go("/dashboards")
    signed_in.fill(signed_in.one("#span"), "2012")
    with signed_in.leaving():
        signed_in.click(signed_in.testid("dashboard-show"))
    assert signed_in.one("#regions tfoot td:last-child a").text == "1,200"

    with signed_in.leaving():
        signed_in.click(signed_in.one("#regions tfoot td:last-child a"))

    signed_in.sees(name("旧单"))
