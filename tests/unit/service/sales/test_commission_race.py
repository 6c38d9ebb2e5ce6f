"""Several work out one month at the same moment: its lines are written once."""

import threading
from types import SimpleNamespace

from crm.current import acting
from crm.domain.kit.money import Money
from crm.errors import Busy
from tests.kit.company import SYSTEM, found
from tests.unit.service.sales.commissions import plan
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.test_pool_race import crm  # noqa: F401  (a database with a connection for each thread)

UNWATCHED = SimpleNamespace(id=1, attempts=1, progress=lambda *_: None)


def test_a_month_that_three_work_out_at_once_has_its_lines_once(crm):  # noqa: F811
    company = found(crm)
    service, lines = crm.performance.commission_run(), crm.performance.commission_line()
    with company.acting("lilei"):
        plan(company)
        for amount in ("100", "200"):
            part(company, "receipt", contract(company).id, amount=amount)
        made = service.create(service.module.draft.parse({"month": "2026-02"}))

    def work() -> None:
        with acting(actor=SYSTEM):
            while True:
                try:
                    return service.work_out({"id": made.id}, UNWATCHED) and None
                except Busy:
                    continue

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with company.acting("lilei"):
        assert (service.get(made.id).total, service.get(made.id).entries) == (Money(9), 2)
        assert [(one.amount, one.entries) for one in lines.payees("2026-02")] == [(Money(9), 2)]
