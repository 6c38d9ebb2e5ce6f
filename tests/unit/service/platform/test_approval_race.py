"""Two who decide at once: one does, the other is told what was decided."""

import threading

from crm.errors import Busy, Invalid
from tests.kit import company as companies
from tests.unit.service.platform.approvals import flow, waiting
from tests.unit.service.sales.contracts import contract
from tests.unit.service.sales.test_pool_race import crm  # noqa: F401  (a database with a connection for each thread)


def test_of_two_who_decide_at_once_one_does_and_the_other_sees_what_was_decided(crm):  # noqa: F811
    company = companies.found(crm)
    flow(company, {"name": "任一人", "kind": "role", "role_id": company.roles["salesperson"]})
    with company.acting("han"):
        made = contract(company, "approval", amount="600000")
    (request,) = waiting(company, "zhao")
    start, told = threading.Barrier(2), {}

    def decide(account, verb):
        with company.acting(account):
            start.wait()
            try:
                told[account] = crm.approval.approval().decide(request, verb, "意见").state
            except (Invalid, Busy) as no:
                told[account] = no

    threads = [threading.Thread(target=decide, args=one) for one in (("zhao", "approve"), ("chen", "refuse"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [account for account, state in told.items() if isinstance(state, str)]
    (loser,) = {"zhao", "chen"} - {winner}
    assert isinstance(told[loser], Invalid) and company.actor(winner).name in str(told[loser])
    with company.acting("lilei"):
        assert crm.trade.contract().get(made.id).state == {"zhao": "active", "chen": "draft"}[winner]
        strip = crm.approval.approval().strip("contract", made.id)
        assert (strip.request.decisions, [seat.state for seat in strip.seats].count("skipped")) == (1, 2)
