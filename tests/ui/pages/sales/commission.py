"""Commission: runs, statements, what-ifs."""

from typing import Self

from crm.domain.kit.filter import Query
from tests.kit.company import Company
from tests.ui.pages.record import RecordPages
from tests.ui.tool.browser import WORK
from tests.ui.tool.steps import step


def free_month(company: Company | None) -> str:
    """A month behind all that were worked out, long before the receipts of other tests; plans that are there pay for it no more."""
    assert company
    with company.acting("lilei"):
        plans, runs = (company.container.records()(name) for name in ("commission_plan", "commission_run"))
        for one in plans.page(Query()):
            plans.change(one.id, {"active": False}, one.version)
        last = max((one.month for one in runs.page(Query())), default="2025-02")
    year, month = divmod(int(last[:4]) * 12 + int(last[5:]), 12)
    return f"{year}-{month + 1:02}"


class CommissionRunPage(RecordPages):
    """Commission runs in the browser."""

    path = "/commission-runs"
    endpoint = "sales_commission_run"
    noun = {"en": "commission runs", "zh": "提成核算"}

    @step("Work the run out", "核算提成")
    def work_out(self) -> Self:
        """The job runs beside; its page leads back once it is done."""
        run = self.id
        with self.browser.leaving():
            self.browser.click(self.browser.one('.actions [data-testid="sales_commission_run.store"]'))
        done = '.actions [data-testid="commission-reviewed"]'
        self.browser.wait(lambda: self.go(f"{self.path}/{run}").browser.has(done), "the run is worked out", WORK)
        return self

    @step("Move the run on to {state}", "将核算推进到 {state}")
    def move_on(self, state: str) -> Self:
        with self.browser.leaving():
            self.browser.click(self.browser.one(f'.actions [data-testid="commission-{state}"]'))
        return self

    @property
    def total(self) -> str:
        return self.browser.one(".tiles").text
