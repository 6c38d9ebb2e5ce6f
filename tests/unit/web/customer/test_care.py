"""The care plan on its pages, and its colours in the list of customers."""

from datetime import UTC, datetime, timedelta

from crm.current import acting
from crm.domain.customer.account import AccountDraft


def test_the_list_of_customers_shows_days_in_the_colour_of_the_plan(app, sign_in):
    sign_in("lilei").post("/care", data={"name": "重点", "grade": "A", "ideal_days": "14", "longest_days": "30"})
    with app.company.acting("wang"), acting(clock=datetime.now(UTC) - timedelta(days=40)):
        made = app.container.customer.account().create(AccountDraft.parse({"name": "云帆", "grade": "A"}))
    client = sign_in("wang")
    assert '<span class="since bad" title="never touched">' in client.get("/accounts").text
    client.post(f"/activities/for/account/{made.id}/call", data={"name": "回访"})
    assert '<span class="since ok"' in client.get("/accounts").text


def test_who_waits_too_long_is_one_click_away(app, sign_in):
    client = sign_in("wang")
    assert client.get("/care/due").location.endswith("/care")
    sign_in("lilei").post("/care", data={"name": "重点", "grade": "A", "ideal_days": "14", "longest_days": "30"})
    with app.company.acting("wang"), acting(clock=datetime.now(UTC) - timedelta(days=40)):
        for name in ("云帆", "安泰"):
            app.container.customer.account().create(AccountDraft.parse({"name": name, "grade": "A" if name == "云帆" else "B"}))
    for which in ("ideal", "longest", "unplanned"):
        page = client.get(f"/care/due?which={which}", follow_redirects=True).text
        assert "云帆" in page and "安泰" not in page, which


def test_a_plan_with_a_shorter_longest_gap_is_refused_beside_the_field(sign_in):
    answer = sign_in("lilei").post("/care", data={"name": "重点", "grade": "A", "ideal_days": "30", "longest_days": "14"})
    assert answer.status_code == 422 and 'id="longest_days-error"' in answer.text and 'value="30"' in answer.text
