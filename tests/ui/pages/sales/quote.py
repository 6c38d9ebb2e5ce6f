"""Quotes: versions and options of what is offered, and what the customer answered."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.pages.sales.line import LinePage
from tests.ui.tool.steps import step


class QuotePage(RecordPages):
    """Quotes in the browser."""

    path = "/quotes"
    endpoint = "sales_quote"
    noun = {"en": "quotes", "zh": "报价"}

    @step("Choose {testid} in the menu of the record", "在记录菜单中选择 {testid}")
    def choose_way(self, testid: str) -> Self:
        self.browser.one(".head .menu > summary").click()
        with self.browser.leaving():
            self.browser.click(self.browser.testid(testid))
        return self

    @step("Take the next step", "点击下一步按钮")
    def next_way(self, testid: str) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.one(f'.actions [data-testid="{testid}"]'))
        return self

    @property
    def lines(self) -> LinePage:
        """The editor of its lines."""
        return LinePage(self.browser).go(f"/lines/quote/{self.id}")

    @step("The customer accepts: {signer}", "客户接受：{signer}")
    def accept(self, signer: str) -> Self:
        self.next_way("sales_quote_answer.edit")
        self.fill(signer=signer)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("accept"))
        return self

    @step("Compare the versions", "比较版本")
    def compare(self) -> Self:
        quote = self.id
        return self.go(f"{self.path}/{quote}/comparison")

    @property
    def state(self) -> str:
        return self.browser.one(".record-line .tag").text

    @property
    def differences(self) -> list[str]:
        return [one.text for one in self.browser.all(".quote-table tbody tr")]
