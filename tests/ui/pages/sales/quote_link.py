"""The link of a quote: made by a salesperson, opened by the customer, who signs with his finger."""

from typing import Self
from urllib.parse import urlsplit

from selenium.webdriver import ActionChains

from tests.ui.pages.base import PageObject
from tests.ui.tool.steps import step


class QuoteLinkPage(PageObject):
    """Both sides of a link in the browser."""

    path = "/q"
    noun = {"en": "customer links", "zh": "客户链接"}

    @step("Make a link for {recipient}", "为 {recipient} 生成链接")
    def make(self, recipient: str) -> str:
        self.browser.fill(self.browser.one('[name="recipient"]'), recipient)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_quote_link.create"))
        return urlsplit(self.browser.one("#address").get_attribute("value") or "").path

    @step("As the customer: open {address}", "以客户身份打开链接")
    def visit(self, address: str) -> Self:
        self.browser.leave()
        return self.go(address)

    @step("Draw a signature", "手写签名")
    def draw(self) -> Self:
        canvas = self.browser.one(".offer-sign canvas")
        self.browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
        pen = ActionChains(self.browser.driver, duration=20).move_to_element_with_offset(canvas, -100, 0).click_and_hold()
        for x, y in ((40, -30), (40, 50), (40, -40), (50, 20)):
            pen.move_by_offset(x, y)
        pen.release().perform()
        self.browser.one("[data-drawn]")
        return self

    @step("Accept as {name}", "以 {name} 的名义接受")
    def accept(self, name: str, agreed: bool = True) -> Self:
        self.browser.fill(self.browser.one('.offer-answer [name="name"]'), name)
        if agreed:
            self.browser.click(self.browser.one("#agreed"))
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_quote_view.accept"))
        return self

    @step("Write “{text}” below the quote", "在报价下留言“{text}”")
    def write(self, text: str) -> Self:
        self.browser.fill(self.browser.one("#body"), text)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_quote_view.comment"))
        return self

    @step("Answer the customer: “{text}”", "回复客户：“{text}”")
    def reply(self, text: str) -> Self:
        self.browser.fill(self.browser.one("#body"), text)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_quote_link.reply"))
        return self

    @property
    def talk(self) -> list[str]:
        return [one.text for one in self.browser.all(".offer-talk li p")]
