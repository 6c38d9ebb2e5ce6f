"""Webhooks in the browser: set up, tried out, and what was sent looked at."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.ui.pages.platform.webhook import WebhookPage
from tests.ui.tool.browser import Browser

Name = Callable[..., str]


class Taking(BaseHTTPRequestHandler):
    """A receiver that takes every message."""

    def do_POST(self) -> None:
        self.send_response(204)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[int]:
    """The port of another program of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.own
def test_a_webhook_is_set_up_and_tried_out(browser: Browser, name: Name, receiver: int) -> None:
    """新建数据推送：地址不安全时提示，保存后发送测试消息，推送记录中可见"""
    browser.enter("administrator")
    page = WebhookPage(browser).new().fill(name=name("ERP"), subject="sales_order", url="http://erp.example.com/crm").save()
    assert "https" in page.error("url") and page.value("name") == name("ERP")

    browser.click(browser.one('#the-form [type="checkbox"][name="private"]'))
    page.fill(url=f"http://127.0.0.1:{receiver}/crm").save()
    assert page.title == name("ERP") and page.messages == [] and browser.axe() == []
    record = browser.path
    page.test()
    assert "/deliveries/" in browser.path and browser.overflow() <= 0

    browser.wait(lambda: browser.say("Taken by the receiver") in page.go(record).messages[0], "the message to be taken")
    assert len(page.messages) == 1 and browser.say("Test message") in page.messages[0]
