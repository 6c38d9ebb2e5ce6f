"""The editor of a document's lines: steps without script, prices, refusals beside the box, guarded by the document."""

import pytest

from tests.unit.service.platform.approvals import flow

NAMES = ("id", "priced_for", "offered", "product_id", "product_id__text", "text", "quantity", "unit", "unit_price", "discount", "tax")


@pytest.fixture
def deal(sign_in):
    """The address of the lines of a deal of Wang Qiang."""
    made = sign_in("wang").post("/opportunities", data={"name": "云帆续约", "currency": "CNY"})
    assert made.status_code == 303
    return f"/lines/opportunity/{made.location.rsplit('/', 1)[1]}"


@pytest.fixture
def product(sign_in):
    made = sign_in("lilei").post("/products", data={"name": "企业版", "code": "E-1", "price": "1000", "unit": "套", "active": "yes"})
    return made.location.rsplit("/", 1)[1]


def sent(*lines, **more):
    """What the editor posts: each box once a line."""
    filled = [dict.fromkeys(NAMES, "") | {"tax": "0:0"} | line for line in lines]
    return {f"line.{name}": [line[name] for line in filled] for name in NAMES} | {"stamp": "", **more}


def test_lines_are_saved_and_shown_with_their_sum(sign_in, deal):
    client = sign_in("wang")
    answer = client.post(deal, data=sent({"text": "实施", "quantity": "2", "unit_price": "1,500"}, {"text": "培训", "unit_price": "99.5"}))
    assert (answer.status_code, answer.location) == (303, deal.replace("/lines/opportunity", "/opportunities"))
    page = client.get(deal).text
    assert "¥3,099.50" in page and 'value="实施"' in page


def test_steps_work_without_script_and_write_nothing(sign_in, deal):
    client = sign_in("wang")
    one, two = {"text": "甲"}, {"text": "乙"}
    assert client.post(deal, data=sent(one, do="add")).text.count('class="line-row"') == 2
    moved = client.post(deal, data=sent(one, two, do="down-0")).text
    assert moved.index("乙") < moved.index("甲")
    assert "甲" not in client.post(deal, data=sent(one, two, do="drop-0")).text
    assert client.post(deal, data=sent(one, do="drop-7")).status_code == 200
    assert 'class="line-row"' not in client.get(deal).text


def test_a_product_is_found_with_its_price_and_fills_the_line(sign_in, deal, product):
    client = sign_in("wang")
    assert client.get(f"{deal}/products?q=企业").json == [{"id": int(product), "text": "企业版", "second": "E-1 · CN¥1,000.00"}]
    assert client.get(f"{deal}/products").json[0]["text"] == "企业版"
    filled = client.post(deal, data=sent({"product_id": product, "quantity": "3"}, do="fill-0"), headers={"HX-Request": "true"}).text
    assert 'value="1000"' in filled and 'value="套"' in filled and "<html" not in filled and "¥3,000.00" in filled


def test_a_product_typed_as_a_name_is_looked_up(sign_in, deal, product):
    client = sign_in("wang")
    refused = client.post(deal, data=sent({"product_id__text": "没有"}))
    assert refused.status_code == 422 and "没有" in refused.text and "Please choose one from the list." in refused.text
    assert client.post(deal, data=sent({"product_id__text": "企业版"})).status_code == 303
    assert "¥1,000.00" in client.get(deal).text


def test_counting_brings_amounts_alone(sign_in, deal):
    text = sign_in("wang").post(deal, data=sent({"text": "甲", "unit_price": "5"}, do="count"), headers={"HX-Request": "true"}).text
    assert "¥5.00" in text and "<input" not in text


def test_what_was_typed_stays_beside_what_is_wrong_with_it(sign_in, deal):
    client = sign_in("wang")
    answer = client.post(deal, data=sent({"text": "甲", "quantity": "-2"}, {"text": "乙", "discount": "200", "unit_price": "5"}))
    assert answer.status_code == 422
    assert 'id="line-1-quantity-error"' in answer.text and 'id="line-2-discount-error"' in answer.text and 'value="200"' in answer.text


def test_somebody_else_s_lines_are_told_before_they_are_replaced(sign_in, deal):
    client = sign_in("wang")
    client.post(deal, data=sent({"text": "甲"}))
    answer = client.post(deal, data=sent({"text": "乙"}))
    assert answer.status_code == 422 and "Somebody else changed these lines meanwhile." in answer.text and 'value="乙"' in answer.text


def test_half_a_form_takes_nothing_away(sign_in, deal):
    client = sign_in("wang")
    client.post(deal, data=sent({"text": "甲"}))
    assert client.post(deal, data={"do": "save"}).status_code == 400
    whole = sent({"text": "甲"})
    assert client.post(deal, data={name: value for name, value in whole.items() if name != "line.unit"}).status_code == 400
    assert "甲" in client.get(deal).text


def test_who_may_not_edit_reads_and_who_may_not_see_finds_nothing(sign_in, deal):
    sign_in("wang").post(deal, data=sent({"text": "甲", "unit_price": "5"}))
    reader = sign_in("sun")
    assert "甲" in reader.get(deal).text and "<button" not in reader.get(deal).text.partition("<main")[2].partition("</main")[0]
    assert reader.post(deal, data=sent({"text": "乙"})).status_code == 403
    assert sign_in("zhao").get(deal).status_code == 404
    assert sign_in("wang").get("/lines/nothing/1").status_code == 404


def test_a_discount_is_decided_where_the_lines_stand(app, sign_in, deal):
    company, client, boss = app.company, sign_in("wang"), sign_in("han")
    sign_in("lilei").post("/discount-limits", data={"role_id": company.roles["salesperson"], "percent": "10"})
    client.post(deal, data=sent({"text": "甲", "unit_price": "5", "discount": "20"}))
    assert "Discount waits for approval" in client.get(deal).text and "You may decide." not in client.get(deal).text
    assert boss.get("/discount-requests").text.count("20%") and "You may decide." in boss.get(deal).text
    refused = boss.post(f"{deal}/decision", data={"decision": "refuse", "answer": ""})
    assert refused.status_code == 422 and 'id="answer-error"' in refused.text
    assert boss.post(f"{deal}/decision", data={"decision": "approve"}).status_code == 303
    assert "Discount approved" in client.get(deal).text


def test_lines_of_what_can_be_approved_are_opened_like_others(app, sign_in):
    flow(app.company)
    client = sign_in("wang")
    account = client.post("/accounts", data={"name": "云帆", "kind": "company"}).location.rsplit("/", 1)[1]
    made = client.post("/contracts", data={"name": "年度框架", "account_id": account, "amount": "900", "starts_on": "2026-01-01"})
    assert made.status_code == 303, made.text
    assert client.get(f"/lines/contract/{made.location.rsplit('/', 1)[1]}").status_code == 200
