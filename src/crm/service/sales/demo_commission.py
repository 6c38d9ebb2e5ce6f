"""Commission of the demo company: two plans, a month that is paid, one that is reviewed, and the books of the first closed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crm import current
from crm.domain.sales.period import days_of, month_of, month_on

PLANS = (
    {"name": "回款提成", "basis": "receipts", "way": "marginal", "tiers": "0: 2%\n100000: 3%\n500000: 4%",
     "remark": "按当月回款超额累进计提，商机团队按分成比例分配。"},
    {"name": "新客户奖励", "basis": "customers", "piece": "500", "cap": "3000"},
)  # fmt: skip


class Alone:
    """The job of a run that nobody waits for."""

    id = attempts = 1

    def progress(self, done: int, total: int | None = None) -> None:
        """Nobody looks."""


class DemoCommission:
    """Worked out by the administrator over what the contracts of the demo brought in."""

    def __init__(self, sales: Any):
        self.of = sales.records()

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        this = month_of(current.today())
        paid, reviewed = month_on(this, -2), month_on(this, -1)
        with current.acting(actor=actors[administrator], language="zh", source="form"):
            for one in PLANS:
                self._create("commission_plan", from_month=month_on(this, -11), **one)
            self._run(paid, ("reviewed", "approved", "paid"), days_of(reviewed)[0].replace(day=10))
            self._run(reviewed, ("reviewed",), current.today())
            self._create("period", month=paid)

    def _create(self, noun: str, /, **raw: Any) -> Any:
        service = self.of(noun)
        return service.create(service.module.draft.parse(raw))

    def _run(self, month: str, states: Sequence[str], day: date) -> None:
        made, service = self._create("commission_run", month=month), self.of("commission_run")
        service.work_out({"id": made.id}, Alone())
        for state in states:
            service.change(made.id, {"state": state} | ({"paid_on": day.isoformat()} if state == "paid" else {}))
