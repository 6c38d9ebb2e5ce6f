"""An order in the browser: confirmed, delivered in parts, altered, made a contract; every page shows the same amount."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.line import LinePage
from tests.ui.pages.sales.sales_order import SalesOrderPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def page(signed_in: Browser, account: Callable[..., int], name: Name) -> SalesOrderPage:
    """A confirmed order of ten pieces for 1,000 yuan each."""
    signed_in.site.visitor("administrator").create("/products", name=name("企业版"), price="1000", unit="套", active="yes")
    page = SalesOrderPage(signed_in).new(f"?account_id={account('云帆科技')}").fill(name=name("云帆采购")).save()
    order = page.id
    page.lines.add().choose(1, name("企业版")).set(1, "quantity", "10").save()
    return page.go(f"/orders/{order}").next_way("sales_order_step.confirm")


@pytest.mark.own
def test_an_order_is_delivered_in_parts_altered_and_made_a_contract(page: SalesOrderPage, signed_in: Browser, name: Name) -> None:
    """订单确认、分批发货（超发被拒绝且保留已输入内容）、变更、剩余全部发货、生成合同，各页金额一致"""
    order = page.id
    assert "10,000.00" in page.tiles and signed_in.axe() == []

    page.deliver("ship", "11", tracking="SF100")
    assert len(page.refusals) == 1 and "10" in page.refusals[0] and page.value("tracking") == "SF100"
    assert signed_in.axe() == []
    page.go(f"/orders/{order}").deliver("ship", "4", tracking="SF100")
    assert "40 %" in page.tiles

    change = page.alter("客户增购")
    LinePage(signed_in).go(f"/lines/order_change/{change}").set(1, "quantity", "12").save()
    page.go(f"/order-changes/{change}")
    assert "2,000.00" in page.tiles and "10 套 → 12 套" in page.altered and signed_in.axe() == []
    page.go(f"/order-changes/{change}/comparison")
    assert "12,000.00" in signed_in.one(".quote-table").text and signed_in.axe() == []
    page.go(f"/order-changes/{change}").next_way("sales_order_step.apply")

    page.go(f"/orders/{order}").deliver("rest")
    assert "12,000.00" in page.tiles and "100 %" in page.tiles
    page.next_way("sales_order_step.contract")
    assert "/contracts/" in signed_in.path
    assert page.chain.count("12,000.00") == 2 and "12,000.00" in page.tiles and signed_in.axe() == []


@pytest.mark.own
@pytest.mark.width(390)
def test_the_rest_is_delivered_without_script_on_the_phone(page: SalesOrderPage, signed_in: Browser) -> None:
    """手机、无脚本：一键发出剩余全部数量，发货页可用且适配屏幕"""
    order = page.id
    page.go(f"/orders/{order}/delivery")
    assert signed_in.overflow() <= 0 and signed_in.axe() == []
    signed_in.scripts(on=False)
    page.go(f"/orders/{order}").deliver("rest")
    assert "100 %" in page.tiles
    signed_in.scripts(on=True)
