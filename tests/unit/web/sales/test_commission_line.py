"""Pages of commission: a run from its draft to the payment, statements, what-ifs, questions; and closed months on forms."""

import re

import pytest

from crm.domain.kit.access import Scope
from crm.domain.kit.module import modules
from crm.domain.platform.role_ready import ready_grants
from tests.unit.service.sales.commissions import plan, run
from tests.unit.service.sales.contracts import contract, part


@pytest.fixture
def month(app):
    """February: wang has 12 yuan to get, chen 3."""
    company = app.company
    for who, amount in (("wang", "400"), ("chen", "100")):
        with company.acting(who):
            made = contract(company)
        with company.acting("lilei"):
            part(company, "receipt", made.id, amount=amount)
    with company.acting("lilei"):
        plan(company)
        return run(company, "2026-02")


def test_a_run_goes_from_draft_to_paid_by_its_buttons(app, sign_in, month):
    client = sign_in("lilei")
    page = client.get(f"/commission-runs/{month.id}").text
    assert "CN¥15.00" in page and "Work it out again" in page and "王强" in page
    answer = client.post(f"/commission-runs/{month.id}/working")
    assert answer.status_code == 303 and "/jobs/" in answer.headers["Location"]
    for state in ("reviewed", "approved", "paid"):
        assert f"/state/{state}" in client.get(f"/commission-runs/{month.id}").text
        client.post(f"/commission-runs/{month.id}/state/{state}")
    assert "Paid out" in client.get(f"/commission-runs/{month.id}").text
    client.post(f"/commission-runs/{month.id}/state/draft")
    assert "does not become" in client.get("/commission-runs").text


def test_a_statement_shows_how_each_cent_comes_about_and_leads_to_its_receipt(app, sign_in, month):
    page = sign_in("wang").get("/my-commission?month=2026-02").text
    (receipt,) = set(re.findall(r'href="(/receipts/\d+)"', page))
    assert "400.00 × 3%" in page and "CN¥12.00" in page and "陈静" not in page
    assert "云帆采购合同" in sign_in("wang").get(receipt).text
    assert "CN¥12.00" not in sign_in("chen").get(f"/my-commission?month=2026-02&person={app.company.users['wang']}").text
    boss = sign_in("han").get(f"/my-commission?month=2026-02&person={app.company.users['chen']}").text
    assert "CN¥3.00" in boss and "王强" in boss
    assert "There is no statement yet." not in page and sign_in("sun").get("/my-commission?month=nonsense").status_code == 200


def test_new_customers_are_counted_and_not_called_an_amount_of_nothing(app, sign_in):
    company = app.company
    with company.acting("wang"):
        contract(company)
    with company.acting("lilei"):
        plan(company, name="新客奖励", basis="customers", tiers="", piece="200")
        run(company, "2026-01")
    page = sign_in("wang").get("/my-commission?month=2026-01").text
    assert "CN¥200.00" in page and "1 in number" in page and "CN¥0.00" not in page


def test_a_statement_is_taken_away_as_a_table(app, sign_in, month):
    client = sign_in("han")
    page = client.get(f"/my-commission?person={app.company.users['wang']}").text
    (way,) = re.findall(r'href="(/exports/commission_line\.csv\?[^"]+)"', page)
    assert "400.00 × 3%" in client.get(way.replace("&amp;", "&")).get_data(as_text=True)


def test_a_question_reaches_whoever_worked_it_out(app, sign_in, month):
    client = sign_in("wang")
    (way,) = re.findall(r'href="(/commission-lines/\d+/question)"', client.get("/my-commission").text)
    assert client.post(way, data={"question": " "}).status_code == 422
    assert client.post(way, data={"question": "为什么只有 3%？"}).status_code == 303
    assert sign_in("han").post(way, data={"question": "?"}).status_code == 403
    assert "为什么只有 3%？" in sign_in("lilei").get("/notices").text


def test_a_what_if_of_a_seller_keeps_nothing(app, sign_in, month):
    company = app.company
    with company.acting("wang"):
        deals = company.container.sales.opportunity()
        deal = deals.create(deals.module.draft.parse({"name": "云帆二期", "amount": "1000"}))
    client = sign_in("wang")
    assert "云帆二期" in client.get("/commission-what-if").text
    page = client.get(f"/commission-what-if?deal={deal.id}&amount=100").text
    assert "CN¥33.00" in page and "1,000.00 × 3%" in page
    assert client.get("/commission-what-if?amount=x").status_code == 422
    with company.acting("wang"):
        assert deals.get(deal.id).state == "open"


def test_a_plan_is_tried_on_past_months_by_whoever_may_write_plans(app, sign_in, month):
    with app.company.acting("lilei"):
        made = plan(app.company, name="新方案", tiers="5%")
    assert "新方案" in sign_in("lilei").get(f"/commission-plans/{made.id}/trial").text
    answer = sign_in("lilei").post("/commission-plans", data={"name": "x", "from_month": "2026-13", "tiers": "a", "basis": "receipts"})
    assert answer.status_code == 422 and "A tier is written like" in answer.text and "A month is written like" in answer.text


def test_tiers_are_read_as_amounts_and_percents_and_typed_as_they_were(app, sign_in):
    with app.company.acting("lilei"):
        one = plan(app.company, name="按金额", way="marginal", tiers="0: 3%\n100000: 5%")
        other = plan(app.company, name="按目标", way="marginal", measure="attainment", tiers="0: 2%\n100: 4.5%")
    client = sign_in("lilei")
    assert "3% · 5% from CN¥100,000.00" in client.get("/commission-plans").text
    assert "3%<br>5% from CN¥100,000.00" in client.get(f"/commission-plans/{one.id}").text
    assert "2%<br>4.5% from 100% of the target" in client.get(f"/commission-plans/{other.id}").text
    assert "100000: 5%" in client.get(f"/commission-plans/{one.id}/field/tiers/edit").text


def test_a_receipt_of_a_closed_month_is_refused_beside_its_day(app, sign_in, month):
    client = sign_in("lilei")
    assert client.post("/periods", data={"month": "2026-03", "state": "closed"}).status_code == 303
    with app.company.acting("lilei"):
        made = contract(app.company)
    typed = {"contract_id": made.id, "received_on": "2026-03-05", "amount": "5", "method": "transfer", "state": "received"}
    answer = client.post("/receipts", data=typed)
    assert answer.status_code == 422 and "The books of 2026-03 are closed" in answer.text and "received_on-error" in answer.text
    assert 'value="5' in answer.text


def test_ready_roles_let_sellers_see_their_own_and_finance_pay():
    grants = {key: ready_grants(key, modules()) for key in ("salesperson", "manager", "finance")}
    assert grants["salesperson"]["commission_line.view"] == Scope.OWN and "commission_run.view" not in grants["salesperson"]
    assert grants["manager"]["commission_line.view"] == Scope.BELOW and "commission_plan.edit" not in grants["manager"]
    assert {"period.approve", "commission_run.approve", "commission_plan.edit"} <= set(grants["finance"])
