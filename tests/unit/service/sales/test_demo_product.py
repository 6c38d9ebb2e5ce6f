"""The demo company's catalogue is whole: everything has a price, and deals offer it."""

from datetime import UTC, datetime

import pytest

from crm.current import acting
from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money
from crm.service.customer.demo import DemoService
from crm.service.sales.demo_opportunity import DemoOpportunity
from crm.service.sales.demo_product import BUNDLE, LISTS, PRODUCTS, DemoProduct
from tests.kit.company import SYSTEM

NOW = datetime(2026, 11, 18, 4, tzinfo=UTC)


@pytest.fixture
def filled(crm):
    rooms = (DemoOpportunity(crm.sales), DemoProduct(crm.sales))
    demo = DemoService(crm.db(), crm.records(), crm.platform.setup(), crm.platform.auth(), rooms=rooms)
    with acting(clock=NOW):
        demo.found(12, "a demo password")
    return crm


def test_the_catalogue_is_whole_and_deals_offer_it(filled):
    sales = filled.sales
    with acting(actor=SYSTEM, clock=NOW):
        products = sales.product().page(Query(size=100))
        assert len(products) == len(PRODUCTS) + 3 and sum(row.kind == "variant" for row in products) == 2
        assert all(row.price and row.tax_rate_id and row.category_id for row in products if row.kind != "bundle")
        assert sales.product_part().count(Query()) == len(BUNDLE[2]) and sales.price_list().count(Query()) == len(LISTS)
        assert sales.discount_limit().count(Query()) == 3
        deals = sales.opportunity().page(Query(size=200))
        offered = [(deal, lines) for deal in deals if (lines := sales.line().of("opportunity", deal.id))]
        assert offered
        for deal, lines in offered:
            assert deal.amount == sum((line.total for line in lines), Money(0)) > 0
