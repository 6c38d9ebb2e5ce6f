"""What tests of commission begin with."""

from typing import Any

from tests.kit.company import Company


def plan(company: Company, **raw: Any) -> Any:
    """A plan of 3 % of receipts from 2026 on, unless told otherwise."""
    service = company.container.performance.commission_plan()
    return service.create(service.module.draft.parse({"name": "回款提成", "from_month": "2026-01", "tiers": "3%", **raw}))


def run(company: Company, month: str, upto: str = "draft") -> Any:
    """A run of the month, worked out by a worker as it is in service, and moved on as far as `upto`."""
    service = company.container.performance.commission_run()
    made = service.create(service.module.draft.parse({"month": month}))
    service.start(made.id)
    while company.container.platform.job_runner().run_one("test"):
        pass
    for state in ("reviewed", "approved", "paid")[: ("draft", "reviewed", "approved", "paid").index(upto)]:
        made = service.change(made.id, {"state": state} | ({"paid_on": "2026-12-05"} if state == "paid" else {}))
    return service.get(made.id)


def lines(company: Company, month: str) -> list[tuple[str, str, str, str]]:
    """(person, kind, month in which it counts, amount) of the lines of a month, as whoever acts sees them."""
    service = company.container.performance.commission_line()
    found = [one for payee in service.payees(month) for one in service.statement(month, payee.id)]
    return [(one.owner_name, one.kind, one.origin, f"{one.amount:.2f}") for one in sorted(found, key=lambda one: one.id)]
