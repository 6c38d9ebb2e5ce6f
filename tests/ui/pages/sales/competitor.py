"""Competitors in the browser."""

from typing import Self

from tests.ui.pages.record import RecordPages
from tests.ui.tool.steps import step


class CompetitorPage(RecordPages):
    """Competitors, and how one stands against them."""

    path = "/competitors"
    endpoint = "sales_competitor"
    noun = {"en": "competitors", "zh": "竞争对手"}

    @step("Look at prices and sales", "查看价格与销售")
    def market(self) -> Self:
        return self.go(f"{self.path}/{self.id}/market")
