"""Pages of orders: confirmed, delivered, altered, made a contract; what is wrong stands beside its box."""

import re
from html import unescape

import pytest

from tests.unit.service.sales.orders import lines_of, order
from tests.unit.service.sales.quotes import deal


@pytest.fixture
def made(app):
    with app.company.acting("wang"):
        return order(app.company)


def test_an_order_is_confirmed_and_delivered_with_one_click_for_the_rest(app, sign_in):
    with app.company.acting("wang"):
        early = order(app.company, "draft")
    client = sign_in("wang")
    assert f'action="/orders/{early.id}/confirmation"' in client.get(f"/orders/{early.id}").text
    assert client.post(f"/orders/{early.id}/confirmation").status_code == 303
    page = client.get(f"/orders/{early.id}/delivery").text
    assert page.count('name="quantity.') == 2 and "0 % delivered" in page
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    for _ in range(2):  # a double click is one delivery
        assert client.post(f"/orders/{early.id}/delivery", data={"do": "rest", "once": once, "carrier": "顺丰速运"}).status_code == 303
    found = client.get(f"/orders/{early.id}").text
    assert "100 %" in found and "顺丰速运" in found and found.count("FH2") == 1
    assert 'name="quantity.' not in client.get(f"/orders/{early.id}/delivery").text


def test_what_is_planned_is_found_from_the_order_and_shipped_and_signed_for_with_one_click_each(app, sign_in, made):
    client = sign_in("wang")
    with app.company.acting("wang"):
        seats, setup = lines_of(app.company, made)
    planned = {"do": "plan", f"quantity.{seats}": "10", f"quantity.{setup}": "1"}
    assert client.post(f"/orders/{made.id}/delivery", data=planned).status_code == 303
    page = client.get(f"/orders/{made.id}/delivery").text
    assert "Planned delivery notes" in page and 'name="quantity.' not in page
    listed = client.get(unescape(re.search(r'href="(/deliveries[?]f=[^"]+)"', page)[1])).text
    (note,) = set(re.findall(r'href="(/deliveries/[0-9]+)"', listed))
    for state in ("shipped", "received"):
        assert f'action="{note}/state/{state}"' in client.get(note).text
        for _ in range(2):  # a double click goes no further
            assert client.post(f"{note}/state/{state}").status_code == 303
    assert f"{note}/state/" not in client.get(note).text and "100 %" in client.get(f"/orders/{made.id}").text
    client.post(f"{note}/state/gone")
    assert sign_in("zhao").post(f"{note}/state/shipped").status_code == 404


def test_what_is_too_much_is_said_beside_its_box_and_nothing_typed_is_lost(app, sign_in, made):
    with app.company.acting("wang"):
        seats, setup = lines_of(app.company, made)
    typed = {"do": "ship", f"quantity.{seats}": "11", f"quantity.{setup}": "1", "tracking": "SF1", "shipped_on": "gestern"}
    answer = sign_in("wang").post(f"/orders/{made.id}/delivery", data=typed)
    assert answer.status_code == 422
    typed["shipped_on"] = ""
    answer = sign_in("wang").post(f"/orders/{made.id}/delivery", data=typed)
    assert answer.status_code == 422 and "Only 10 left to deliver." in answer.text
    assert 'value="11"' in answer.text and 'value="SF1"' in answer.text
    assert sign_in("zhao").get(f"/orders/{made.id}/delivery").status_code == 404
    assert sign_in("zhao").post(f"/orders/{made.id}/delivery", data={"do": "rest"}).status_code == 404


def test_what_was_agreed_is_altered_by_a_change_that_shows_what_it_does(app, sign_in, made):
    client = sign_in("wang")
    assert 'name="line.quantity"' not in client.get(f"/lines/sales_order/{made.id}").text
    refused = client.post(f"/orders/{made.id}", data={"amount": "5"})
    assert refused.status_code == 422 and "An order change alters it" in refused.text
    assert f"/order-changes/new?order_id={made.id}" in client.get(f"/orders/{made.id}").text
    way = client.post("/order-changes", data={"order_id": made.id, "reason": "客户增购"}).location
    id = int(way.rsplit("/", 1)[1])
    with app.company.acting("wang"):
        lines = app.company.container.sales.line()
        given = [{"id": str(line.id)} for line in lines.of("order_change", id)]
        lines.put("order_change", id, [given[0] | {"quantity": "15"}, given[1]])
    page = client.get(way).text
    assert "10 个 → 15 个" in page and "+CN¥500.00" in page
    shown = client.get(f"{way}/comparison").text
    assert "<del>10 个</del> <ins>15 个</ins>" in shown and "<del>CN¥600.00</del>" not in shown
    assert client.post(f"{way}/application").status_code == 303
    assert "CN¥2,100.00" in client.get(f"/orders/{made.id}").text
    client.post(f"{way}/application")
    assert "CN¥2,100.00" in client.get(f"/orders/{made.id}").text


def test_an_order_becomes_a_contract_once_and_each_page_shows_the_way(app, sign_in):
    with app.company.acting("wang"):
        sold = deal(app.company)
    client = sign_in("wang")
    id = int(client.post(f"/orders/of-deal/{sold.id}").location.rsplit("/", 1)[1])
    client.post(f"/orders/{id}/confirmation")
    with app.company.acting("wang"):
        made = app.company.container.trade.sales_order().get(id)
        assert (made.state, made.amount, made.opportunity_id, len(lines_of(app.company, made))) == ("confirmed", 1600, sold.id, 2)
    first = client.post(f"/orders/{made.id}/contract").location
    assert client.post(f"/orders/{made.id}/contract").location == first
    for page in (client.get(first).text, client.get(f"/orders/{made.id}").text, client.get(f"/opportunities/{sold.id}").text):
        chain = re.search(r'<nav class="chain".*?</nav>', page, re.S)[0]
        assert [f"/{kind}/" in chain for kind in ("opportunities", "orders", "contracts")] == [True, True, True]
        assert chain.count("CN¥1,600.00") == 3
    assert f"/orders/{made.id}/contract" not in client.get(f"/orders/{made.id}").text
    with app.company.acting("wang"):
        early = order(app.company, "draft")
    client.post(f"/orders/{early.id}/contract")
    assert "Only an order that was confirmed becomes a contract." in client.get(f"/orders/{early.id}").text


def test_quantities_of_a_delivery_are_changed_on_a_page_of_their_own(app, sign_in, made):
    with app.company.acting("wang"):
        seats, _ = lines_of(app.company, made)
        service = app.company.container.trade.delivery()
        sent = service.create(service.module.draft.parse({"order_id": made.id}))
    client = sign_in("wang")
    assert 'value="10"' in client.get(f"/deliveries/{sent.id}/quantities").text
    assert client.post(f"/deliveries/{sent.id}/quantities", data={f"quantity.{seats}": "3"}).status_code == 303
    assert "标准版席位 × 3 个" in client.get(f"/deliveries/{sent.id}").text
    assert client.post(f"/deliveries/{sent.id}/quantities", data={f"quantity.{seats}": "x"}).status_code == 422


def test_the_page_of_an_order_with_forty_lines_takes_few_statements(app, sign_in):
    lines = tuple({"text": f"第{n}项", "unit_price": str(n + 1)} for n in range(40))
    with app.company.acting("wang"):
        made = order(app.company, lines=lines)
        service = app.company.container.trade.delivery()
        service.create(service.module.draft.parse({"order_id": made.id, "state": "shipped"}))
    client = sign_in("wang")
    for path in (f"/orders/{made.id}", f"/orders/{made.id}/delivery"):
        client.get(path)
        assert int(re.search(r"desc=(\d+)", client.get(path).headers["Server-Timing"])[1]) <= 12
