"""Webhooks in the browser: set up, tried out, and what was sent looked at."""

from collections.abc import Callable

import pytest

from tests.ui.pages.platform.webhook import WebhookPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


@pytest.mark.own
def test_a_webhook_is_set_up_and_tried_out(browser: Browser, name: Name) -> None:
    """新建数据推送：地址不安全时提示，保存后发送测试消息，推送记录中可见"""
    browser.enter("administrator")
    page = WebhookPage(browser).new().fill(name=name("ERP"), subject="sales_order", url="http://erp.example.com/crm").save()
    assert "https" in page.error("url") and page.value("name") == name("ERP")

    page.fill(url="https://erp.example.invalid/crm").save()
    assert page.title == name("ERP") and page.messages == [] and browser.axe() == []
    record = browser.path
    page.test()
    assert "/deliveries/" in browser.path and browser.overflow() <= 0

    page.go(record)
    assert len(page.messages) == 1 and "测试消息" in page.messages[0]
