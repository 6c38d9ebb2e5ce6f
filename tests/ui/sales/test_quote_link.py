"""A quote under its link: read, discussed and signed by a customer on a phone; its owner sees it at once."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.line import LinePage
from tests.ui.pages.sales.quote import QuotePage
from tests.ui.pages.sales.quote_link import QuoteLinkPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.mark.own
@pytest.mark.width(390)
def test_a_customer_reads_discusses_and_signs_a_quote_on_his_phone(signed_in: Browser, account: Callable[..., int], name: Name) -> None:
    """客户在手机上打开报价链接、留言、手写签名并接受；业务员看到打开记录、留言和已签署文件"""
    signed_in.site.visitor("administrator").create("/products", name=name("企业版"), price="1000", unit="套", active="yes")
    customer = account("云帆科技")
    quote = QuotePage(signed_in).new(f"?account_id={customer}").fill(name=name("云帆采购")).save()
    number = quote.id
    LinePage(signed_in).go(f"/lines/quote/{number}").add().choose(1, name("企业版")).set(1, "quantity", "3").save()
    quote.go(f"/quotes/{number}").next_way("sales_quote_answer.send").next_way("sales_quote_link.index")
    page = QuoteLinkPage(signed_in)
    address = page.make("林女士")
    assert signed_in.overflow() <= 0 and signed_in.axe() == []

    page.visit(address)
    assert "3,000.00" in signed_in.text and "/q/" in signed_in.path and signed_in.overflow() <= 0 and signed_in.axe() == []
    page.write("能否分期付款？")
    assert page.talk == ["能否分期付款？"]
    page.draw().accept("张建国", agreed=False)
    assert signed_in.has("#agreed-error") and signed_in.one('.offer-answer [name="name"]').get_attribute("value") == "张建国"
    page.accept("张建国")
    assert "张建国" in signed_in.one(".offer-state").text and not signed_in.has(".offer-answer")

    signed_in.enter("administrator")
    quote.go(f"/quotes/{number}")
    assert quote.shown("signer") == "张建国"
    page.go(f"/quotes/{number}/customer").reply("可以，分两期。")
    assert page.talk == ["能否分期付款？", "可以，分两期。"] and signed_in.has('a[href^="/files/"]')
    page.visit(address)
    assert page.talk[-1] == "可以，分两期。"


@pytest.mark.own
@pytest.mark.width(390)
def test_a_name_and_a_tick_are_enough_without_script(signed_in: Browser, account: Callable[..., int], name: Name) -> None:
    """无脚本时填写姓名并勾选即可接受报价"""
    quote = QuotePage(signed_in).new(f"?account_id={account('云帆科技')}").fill(name=name("云帆采购"), amount="800").save()
    quote.next_way("sales_quote_answer.send").next_way("sales_quote_link.index")
    page = QuoteLinkPage(signed_in)
    address = page.make("林女士")
    signed_in.scripts(on=False)
    page.visit(address).accept("李四")
    assert "李四" in signed_in.one(".offer-state").text
    signed_in.scripts(on=True)
