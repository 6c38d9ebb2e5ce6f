"""Deals over the API: what stages ask, and amounts that nothing can hold, are answered beside the field, on both databases."""

import pytest

from crm.domain.kit.module import modules
from tests.unit.web.api.conftest import client

DEALS = "/api/v1/opportunities"


@pytest.fixture
def lei(both):
    return client(both, "lilei")


@pytest.fixture
def deal(lei):
    """A deal in the first stage, as the API gives it."""
    return lei.post(DEALS, json={"name": "云帆采购", "amount": 5}).json


def patch(api, path, **raw):
    """Whatever version there is."""
    return api.patch(path, json=raw, headers={"If-Match": api.get(path).headers["ETag"]})


def refused(answer):
    return answer.status_code, set(answer.json["error"]["fields"])


def test_a_stage_asks_the_api_for_what_it_needs(both, lei, deal):
    with both.company.acting("lilei"):
        steps = {step.name: step.id for step in both.container.sales.stage().steps().values()}
        account = both.container.customer.account().create(modules()["account"].draft.parse({"name": "云帆"})).id
    way = f"{DEALS}/{deal['id']}"
    assert refused(patch(lei, way, stage_id=steps["Negotiation"])) == (422, {"account_id", "close_on"})
    made = patch(lei, way, stage_id=steps["Negotiation"], account_id=account, close_on="2030-01-31")
    assert made.status_code == 200 and made.json["stage_id"] == steps["Negotiation"]
    assert refused(patch(lei, way, stage_id=steps["Deal lost"])) == (422, {"reason_id"})
    assert refused(patch(lei, way, stage_id=999999)) == (422, {"stage_id"})


def test_an_amount_that_no_deal_has_is_refused_beside_its_field(lei, deal):
    for amount in (-1, 1e11 + 1, 1e30, "1e999", "NaN", "Infinity", "12.34567", 2**63):
        assert refused(patch(lei, f"{DEALS}/{deal['id']}", amount=amount)) == (422, {"amount"}), amount
        assert refused(lei.post(DEALS, json={"name": "云帆", "amount": amount})) == (422, {"amount"}), amount


def test_a_deal_in_a_currency_without_a_rate_is_refused(lei, deal):
    assert refused(patch(lei, f"{DEALS}/{deal['id']}", currency="EUR")) == (422, {"currency"})


def test_a_catalogue_is_written_over_the_api(lei):
    """Category, tax, product, bundle with its part, list with its price: each made and read back."""

    def made(path, **raw):
        answer = lei.post(f"/api/v1/{path}", json=raw)
        assert answer.status_code == 201, answer.json
        return answer.json["id"]

    category = made("product-categories", name="软件")
    tax = made("tax-rates", name="增值税 13%", rate=13)
    product = made("products", name="企业版", price=1200.5, category_id=category, tax_rate_id=tax)
    bundle = made("products", name="起步包", kind="bundle")
    made("product-parts", bundle_id=bundle, product_id=product, quantity=2)
    prices = made("price-lists", name="VIP")
    made("prices", price_list_id=prices, product_id=product, unit_price=999)
    found = lei.get(f"/api/v1/products/{product}").json
    assert (found["price"], found["category_id"], found["currency"]) == (1200.5, category, "CNY")
    assert refused(patch(lei, f"/api/v1/products/{bundle}", kind="single")) == (422, {"kind"})
