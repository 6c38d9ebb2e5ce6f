"""Pages of targets and of what was reached: the sheet, attainment, rankings, activity, project states, evaluations."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.today import today
from tests.unit.service.sales.conftest import deal, stages, won  # noqa: F401
from tests.unit.service.sales.test_target import target


@pytest.fixture
def company(app):
    return app.company


@pytest.fixture
def reached(company, won):  # noqa: F811
    """Wang won 300 this month, of 400 that were asked of him."""
    won("wang", 300, datetime.now(UTC))
    before = today().replace(day=1) - timedelta(days=1)
    with company.acting("lilei"):
        for year in {before.year, today().year}:
            target(company, person_id=company.users["wang"], year=str(year), total="4800")
            target(company, team_id=company.departments["east"], year=str(year), total="6000")


def links(page, path):
    return [link.replace("&amp;", "&") for link in re.findall(rf'href="({path}\?[^"]+)"', page)]


def test_attainment_leads_from_each_number_to_the_list_that_adds_up_to_it(sign_in, reached):
    client = sign_in("lilei")
    page = client.get("/attainment?measure=won").text
    assert "75.0 %" in page and "CN¥400.00" in page and "People: CN¥400.00" in page
    deals = links(page, "/opportunities")
    assert len(deals) >= 3 and all("商机 300" in client.get(link).text for link in deals)
    assert "customers" in client.get("/attainment?measure=customers").text


def test_my_month_comes_to_today_and_leads_to_what_was_reached(sign_in, reached):
    client = sign_in("wang")
    assert 'hx-get="/attainment/mine"' in client.get("/").text
    card = client.get("/attainment/mine", headers={"HX-Request": "true"}).text
    assert "Won amount 75.0 %" in card and "CN¥300.00 reached of CN¥400.00" in card
    assert client.get("/attainment/mine").status_code == 303
    assert "My month" not in sign_in("chen").get("/attainment/mine", headers={"HX-Request": "true"}).text


def test_a_salesperson_sees_his_own_line_and_no_sheet_of_others(sign_in, reached):
    client = sign_in("wang")
    assert client.get("/attainment").text.count('<th scope="row"') == 1
    assert "so you see no others" in client.get("/rankings").text
    assert client.get("/project-states").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/attainment?period=x&measure=y", "/attainment?period=9999-99", "/attainment?by=products", "/rankings?by=teams&period=2026",
     "/activity-measures?period=2026-Q2", "/project-states?owner=0&pipeline=9&department=77", "/targets/sheet?year=1&measure=q"],
)  # fmt: skip
def test_addresses_that_ask_for_nothing_sensible_show_something_sensible(sign_in, reached, path):
    assert sign_in("lilei").get(path).status_code == 200


def test_a_sheet_keeps_what_was_typed_and_says_beside_the_cell_what_is_wrong(sign_in, company, reached):
    client, year = sign_in("lilei"), today().year
    zhao = f"p{company.users['zhao']}"
    form = {"year": year, "measure": "won", "department": company.departments["east"], f"{zhao}.m01": "zwölf", f"{zhao}.m02": "70"}
    answer = client.post("/targets/sheet", data=form)
    assert answer.status_code == 422 and 'value="zwölf"' in answer.text and 'value="70"' in answer.text
    assert f'id="{zhao}.m01-error"' in answer.text
    saved = client.post("/targets/sheet", data={**form, f"{zhao}.m01": "30"})
    assert saved.status_code == 303
    page = client.get(saved.location).text
    assert f'name="{zhao}.total" value="100"' in page and "The parts come to" in page


def test_an_evaluation_is_explained_line_by_line_and_leads_to_its_records(sign_in, company, reached):
    client = sign_in("lilei")
    form = {"name": "月度评价", "span": "month", "measure": "won", "active": "yes"}
    made = client.post("/evaluation-schemes", data=form).location
    assert client.get(f"{made}/run").status_code == 200
    early = client.post(f"{made}/run", data={"period": f"{today():%Y-%m}"})
    assert early.status_code == 422 and "not over yet" in early.text
    before = re.search(r"<option>(\d{4}-\d\d)</option>", client.get(f"{made}/run").text)[1]
    done = client.post(f"{made}/run", data={"period": before})
    assert done.status_code == 303
    listed = client.get(done.location).text
    found = re.search(r'href="(/evaluations/\d+)"', listed)[1]
    page = client.get(found).text
    assert "Why " in page and "reached of CN¥400.00" in page and "/attainment?period=" in page


def test_a_form_shows_the_currency_beside_amounts_of_money_alone(sign_in):
    client = sign_in("lilei")
    for measure, off in (("margin", 0), ("call", 13)):
        page = client.get(f"/targets/new?measure={measure}").text
        assert (page.count('data-when="measure:any:won,signed,receipts,margin"'), page.count(" data-off")) == (13, off), measure


def test_the_choice_of_a_measure_says_whether_it_is_money_for_whoever_has_no_script(sign_in):
    page = sign_in("lilei").get("/targets/new").text
    said = dict(re.findall(r'<option value="(won|call)"[^>]*>([^<]+)</option>', page))
    assert said == {"won": "Won amount (CN¥)", "call": "Calls"}
    assert page.count('data-when="measure:any:won,signed,receipts,margin"') == 13  # the year and its months, with script
