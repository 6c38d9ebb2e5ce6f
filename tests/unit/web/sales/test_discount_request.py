"""Requests are decided where their lines stand; the list leads there."""


def test_the_list_leads_to_the_lines(app, sign_in):
    company = app.company
    sign_in("lilei").post("/discount-limits", data={"role_id": company.roles["salesperson"], "percent": "0"})
    deal = sign_in("wang").post("/opportunities", data={"name": "云帆续约", "currency": "CNY"}).location.rsplit("/", 1)[1]
    with company.acting("wang"):
        app.container.sales.line().put("opportunity", int(deal), [{"text": "甲", "discount": "1"}])
        found = app.container.sales.discount_request().records
        with found.db.transaction(writes=False):
            id = found.waiting("opportunity", int(deal)).id
    answer = sign_in("han").get(f"/discount-requests/{id}")
    assert (answer.status_code, answer.location) == (303, f"/lines/opportunity/{deal}")
    assert sign_in("zhao").get(f"/discount-requests/{id}").status_code == 404
