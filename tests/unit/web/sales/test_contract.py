"""Pages of contracts: the record page with its books, the plan by a rule, what is overdue, what contracts come to."""

import re
from datetime import timedelta

import pytest

from crm.domain.kit.filter import Query
from crm.domain.kit.money import Money
from tests.today import today
from tests.unit.service.sales.contracts import contract, part


@pytest.fixture
def made(app):
    with app.company.acting("wang"):
        found = contract(app.company, name="云帆采购合同")
        part(app.company, "receipt_plan", found.id, amount="400", due_on="2026-02-01")
        part(app.company, "receipt", found.id, amount="100")
    return found


def test_the_page_of_a_contract_shows_what_came_in_and_what_is_due(sign_in, made):
    page = sign_in("wang").get(f"/contracts/{made.id}").text
    assert 'value="10" aria-label="CN¥100.00 of CN¥1,000.00 received"' in page
    assert "Overdue for" in page and "Record a receipt" in page
    assert "Contract in approval" not in page


def test_a_plan_by_a_rule_is_shown_before_it_is_made_and_is_the_rest_of_the_amount(app, sign_in, made):
    client = sign_in("wang")
    rule = {"way": "shares", "shares": "50, 50", "count": "3", "first_on": "2027-01-31", "months": "1"}
    shown = client.get(f"/contracts/{made.id}/plan", query_string=rule).text
    assert shown.count("¥300.00") == 2
    assert client.post(f"/contracts/{made.id}/plan", data=rule).status_code == 303
    with app.company.acting("wang"):
        found = app.company.container.trade.receipt_plan().page(Query())
    assert sorted((f"{one.due_on}", one.amount) for one in found)[1:] == [("2027-01-31", Money(300)), ("2027-02-28", Money(300))]
    again = client.post(f"/contracts/{made.id}/plan", data=rule)
    assert again.status_code == 422 and "All of this contract is planned already." in again.text
    nothing_left = client.get(f"/contracts/{made.id}/plan").text
    assert "Back to the contract" in nothing_left and 'name="shares"' not in nothing_left


def test_a_rule_that_cannot_be_is_told_beside_its_field_and_what_was_typed_stays(sign_in, made):
    answer = sign_in("wang").get(f"/contracts/{made.id}/plan?way=shares&shares=50,60&count=x&first_on=&months=0")
    assert answer.status_code == 422
    for sentence in ("Shares come to 100 together", "Please fill this in.", "At least one month."):
        assert sentence in answer.text
    assert 'value="50,60"' in answer.text


def test_a_rule_asks_for_what_its_way_of_dividing_needs_and_leaves_in_sight_what_is_wrong(sign_in, made):
    client = sign_in("wang")
    page = client.get(f"/contracts/{made.id}/plan").text
    assert 'data-when="way:any:shares" data-off' in page and 'data-when="way:any:equal">' in page
    assert "data-when=\"way:any:shares\"" not in client.get(f"/contracts/{made.id}/plan?way=equal&shares=50&count=3&months=1").text


@pytest.mark.parametrize("by", ["customer", "owner"])
def test_every_figure_of_what_is_overdue_leads_to_its_instalments(app, sign_in, made, by):
    client = sign_in("wang")
    page = client.get(f"/receivables?by={by}").text
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/receipt-plans\?f=[^"]+)"', page)}
    assert len(links) >= 3
    assert all("首付款" in client.get(link).text for link in links)


def test_the_statistics_lead_to_the_contracts_that_they_count(sign_in, made):
    client = sign_in("wang")
    page = client.get("/contracts/statistics").text
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/contracts\?f=[^"]+)"', page)}
    assert len(links) == 4
    assert all("云帆采购合同" in client.get(link).text for link in links)


def test_a_part_begins_with_what_its_contract_says(sign_in, made):
    client = sign_in("wang")
    asked = client.get(f"/invoice-requests/new?contract_id={made.id}").text
    assert 'value="云帆科技"' in asked and 'value="1000"' in asked
    assert 'value="600"' in client.get(f"/receipt-plans/new?contract_id={made.id}").text


def test_a_receipt_that_is_too_large_is_told_beside_its_amount_and_stays_as_it_was_typed(sign_in, made):
    typed = {"contract_id": made.id, "received_on": "2026-03-01", "amount": "901", "method": "cash"}
    answer = sign_in("wang").post("/receipts", data=typed)
    assert answer.status_code == 422
    assert "Only CN¥900.00 of this contract is open." in answer.text and 'value="901"' in answer.text


def test_a_contract_moves_on_the_board_only_with_what_the_state_needs(sign_in, made):
    client = sign_in("wang")
    asked = client.post("/contracts/board/move", data={"move": made.id, f"to_{made.id}": "terminated", "field": "state"})
    assert asked.status_code == 422 and 'name="closing_reason"' in asked.text
    told = {"move": made.id, f"to_{made.id}": "terminated", "field": "state", "closing_reason": "客户停业"}
    assert client.post("/contracts/board/move", data=told).status_code == 303
    refused = client.post("/contracts/board/move", data={"move": made.id, f"to_{made.id}": "draft", "field": "state"})
    assert refused.status_code == 422


def test_a_contract_is_renewed_from_its_page_with_what_it_says_and_first_of_all_when_it_ends_soon(app, sign_in):
    now = today()
    with app.company.acting("wang"):
        long, short = (
            contract(app.company, name=f"维保 {days}", starts_on=now - timedelta(days=300), ends_on=now + timedelta(days=days))
            for days in (200, 20)
        )
    client = sign_in("wang")
    assert [client.get(f"/contracts/{one.id}").text.count(f"renewal_of={one.id}") for one in (long, short)] == [1, 2]
    cards = client.get(f"/contracts/{short.id}/related").text
    assert f"renewal_of={short.id}" in cards and "/related/renewals" not in cards


def test_a_contract_asks_for_no_receipt_invoice_or_refund_that_would_be_refused(app, sign_in, made):
    with app.company.acting("wang"):
        early = contract(app.company, "draft", name="草稿合同")
    client = sign_in("wang")

    def offered(id):
        pages = client.get(f"/contracts/{id}").text + client.get(f"/contracts/{id}/related").text
        return {name for name in ("receipts", "invoices", "refunds") if f"/contracts/{id}/related/{name}" in pages}

    assert offered(made.id) == {"receipts", "invoices", "refunds"}
    assert offered(early.id) == set()
