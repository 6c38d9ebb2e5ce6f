"""The pages of the forecast: each figure leads to exactly the deals it is made of."""

import re
from html import unescape

import pytest

from crm.domain.sales.forecast import period_of
from tests.today import today
from tests.unit.web.sales.deals import deal, make, settled


@pytest.fixture
def stages(app):
    return settled(app)


def test_each_figure_leads_to_the_deals_it_is_made_of(app, sign_in, stages):
    with app.company.acting("wang"):
        for amount, forecast in (("1200", "commit"), ("300", "best"), ("77", "pipeline")):
            deal(app, stages, amount, today(), forecast)
        deal(app, stages, "999", today().replace(year=today().year + 2, day=1), "commit")
    client = sign_in("wang")
    html = client.get("/forecasts").get_data(as_text=True)
    links = {amount.replace(",", ""): unescape(link) for link, amount in re.findall(r'<a href="([^"]+)">CN¥([\d,]+)\.00</a>', html)}
    assert set(links) == {"1200", "300", "77"}
    for amount, link in links.items():
        assert set(re.findall(r"商机 (\d+)", client.get(link).get_data(as_text=True))) == {amount}


def test_a_judgement_begins_with_the_person_and_the_period_filled_in(app, sign_in, stages):
    with app.company.acting("wang"):
        deal(app, stages, "100", today(), "commit")
    html = sign_in("han").get("/forecasts").get_data(as_text=True)
    (link,) = re.findall(r'href="(/forecast-overrides/new\?[^"]+)"', html)
    form = sign_in("han").get(unescape(link)).get_data(as_text=True)
    assert f'value="{app.company.users["wang"]}"' in form and "王强" in form


def test_a_judgement_stands_on_the_page_with_its_reason_and_those_before_it(app, sign_in, stages):
    service, period = app.container.sales.forecast_override(), period_of("quarter", today())
    with app.company.acting("wang"):
        deal(app, stages, "100", today(), "commit")
    with app.company.acting("han"):
        for amount, reason in (("60", "预算未批"), ("80", "预算已批一半")):
            make(service, person_id=app.company.users["wang"], span="quarter", starts_on=period.start, committed=amount, reason=reason)
    html = sign_in("han").get("/forecasts").get_data(as_text=True)
    assert "预算已批一半" in html and "预算未批" not in html and "CN¥80.00 of 王强, whose deals come to CN¥100.00" in html
    (link,) = re.findall(r'href="(/forecast-overrides\?[^"]+)"', html)
    listed = sign_in("han").get(unescape(link)).get_data(as_text=True)
    assert "预算已批一半" in listed and "预算未批" in listed


def test_pages_say_what_is_missing_instead_of_showing_nothing(sign_in):
    client = sign_in("wang")
    assert "No deal of this period yet" in client.get("/forecasts?period=2026-Q1").get_data(as_text=True)
    assert client.get("/forecasts/past").status_code == 200


@pytest.mark.parametrize("query", ["period=nonsense", "period=0000-Q9", "department=x", "department=99999999", "department=-1"])
def test_an_address_that_means_nothing_still_shows_a_forecast(sign_in, query):
    assert sign_in("lilei").get(f"/forecasts?{query}").status_code == 200


def test_only_those_who_see_departments_can_choose_one(sign_in):
    assert 'name="department"' in sign_in("lilei").get("/forecasts").get_data(as_text=True)
    assert 'name="department"' not in sign_in("wang").get("/forecasts").get_data(as_text=True)
