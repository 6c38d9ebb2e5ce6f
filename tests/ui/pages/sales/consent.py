"""Consents of one person."""

from typing import Self

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class ConsentPage(PageObject):
    """The consents of a person in the browser."""

    path = "/consents"
    noun = {"en": "consents", "zh": "授权同意"}

    @step("Begin from the page of the contact", "从联系人页面打开授权同意")
    def of(self, contact: int) -> Self:
        self.go(f"/contacts/{contact}")
        self.browser.one(".head-tools .menu > summary").click()
        return self._press("sales_consent_person.show")

    @step("Write down a consent to {purpose}", "登记同意：{purpose}")
    def write_down(self, purpose: str) -> Self:
        line = next(one for one in self.browser.all(".consent-line") if purpose in one.text)
        with self.browser.leaving():
            self.browser.click(line.find_element("css selector", "[data-testid='sales_consent.new']"))
        return self._press("save")

    @step("Withdraw {purpose}", "撤回：{purpose}")
    def withdraw(self, purpose: str) -> Self:
        line = next(one for one in self.browser.all(".consent-line") if purpose in one.text)
        with self.browser.leaving():
            self.browser.click(line.find_element("css selector", "[data-testid='sales_consent_person.withdraw']"))
        return self

    def _press(self, name: str) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid(name))
        return self
