"""Quotes through the API: what pages refuse is refused here too, with the reason beside its field."""

from crm.domain.sales.discount_limit import DiscountLimitDraft
from tests.unit.service.sales.quotes import quote

QUOTES = "/api/v1/quotes"


def fields(answer):
    assert answer.status_code == 422, answer.text
    return set(answer.json["error"]["fields"])


def test_a_discount_above_the_limit_an_answer_before_it_was_sent_and_a_later_change_are_refused(app, api):
    with app.company.acting("lilei"):
        limits = app.company.container.sales.discount_limit()
        limits.create(DiscountLimitDraft.parse({"role_id": app.company.roles["salesperson"], "percent": "10"}))
    with app.company.acting("wang"):
        waits = quote(app.company, lines=[{"text": "企业版", "unit_price": "100", "discount": "30"}])
        made = quote(app.company)
    wang = api("wang")

    def change(row, **values):
        address = f"{QUOTES}/{row.id}"
        return wang.patch(address, json=values, headers={"If-Match": wang.get(address).headers["ETag"]})

    assert fields(change(waits, state="sent")) == {"state"}
    assert fields(change(made, state="accepted")) == {"state"}
    assert fields(change(made, amount=1)) == {"amount"}
    sent = change(made, state="sent")
    assert (sent.status_code, sent.json["state"], sent.json["amount"], sent.json["revision"]) == (200, "sent", 1600, 1)
    assert fields(change(made, terms="货到付款")) == {"terms"}
    assert api("lilei").delete(f"{QUOTES}/{made.id}").status_code == 422
    assert fields(wang.post(QUOTES, json={"name": "直接发出", "state": "sent"})) == {"state"}
