"""Prices of competitors: exact, in their own currency, valid for a time."""

from decimal import Decimal

import pytest

from crm.domain.kit.money import Money
from crm.errors import Invalid


@pytest.fixture
def product(company):
    sales = company.container.sales
    with company.acting("wang"):
        competitor = sales.competitor().create(sales.competitor().module.draft.parse({"name": "云桥软件"}))
        service = sales.competitor_product()
        return service.create(service.module.draft.parse({"competitor_id": competitor.id, "name": "云桥 CRM"}))


def test_a_price_is_kept_exactly_with_its_currency(company, product):
    service = company.container.sales.competitor_price()
    with company.acting("wang"):
        raw = {"competitor_product_id": product.id, "price": "1299.5", "currency": "USD", "starts_on": "2026-01-01", "origin": "tender"}
        made = service.get(service.create(service.module.draft.parse(raw)).id)
    assert made.price == Money("1299.5") and isinstance(made.price, Decimal)
    assert (made.product_name, made.competitor_name) == ("云桥 CRM", "云桥软件")
    assert service.module.title(made) == "2026-01-01 · 1,299.50 USD"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"price": "-1"}, "price"),
        ({"price": "99999999999999"}, "price"),
        ({"price": ""}, "price"),
        ({"currency": "XXX"}, "currency"),
        ({"ends_on": "2025-12-31"}, "ends_on"),
        ({"starts_on": "sometime"}, "starts_on"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused_beside_its_field(company, product, wrong, field):
    service = company.container.sales.competitor_price()
    raw = {"competitor_product_id": str(product.id), "price": "1299", "currency": "CNY", "starts_on": "2026-01-01", "origin": "list"}
    with company.acting("wang"), pytest.raises(Invalid, match=field):
        service.create(service.module.draft.parse(raw | wrong))


def test_a_product_that_is_not_there_has_no_price(company, product):
    service = company.container.sales.competitor_price()
    raw = {"competitor_product_id": product.id + 1000, "price": "1", "starts_on": "2026-01-01"}
    with company.acting("wang"), pytest.raises(Invalid, match="competitor_product_id"):
        service.create(service.module.draft.parse(raw))
