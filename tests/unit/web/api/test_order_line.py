"""Lines of orders by the API: made like rows of an import, given back as they were sent."""

import pytest

from crm.domain.kit.money import Money
from tests.unit.service.sales.orders import order
from tests.unit.web.api.conftest import client as bearer

PATH = "/api/v1/order-lines"


@pytest.fixture
def company(app):
    return app.company


def test_a_line_is_added_once_and_its_order_comes_to_more(app, company):
    with company.acting("wang"):
        mine = order(company, "draft", lines=())
    sender, line = bearer(app, "wang"), {"order_id": mine.id, "text": "席位", "quantity": 10, "unit_price": 100, "discount": 10}
    for status in (201, 200):
        answer = sender.post(PATH, json=line, headers={"Idempotency-Key": "once"})
        assert answer.status_code == status, answer.text
    found = answer.json
    assert (found["order_id"], found["text"], found["quantity"], found["unit_price"]) == (mine.id, "席位", 10, 100)
    with company.acting("wang"):
        (made,) = company.container.sales.line().of("sales_order", mine.id)
        assert (made.id, company.container.trade.sales_order().get(mine.id).amount) == (found["id"], Money(900))


def test_an_order_that_one_may_not_edit_takes_no_line(app, company):
    with company.acting("wang"):
        mine = order(company, "draft", lines=())
    answer = bearer(app, "zhao").post(PATH, json={"order_id": mine.id, "text": "席位", "unit_price": 1})
    assert answer.status_code in (403, 422), answer.text
    with company.acting("wang"):
        assert company.container.sales.line().of("sales_order", mine.id) == []
