"""The demo company looks back on a year: what was promised when a quarter began, and what its products brought."""

from datetime import UTC, datetime

import pytest

from crm.current import acting
from crm.service.customer.demo import DemoService
from crm.service.sales.demo_market import DemoMarket
from crm.service.sales.demo_opportunity import DemoOpportunity
from crm.service.sales.demo_past import DemoPast
from crm.service.sales.demo_product import DemoProduct
from tests.kit.company import SYSTEM

NOW = datetime(2026, 11, 18, 4, tzinfo=UTC)


@pytest.mark.parametrize("db", ["sqlite"], indirect=True)  # its statements are held against both by the tests of their rooms
def test_quarters_were_promised_and_won_and_every_won_deal_names_its_products(crm):
    sales = crm.sales
    rooms = (DemoOpportunity(sales), DemoProduct(sales), DemoPast(sales), DemoMarket(sales))
    demo = DemoService(crm.db(), crm.records(), crm.platform.setup(), crm.platform.auth(), rooms=rooms)
    with acting(clock=NOW):
        demo.found(40, "a demo password")
    with acting(actor=SYSTEM, clock=NOW):
        over = [one for one in sales.forecast().back() if one.over]
        assert len(over) == 3 and all(one.said.said and one.reach and one.brought for one in over)
        found = sales.product_sale().look("quarter")
        assert None not in [one.product_id for one in found.ours] and all(found.totals[-4:])
        assert [amount for one in found.theirs for amount in one.sold if amount]
        assert sales.dashboard().wrong() == sales.opportunity_tally().wrong() == 0
