"""The form “why can she (not) see this”, and the shares at the lock of a record."""

from typing import Self

from selenium.webdriver.support.select import Select

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class ExplainPage(PageObject):
    """Who sees what."""

    path = "/access"
    noun = {"en": "who sees what", "zh": "访问权限解释"}

    @step("Ask why {who} sees {what}, or not", "询问{who}为什么能看到或看不到 {what}")
    def ask(self, who: str, what: str) -> Self:
        self.browser.fill(self.browser.one("#explain-who"), who)
        self.browser.fill(self.browser.one("#explain-what"), what)
        with self.browser.leaving():
            self.browser.testid("explain").click()
        return self

    @step("Share the record with {department}", "将记录共享给{department}")
    def share(self, path: str, department: str) -> Self:
        self.go(f"{path}/access")
        self.browser.one(".access-shares summary").click()
        choice = self.browser.one("#share-unit_id")
        value = next(one.get_attribute("value") for one in Select(choice).options if one.text.strip() == department)
        self.browser.fill(choice, value)
        with self.browser.leaving():
            self.browser.testid("share").click()
        return self

    @property
    def answer(self) -> str:
        return self.browser.one(".access-answer").text

    @property
    def shares(self) -> str:
        return self.browser.one(".access-shares").text
