"""What is kept of a person: as one file, held, erased."""

from typing import Self

from selenium.webdriver.support.ui import Select

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class ErasurePage(PageObject):
    """Privacy in the browser."""

    path = "/privacy"
    noun = {"en": "privacy", "zh": "隐私保护"}

    @step("Begin from the page of the customer", "从客户页面打开隐私保护")
    def of(self, account: int) -> Self:
        self.go(f"/accounts/{account}")
        self.browser.one(".head-tools .menu > summary").click()
        with self.browser.leaving():
            self.browser.testid("sales_erasure.show").click()
        return self

    @step("Hold the record: {reason}", "依法保全：{reason}")
    def hold(self, reason: str) -> Self:
        self.browser.fill(self.browser.one("[name=reason]"), reason)
        return self._press("sales_erasure.hold")

    @step("Lift the hold", "解除保全")
    def lift(self) -> Self:
        return self._press("sales_erasure.lift")

    @step("Erase for good: {ground}", "永久删除：{ground}")
    def erase(self, ground: str) -> Self:
        Select(self.browser.one("[name=ground]")).select_by_value(ground)
        return self._press("sales_erasure.erase")

    def _press(self, name: str) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid(name))
        return self
