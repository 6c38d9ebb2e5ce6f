"""Public pools: what lies in them, claiming, giving up."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class PoolPage(RecordPages):
    """Public pools in the browser."""

    path = "/pools"
    endpoint = "sales_pool"
    noun = {"en": "public pools", "zh": "公海"}

    @step("Open what lies in pool {number}", "打开公海 {number} 的记录")
    def records(self, number: int) -> Self:
        return self.go(f"/pools/{number}/records")

    @step("Claim the first", "领取第一条")
    def claim_first(self) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_pool.claim_one"))
        return self

    @step("Tick all and claim them", "全选并领取")
    def claim_all(self) -> Self:
        for box in self.browser.all('.pool-table tbody input[name="id"]'):
            self.browser.click(box)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("sales_pool.claim"))
        return self

    @step("Give up record {number} into pool {pool}: {reason}", "将记录 {number} 退回公海 {pool}：{reason}")
    def give_up(self, number: int, pool: int, reason: str) -> Self:
        self.go(f"/pools/release/account?id={number}")
        self.browser.one(f'select[name="pool_id"] option[value="{pool}"]').click()
        self.browser.fill(self.browser.one('input[name="reason"]'), reason)
        with self.browser.leaving():
            self.browser.click(self.browser.testid("save"))
        return self

    @property
    def names(self) -> list[str]:
        """What lies here, as the list names it."""
        return [cell.text for cell in self.browser.all(".pool-table tbody th a")]
