"""Orders through the API: what pages refuse is refused here too, with the reason beside its field."""

from crm.domain.sales.discount_limit import DiscountLimitDraft
from tests.unit.service.sales.orders import order
from tests.unit.web.api.test_quote import fields

ORDERS, DELIVERIES, CHANGES = "/api/v1/orders", "/api/v1/deliveries", "/api/v1/order-changes"


def test_what_was_agreed_is_delivered_and_altered_as_on_its_pages(app, api):
    with app.company.acting("wang"):
        made = order(app.company)
    wang = api("wang")

    def change(address, **values):
        return wang.patch(address, json=values, headers={"If-Match": wang.get(address).headers["ETag"]})

    assert fields(change(f"{ORDERS}/{made.id}", amount=1)) == {"amount"}
    assert fields(change(f"{ORDERS}/{made.id}", state="delivered")) == {"state"}
    assert fields(wang.post(ORDERS, json={"name": "直接完成", "state": "done"})) == {"state"}
    sent = wang.post(DELIVERIES, json={"order_id": made.id, "state": "shipped", "carrier": "顺丰速运"})
    assert (sent.status_code, sent.json["state"]) == (201, "shipped")
    assert wang.get(f"{ORDERS}/{made.id}").json["state"] == "delivered"
    assert fields(wang.post(DELIVERIES, json={"order_id": made.id})) == {"order_id"}
    proposed = wang.post(CHANGES, json={"order_id": made.id, "reason": "再改"}).json
    assert fields(change(f"{CHANGES}/{proposed['id']}", state="applied")) == {"state"}
    assert api("zhao").get(f"{ORDERS}/{made.id}").status_code == 404


def test_an_order_with_a_discount_that_nobody_approved_is_not_confirmed(app, api):
    with app.company.acting("lilei"):
        limits = app.company.container.sales.discount_limit()
        limits.create(DiscountLimitDraft.parse({"role_id": app.company.roles["salesperson"], "percent": "10"}))
    with app.company.acting("wang"):
        made = order(app.company, "draft", lines=({"text": "席位", "unit_price": "100", "discount": "30"},))
    wang, address = api("wang"), f"{ORDERS}/{made.id}"
    answer = wang.patch(address, json={"state": "confirmed"}, headers={"If-Match": wang.get(address).headers["ETag"]})
    assert fields(answer) == {"state"} and "A discount on its lines is not approved." in answer.text
