"""The lines of a deal in the browser: prices come with the product, sums follow what one types."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.line import LinePage
from tests.ui.pages.sales.opportunity import OpportunityPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def deal(signed_in: Browser, name: Name) -> int:
    """A deal, and two products in the catalogue."""
    lilei = signed_in.site.visitor("administrator")
    lilei.create("/products", name=name("企业版"), price="1000", unit="套", active="yes")
    lilei.create("/products", name=name("培训"), price="500.5", unit="天", active="yes")
    return OpportunityPage(signed_in).create(name=name("云帆采购")).id


@pytest.mark.own
def test_products_bring_their_price_and_the_sum_follows(signed_in: Browser, deal: int, name: Name) -> None:
    """选择产品自动带价，合计随输入变化，保存后商机金额随之更新"""
    page = LinePage(signed_in).of(deal).add().choose(1, name("企业版")).set(1, "quantity", "3")
    signed_in.wait(lambda: "3,000" in page.total, "the sum")

    page.set(1, "discount", "10")
    signed_in.wait(lambda: "2,700" in page.total, "the sum after the discount")
    page.add().choose(2, name("培训")).up(2)
    assert page.products == [name("培训"), name("企业版")]

    page.save()
    assert "3,200.50" in OpportunityPage(signed_in).shown("amount")
    assert LinePage(signed_in).of(deal).products == [name("培训"), name("企业版")]


@pytest.mark.own
@pytest.mark.width(390)
def test_lines_are_written_without_script_on_the_phone(signed_in: Browser, deal: int, name: Name) -> None:
    """无脚本、手机宽度下也能添加明细；出错时保留已输入内容"""
    signed_in.scripts(on=False)
    page = LinePage(signed_in).of(deal)
    with signed_in.leaving():
        signed_in.click(signed_in.testid("line-add"))
    signed_in.fill(page.box(1, "product"), name("企业版"))
    signed_in.fill(page.box(1, "quantity"), "0")
    page.save()
    assert signed_in.has("#line-1-quantity-error") and page.products == [name("企业版")]

    signed_in.fill(page.box(1, "quantity"), "2")
    page.save()
    page.of(deal)
    assert page.box(1, "unit_price").get_attribute("value") == "1000" and "2,000" in page.total
