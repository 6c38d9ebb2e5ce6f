"""Pages of quotes: the next step, the answer with what is wrong beside its field, versions compared, the way to the order."""

import re

import pytest

from tests.unit.service.sales.quotes import deal, quote


@pytest.fixture
def sent(app):
    with app.company.acting("wang"):
        return quote(app.company, "sent")


def test_a_draft_is_sent_from_its_page_and_then_changed_no_more(app, sign_in):
    with app.company.acting("wang"):
        made = quote(app.company)
    client = sign_in("wang")
    assert f'action="/quotes/{made.id}/sent"' in client.get(f"/quotes/{made.id}").text
    assert client.post(f"/quotes/{made.id}/sent").status_code == 303
    page = client.get(f"/quotes/{made.id}").text
    assert "Record the answer" in page and f"/quotes/{made.id}/sent" not in page
    assert 'name="line.quantity"' not in client.get(f"/lines/quote/{made.id}").text
    refused = client.post(f"/quotes/{made.id}", data={"name": "别的"})
    assert refused.status_code == 422 and "Only a draft is changed; make a new version." in refused.text and 'value="别的"' in refused.text


def test_what_cannot_be_sent_says_why(app, sign_in):
    with app.company.acting("wang"):
        service = app.company.container.trade.quote()
        bare = service.create(service.module.draft.parse({"name": "空白"}))
    client = sign_in("wang")
    client.post(f"/quotes/{bare.id}/sent")
    page = client.get(f"/quotes/{bare.id}").text
    assert "Customer: Needed for “Sent to the customer”." in page and "Quoted amount: Needed" in page


def test_an_answer_is_written_down_with_who_gave_it(sign_in, sent):
    client = sign_in("wang")
    refused = client.post(f"/quotes/{sent.id}/answer", data={"answered": "declined", "signer": "张建国", "answer": ""})
    assert refused.status_code == 422 and "Needed for “Declined”." in refused.text and 'value="张建国"' in refused.text
    wrong = client.post(f"/quotes/{sent.id}/answer", data={"answered": "accepted", "signer": "张建国", "signer_mail": "keine"})
    assert wrong.status_code == 422 and 'value="keine"' in wrong.text
    assert client.post(f"/quotes/{sent.id}/answer", data={"answered": "accepted", "signer": "张建国"}).status_code == 303
    again = client.post(f"/quotes/{sent.id}/answer", data={"answered": "declined", "answer": "太贵"})
    assert again.status_code == 422 and "This quote can no longer be answered: Accepted." in again.text
    assert client.get(f"/quotes/{sent.id}").text.count(f'action="/quotes/{sent.id}/order"') == 1
    first, second = (client.post(f"/quotes/{sent.id}/order").headers["Location"] for _ in range(2))
    assert first == second and first.startswith("/orders/")


def test_two_versions_stand_side_by_side(app, sign_in, sent):
    client = sign_in("wang")
    new = client.post(f"/quotes/{sent.id}/version").headers["Location"]
    second = int(new.rsplit("/", 1)[1])
    assert "There is no difference between the two." in client.get(f"{new}/comparison").text
    with app.company.acting("wang"):
        lines = app.company.container.sales.line()
        kept, _ = lines.of("quote", second)
        lines.put("quote", second, [{"id": str(kept.id), "unit_price": "90"}, {"text": "培训 <b>", "unit_price": "50"}])
    page = client.get(f"{new}/comparison").text
    for said in ("<del>CN¥100.00</del> <ins>CN¥90.00</ins>", "Taken out", "New line", "培训 &lt;b&gt;", "−CN¥650.00"):
        assert said in page
    assert f'<option value="{sent.id}" selected>Version 1' in page
    assert client.get(f"{new}/comparison?a=1&b={second}").status_code == 404
    assert "Versions and options" in client.get(new).text


def test_a_deal_becomes_a_quote_with_one_click(app, sign_in):
    with app.company.acting("wang"):
        opened = deal(app.company)
    client = sign_in("wang")
    assert f'action="/quotes/of-deal/{opened.id}"' in client.get(f"/opportunities/{opened.id}").text
    made = client.post(f"/quotes/of-deal/{opened.id}").headers["Location"]
    page = client.get(made).text
    assert "企业版 × 10" in page and "CN¥1,600.00" in page and "云帆科技" in page
    assert 'value="云帆采购"' in client.get(f"/quotes/new?opportunity_id={opened.id}").text
    typed = {"name": "第二份", "opportunity_id": opened.id, "currency": "CNY", "quoted_on": "2026-11-01"}
    for amount, said in (("", "企业版 × 10"), ("5", "CN¥5.00")):
        answer = client.post("/quotes", data=typed | {"amount": amount})
        page = client.get(answer.headers["Location"]).text
        assert said in page and ("企业版 × 10" in page) == (amount == "")


def test_the_page_of_a_quote_with_forty_lines_takes_few_statements(app, sign_in):
    with app.company.acting("wang"):
        made = quote(app.company, lines=[{"text": f"第{n}项", "unit_price": str(n + 1)} for n in range(40)])
        app.company.container.trade.quote_version().new_option(made.id)
    client = sign_in("wang")
    client.get(f"/quotes/{made.id}")
    answer = client.get(f"/quotes/{made.id}")
    assert int(re.search(r"desc=(\d+)", answer.headers["Server-Timing"])[1]) <= 12


def test_what_is_done_with_a_quote_is_logged_on_its_page(app, sign_in, sent):
    client = sign_in("wang")
    assert client.post(f"/activities/for/quote/{sent.id}/call", data={"name": "电话催问"}).status_code == 303
    assert "电话催问" in client.get(f"/quotes/{sent.id}").text
