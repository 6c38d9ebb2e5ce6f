"""Orders: what was ordered, delivered, altered."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.pages.sales.line import LinePage
from tests.ui.tool.steps import step


class SalesOrderPage(RecordPages):
    """Orders in the browser."""

    path = "/orders"
    endpoint = "sales_sales_order"
    noun = {"en": "sales orders", "zh": "订单"}

    @step("Take the next step {testid}", "点击下一步按钮 {testid}")
    def next_way(self, testid: str) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.one(f'.actions [data-testid="{testid}"]'))
        return self

    @property
    def lines(self) -> LinePage:
        """The editor of its lines."""
        return LinePage(self.browser).go(f"/lines/sales_order/{self.id}")

    @step("Deliver {quantities}, as {button} says", "发货 {quantities}（{button}）")
    def deliver(self, button: str, *quantities: str, **values: str) -> Self:
        self.next_way("sales_delivery_book.edit")
        boxes = self.browser.all('[name^="quantity."]')
        for box, quantity in zip(boxes, quantities, strict=False):
            self.browser.fill(box, quantity)
        self.fill(**values)
        with self.browser.leaving():
            self.browser.click(self.browser.testid(button))
        return self

    @step("Propose a change: {reason}", "发起订单变更：{reason}")
    def alter(self, reason: str) -> int:
        """The number of the change."""
        self.go(f"/order-changes/new?order_id={self.id}")
        self.fill(reason=reason).save()
        return int(self.browser.path.rsplit("/", 1)[1])

    @property
    def refusals(self) -> list[str]:
        """What stands beside the boxes of quantities."""
        return [one.text for one in self.browser.all(".delivery-box .error")]

    @property
    def state(self) -> str:
        return self.browser.one(".record-line .tag").text

    @property
    def chain(self) -> str:
        return self.browser.one(".chain").text

    @property
    def tiles(self) -> str:
        return self.browser.one(".tiles").text

    @property
    def altered(self) -> str:
        """What the card of a change says: the lines before and after."""
        self._tab("cards")
        return self.browser.one("#card-altered").text
