"""Approvals: the strip on a record, and what waits on Today."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class ApprovalPage(PageObject):
    """Deciding in the browser."""

    path = "/approvals"
    noun = {"en": "approvals", "zh": "审批"}

    @step("Go to the line that waits for the approval", "定位到待审批的一行")
    def on_today(self, title: str) -> Self:
        self.go("/")
        line = self.browser.said("[data-queue-line]", title)
        self.browser.driver.execute_script("arguments[0].querySelector('[data-queue-open]').focus()", line)
        return self

    @step("Press “{key}”", "按 {key} 键")
    def key(self, key: str) -> Self:
        with self.browser.leaving():
            self.browser.press(key)
        return self

    @step("Return it: “{why}”", "退回，意见“{why}”")
    def give_back(self, why: str) -> Self:
        self.browser.fill(self.browser.one('[name="comment"]'), why)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("approval-return"))
        return self

    @property
    def strip(self) -> str:
        return self.browser.one("#approval").text
