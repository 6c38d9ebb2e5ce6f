"""A lead is converted on a page that shows what will be made, and put aside with a reason."""

import re

import pytest

NAME = "杭州知行网络科技有限公司"


@pytest.fixture
def client(sign_in):
    return sign_in("wang")


@pytest.fixture
def lead(client):
    return client.post("/leads", data={"name": "刘洋", "company": NAME, "phone": "13800138000", "interest": "CRM"}).location


WISH = {"account": "new", "account_name": NAME, "contact": "new", "opportunity": "yes", "opportunity_name": "CRM 采购", "amount": "12万"}


def test_the_page_shows_what_will_be_made_and_makes_it(client, lead):
    before = client.get(lead).text
    assert f'href="{lead}/conversion"' in before and "No next step" in before
    page = client.get(f"{lead}/conversion").text
    assert f'value="{NAME}"' in page and f'value="{NAME} CRM"' in page and 'value="new" checked' in page
    answer = client.post(f"{lead}/conversion", data=WISH | {"version": "1"})
    assert answer.status_code == 303 and answer.location.startswith("/opportunities/")
    assert "CRM 采购" in client.get(answer.location).text
    shown = client.get(lead).text
    assert "Converted" in shown and NAME in shown and f'href="{lead}/conversion"' not in shown and "No next step" not in shown
    assert client.get(f"{lead}/conversion").location == lead


def test_a_customer_who_is_here_already_is_proposed(client, lead):
    made = client.post("/accounts", data={"name": NAME, "kind": "company", "phone": "0571-88886666"}).location.rsplit("/", 1)[1]
    page = client.get(f"{lead}/conversion").text
    assert re.search(rf'name="account" value="{made}" checked', page) and 'name="contact" value="new" checked' in page
    answer = client.post(f"{lead}/conversion", data=WISH | {"account": made, "opportunity": "no"})
    assert answer.location == f"/accounts/{made}"


def test_what_cannot_be_is_told_beside_its_field_and_nothing_typed_is_lost(client, lead):
    answer = client.post(f"{lead}/conversion", data=WISH | {"amount": "viel", "account": "999999"})
    assert answer.status_code == 422 and 'value="viel"' in answer.text and 'value="CRM 采购"' in answer.text
    answer = client.post(f"{lead}/conversion", data=WISH | {"account": "999999"})
    assert answer.status_code == 422 and 'id="account-error"' in answer.text


def test_whoever_comes_second_is_told_so(client, lead, sign_in):
    client.post(lead, data={"name": "刘大洋", "company": NAME, "version": "1"})
    answer = client.post(f"{lead}/conversion", data=WISH | {"version": "1"})
    assert answer.status_code == 409 and "meanwhile" in answer.text
    assert client.post(f"{lead}/conversion", data=WISH | {"version": "2"}).status_code == 303
    answer = sign_in("han").post(f"{lead}/conversion", data=WISH | {"version": "2"})
    assert answer.status_code == 409 and "disabled" in answer.text
    assert sign_in("chen").post(f"{lead}/conversion", data=WISH).status_code == 404


def test_a_lead_is_put_aside_with_a_reason_and_opened_again(client, lead):
    assert "Disqualify" in client.get(f"{lead}/disqualification").text
    refused = client.post(f"{lead}/disqualification", data={"reason": "", "recycle_on": "2030-01-01"})
    assert refused.status_code == 422 and "2030-01-01" in refused.text
    assert client.post(f"{lead}/disqualification", data={"reason": "later", "recycle_on": "2030-01-01"}).location == lead
    assert "Not now" in client.get(lead).text
    assert client.post(f"{lead}/reopening").location == lead
    assert client.post(f"{lead}/reopening").status_code == 422
