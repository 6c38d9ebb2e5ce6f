"""A process is killed in the middle of what makes one thing of another."""

from typing import Any

import pytest

from crm.domain.kit.money import Money
from crm.domain.sales.lead import LeadDraft
from crm.errors import Conflict
from tests.faults.invariants import broken
from tests.faults.site import Site, system
from tests.faults.worker import ACTS, killed
from tests.unit.service.sales.commissions import plan
from tests.unit.service.sales.contracts import contract, part
from tests.unit.service.sales.quotes import quote


def rows(site: Site) -> dict[str, int]:
    """How many stand in each table."""
    with system(), site.crm.db().transaction(writes=False):
        return site.crm.platform.doctor().doctor.counts()


def has_not_been(site: Site, do: str, id: int, steps: tuple[str, ...], figure: Any) -> dict[str, int]:
    """Killed after each of the steps it leaves nothing in any table; done again, it gives what came to which table."""
    before = rows(site)
    for step in steps:
        killed(site, do, id, step)
        assert rows(site) == before
    ACTS[do](site.crm, id)
    assert broken(site) == []
    figure(len(steps), f"nothing of it in any of {len(before)} tables; then done once", site.crm.db().dialect)
    return {name: count - before[name] for name, count in rows(site).items() if count != before[name]}


@pytest.mark.faults
def test_the_conversion_of_a_lead_is_killed(site, figure):
    """All of the customer, contact and deal is there, or nothing; it is done once afterwards."""
    with site.acting():
        lead = site.crm.sales.lead().create(LeadDraft.parse({"name": "刘洋", "company": "知行", "phone": "13800138000"}))
        steps = ("sales.lead_conversion._deal", "sales.lead_conversion._carry")
        came = has_not_been(site, "lead", lead.id, steps, figure)
        assert [came[name] for name in ("account", "contact", "opportunity")] == [1, 1, 1]
        with pytest.raises(Conflict):
            ACTS["lead"](site.crm, lead.id)


@pytest.mark.faults
def test_the_order_of_a_quote_is_killed(site, figure):
    """The order is there with its lines, or not at all and no number is spent; a second call gives the same order."""
    with site.acting():
        offered = quote(site.company, "sent")
        site.crm.trade.quote().accept(offered.id, "张经理")
        came = has_not_been(site, "order", offered.id, ("trade.sales_order.begun_from", "sales.line.copy"), figure)
        assert (came["sales_order"], came["line"]) == (1, 2)
        made = site.crm.trade.sales_order().of_quote(offered.id)
        assert (made.amount, made.number[-4:], rows(site)["sales_order"]) == (offered.amount, "0001", 1)


@pytest.mark.faults
def test_the_commission_of_a_month_is_killed(site, figure):
    """All lines of the month are there with their total, or none; worked out again, they are the same."""
    performance = site.crm.performance
    with site.acting():
        plan(site.company)
        for amount in ("100", "200"):
            part(site.company, "receipt", contract(site.company).id, amount=amount)
        runs = performance.commission_run()
        made = runs.create(runs.module.draft.parse({"month": "2026-02"}))
        steps = ("commission_line_dao.clear", "commission_line_dao.insert", "commission_run_dao.set_result")
        came = has_not_been(site, "commission", made.id, tuple(f"performance.{step}" for step in steps), figure)
        assert (came["commission_line"], runs.get(made.id).total) == (2, Money(9))
        ACTS["commission"](site.crm, made.id)
        assert [(one.amount, one.entries) for one in performance.commission_line().payees("2026-02")] == [(Money(9), 2)]
