"""Contracts: what was agreed, what is due and what came in."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class ContractPage(RecordPages):
    """Contracts in the browser."""

    path = "/contracts"
    endpoint = "sales_contract"
    noun = {"en": "contracts", "zh": "合同"}

    @step("Move the contract to the state {state}", "将合同改为 {state}")
    def move_to(self, state: str) -> Self:
        self.browser.click(self.browser.one(".record-line summary"))
        with self.browser.leaving():
            self.browser.click(self.browser.one(f'.record-line button[value="{state}"]'))
        return self

    @step("Plan by the shares {shares}, the first due on {day}", "按比例 {shares} 生成回款计划，首期 {day}")
    def plan(self, shares: str, day: str) -> Self:
        contract = self.id
        self.go(f"{self.path}/{contract}/plan")
        for name, value in (("way", "shares"), ("shares", shares), ("first_on", day)):
            self.browser.fill(self.browser.one(f'[name="{name}"]'), value)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("preview"))
        with self.browser.leaving():
            self.browser.click(self.browser.testid("make-plan"))
        return self

    @step("Go to the form of a receipt", "打开登记回款表单")
    def record_receipt(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.one('.actions [data-testid="sales_receipt.new"]'))
        return self

    @property
    def plans(self) -> list[str]:
        """What stands on the card of the receipt plan, once there is one."""
        self._tab("cards")
        self.browser.one("#card-plans li")
        return [one.text for one in self.browser.all("#card-plans li")]

    @step("See what came in: {amount}", "查看已回款：{amount}")
    def received(self, amount: str) -> None:
        self._tab("cards")
        self.browser.said("#card-plans .card-bar", amount)
