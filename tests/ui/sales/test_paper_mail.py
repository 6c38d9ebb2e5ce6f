"""A quote goes out by mail from its page: seen first, a bad address loses nothing, and the story shows what was sent."""

from collections.abc import Callable

import pytest

from tests.ui.pages.sales.paper_mail import PaperMailPage
from tests.ui.pages.sales.quote import QuotePage
from tests.ui.tool.browser import Browser
from tests.ui.tool.visitor import Visitor


@pytest.mark.own
@pytest.mark.width(390)
def test_a_quote_is_mailed_from_its_page_on_a_phone(
    signed_in: Browser, maker: Visitor, account: Callable[..., int], name: Callable[..., str]
) -> None:
    """在手机上从报价页面发送邮件：先预览正文，地址有误时内容保留，发送后时间线可见"""
    customer = account("云帆科技")
    maker.create("/contacts", name=name("王芳"), account_id=str(customer), mails="wang@yunfan.example")
    quote = QuotePage(signed_in).new(f"?account_id={customer}").fill(name=name("云帆采购"), amount="800").save()
    quote.next_way("sales_quote_answer.send")
    page = PaperMailPage(signed_in).go(f"/papers/quote/{quote.id}/mail")
    assert page.recipients == [f"{name('王芳')} <wang@yunfan.example>"] and "{link}" in page.text
    assert signed_in.overflow() <= 0 and signed_in.axe() == []
    page.send("no address")
    assert signed_in.has("#to-error") and "{link}" in page.text and signed_in.axe() == []
    page.send("lin@yunfan.example", "li@yunfan.example, 张三")
    assert signed_in.has("#cc-error") and not signed_in.has("#to-error") and signed_in.axe() == []
    signed_in.fill(signed_in.one("#cc"), "li@yunfan.example, ")
    assert page.offered_copies == [f"li@yunfan.example, {name('王芳')} <wang@yunfan.example>"]
    page.send("lin@yunfan.example, zhou@yunfan.example", "li@yunfan.example")
    assert signed_in.path == f"/quotes/{quote.id}" and all(
        f"{one}@yunfan.example" in signed_in.one(".timeline").text for one in ("lin", "zhou", "li")
    )
