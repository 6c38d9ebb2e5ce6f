"""A quote in the browser: from a deal through two versions to what the customer accepted, and to the order."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.line import LinePage
from tests.ui.pages.sales.opportunity import OpportunityPage
from tests.ui.pages.sales.quote import QuotePage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.fixture
def page(signed_in: Browser, account: Callable[..., int], name: Name) -> QuotePage:
    """A quote that was made from a deal with one line."""
    signed_in.site.visitor("administrator").create("/products", name=name("企业版"), price="1000", unit="套", active="yes")
    customer = account("云帆科技")
    deal = OpportunityPage(signed_in).new(f"?account_id={customer}").fill(name=name("云帆采购")).save()
    LinePage(signed_in).of(deal.id).add().choose(1, name("企业版")).set(1, "quantity", "3").save()
    return QuotePage(signed_in).choose_way("sales_quote_version.of_deal")


@pytest.mark.own
def test_a_deal_goes_through_two_versions_of_a_quote_to_its_order(page: QuotePage, signed_in: Browser, name: Name) -> None:
    """商机生成报价、发送、新版本、比较、客户接受、生成订单，各页金额一致"""
    first = page.id
    assert page.title == name("云帆采购") and "3,000.00" in signed_in.one(".tiles").text
    page.next_way("sales_quote_answer.send")
    page.choose_way("sales_quote_version.create")
    second = page.id
    assert second != first
    page.lines.set(1, "quantity", "4").set(1, "discount", "5").save()
    assert "3,800.00" in signed_in.one(".tiles").text and signed_in.axe() == []

    page.compare()
    assert len(page.differences) == 1 and "4" in page.differences[0] and "5%" in page.differences[0] and "800.00" in page.differences[0]
    assert signed_in.axe() == []

    page.go(f"/quotes/{second}").next_way("sales_quote_answer.send").accept("张建国")
    assert page.shown("signer") == "张建国"
    page.next_way("sales_quote_answer.order")
    assert "/orders/" in signed_in.path and "3,800.00" in signed_in.one("#record").text


@pytest.mark.own
@pytest.mark.width(390)
def test_versions_are_compared_and_a_refusal_is_written_down_without_script_on_the_phone(page: QuotePage, signed_in: Browser) -> None:
    """手机、无脚本：比较版本、登记客户拒绝，未填理由时提示且保留已输入内容"""
    first = page.id
    signed_in.scripts(on=False)
    page.go(f"/quotes/{first}").next_way("sales_quote_answer.send")
    page.go(f"/quotes/{first}/answer").fill(signer="张建国")
    with signed_in.leaving():
        signed_in.click(signed_in.testid("decline"))
    assert signed_in.has("#answer-error") and page.value("signer") == "张建国"
    page.fill(answer="预算不足")
    with signed_in.leaving():
        signed_in.click(signed_in.testid("decline"))
    page.go(f"/quotes/{first}").choose_way("sales_quote_version.create")
    page.compare()
    assert len(page.differences) == 1
    signed_in.scripts(on=True)
