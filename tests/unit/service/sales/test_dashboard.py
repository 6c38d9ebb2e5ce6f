"""The sales dashboard: sums that follow every write, and figures of what one may see."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from crm import current
from crm.domain.kit.money import Money
from crm.service.sales.dashboard import Asked
from tests.unit.service.sales.contracts import contract, part
from tests.unit.web.sales.deals import make, stages_of

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)


@pytest.fixture
def sales(company):
    return company.container.sales


@pytest.fixture
def stages(company):
    return stages_of(company)


def deal(sales, stages, amount, close_on):
    here = stages["接洽"]
    return make(
        sales.opportunity(), name=f"商机 {amount}", pipeline_id=here.pipeline_id, stage_id=here.id, amount=str(amount), close_on=close_on
    )


def test_the_sums_are_what_the_deals_add_up_to_whatever_is_written(company, sales, stages):
    random, service = Random(11), sales.opportunity()
    with company.acting("lilei", clock=NOW):
        made = [deal(sales, stages, random.randrange(1, 900), random.choice(("2026-11-30", "2027-01-15", ""))) for _ in range(12)]
        for row in made[:8]:
            change = random.choice(
                ({"stage_id": str(stages["谈判"].id)}, {"close_on": "2026-12-24"}, {"amount": "77"}, {"stage_id": str(stages["赢单"].id)})
            )
            service.change(row.id, change)
            assert sales.dashboard().wrong() == 0, change
        company.container.platform.undo().undo(current.last_change())
        service.remove_all([made[9].id, made[10].id])
        service.assign_all([made[11].id], company.users["chen"], company.departments["south"])
        assert sales.dashboard().wrong() == 0
        found = sales.dashboard().look(Asked("all"))
        open_deals = [row for row in service.find([one.id for one in made]) if row.state == "open"]
        assert found.open == (len(open_deals), sum((row.amount_base for row in open_deals), Money(0)))


def test_a_dashboard_shows_what_one_may_see_and_asks_for(company, sales, stages):
    service = sales.opportunity()
    for account, amount in (("wang", 100), ("chen", 50)):
        with company.acting(account, clock=NOW - timedelta(days=3)):
            deal(sales, stages, amount, "2026-12-01")
            for stage in ("赢单", "输单"):
                service.change(deal(sales, stages, amount * 10, "2026-11-18").id, {"stage_id": str(stages[stage].id)})
    with company.acting("han", clock=NOW):
        found = sales.dashboard().look(Asked())
        assert (found.open, found.won, found.lost) == ((2, Money(150)), (2, Money(1500)), 2)
        assert [(one.owner_name, one.amount_base) for one in found.closed] == [("王强", 1000), ("陈静", 500)]
        assert sum((amount for _, amount in found.brought), Money(0)) == Money(1500) and "ranking" in found.tiles
        assert sorted((found.regions_by.parts[one.n].start.month, one.deals, one.amount_base) for one in found.regions) == [
            (11, 1, 500), (11, 1, 1000),
        ]  # fmt: skip
        assert sales.dashboard().look(Asked(owner_id=company.users["chen"])).won == (1, Money(500))
        assert sales.dashboard().look(Asked(department_id=company.departments["east"])).open == (1, Money(100))
        assert sales.dashboard().look(Asked(department_id=company.departments["sales"])).open == (2, Money(150))
    with company.acting("chen", clock=NOW):
        found = sales.dashboard().look(Asked(owner_id=company.users["wang"]))
        assert found.open == (0, Money(0)) and "ranking" not in found.tiles
    with company.acting("han", clock=NOW + timedelta(days=120)):
        assert sales.dashboard().look(Asked("month")).won == (0, Money(0))
        assert sales.dashboard().look(Asked("twelve")).won == (2, Money(1500))


def test_receipts_stand_beside_what_was_planned_for_their_days(company, sales):
    with company.acting("wang", clock=NOW):
        made = contract(company)
        for amount, day in (("300", "2026-10-05"), ("700", "2026-12-01")):
            part(company, "receipt_plan", made.id, amount=amount, due_on=day)
        part(company, "receipt", made.id, amount="250", received_on="2026-11-02")
        found = sales.dashboard().look(Asked())
        assert told(found) == {"2026-10-05": (300, 0), "2026-11-02": (0, 250), "2026-11-30": (700, 0)} and "receipts" in found.tiles
        assert told(sales.dashboard().look(Asked("all"))) == {"2026-10-01": (300, 0), "2026-11-01": (0, 250), "2026-12-01": (700, 0)}
        assert told(sales.dashboard().look(Asked("2026-10-01,2026-10-31"))) == {"2026-10-05": (300, 0)}
    with company.acting("chen", clock=NOW):
        assert told(sales.dashboard().look(Asked())) == {}


def told(found):
    """When a column begins -> what was planned and what came, where anything did."""
    columns = zip(found.receipts_by.parts, found.receipts, strict=True)
    return {str(part.start): amounts for part, amounts in columns if any(amounts)}
