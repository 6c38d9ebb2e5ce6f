"""Webhooks: whom another program is told about, and what was sent."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class WebhookPage(RecordPages):
    """Webhooks in the browser."""

    path = "/webhooks"
    endpoint = "platform_webhook"
    noun = {"en": "webhooks", "zh": "数据推送"}

    @step("Send a test message", "发送测试消息")
    def test(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("platform_webhook.test"))
        return self

    @property
    def messages(self) -> list[str]:
        """What stands in the strip of the record."""
        return [one.text for one in self.browser.all(".hook-table tbody tr")]
