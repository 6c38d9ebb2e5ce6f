"""The sales dashboard on its page: every bar leads to exactly the records it counts; on a wall it renews itself."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.today import today
from tests.unit.web.sales.deals import deal, make, settled


@pytest.fixture
def stages(app):
    found = settled(app)
    with app.company.acting("wang"):
        deal(app, found, "1200", today())
        deal(app, found, "300", today() + timedelta(days=400))
        deal(app, found, "77", today() - timedelta(days=400))
        deal(app, found, "5000", today(), stage="赢单")
        deal(app, found, "60", today(), stage="输单")
    with app.company.acting("chen"):
        deal(app, found, "41", today(), stage="赢单")
    return found


def bars(page, chart):
    """What the bars of a chart say -> where they lead."""
    drawing = re.search(rf'<figure class="chart" id="{chart}">.*?</svg>\s*<details', page, re.S)[0]
    return {unescape(said): unescape(link) for link, said in re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"', drawing)}


def listed(client, link):
    return set(re.findall(r"商机 (\d+)", client.get(link).get_data(as_text=True)))


def test_every_bar_leads_to_the_deals_it_counts(sign_in, stages):
    client = sign_in("lilei")
    page = client.get("/dashboards?span=month").get_data(as_text=True)
    (stage,) = bars(page, "funnel").items()
    assert "CN¥1,277.00 · 2" in stage[0] and listed(client, stage[1]) == {"1200", "77"}  # what is late is still to be closed
    by_month = bars(page, "months")
    assert {said.split(":")[0]: listed(client, link) for said, link in by_month.items()} == {
        "Earlier": {"77"}, f"{today():%Y-%m}": {"1200"}, "Later": {"300"},
    }  # fmt: skip
    (won,) = ((said, link) for said, link in bars(page, "trend").items() if "CN¥0.00" not in said)
    assert won[0].endswith(": CN¥5,041.00 · 2") and listed(client, won[1]) == {"5000", "41"}
    assert {said.split(":")[0]: listed(client, link) for said, link in bars(page, "ranking").items()} == {"王强": {"5000"}, "陈静": {"41"}}


def test_all_time_and_a_year_that_is_over_have_their_own_deals(sign_in, stages):
    client = sign_in("lilei")
    page = client.get("/dashboards?span=all").get_data(as_text=True)
    (stage,) = bars(page, "funnel").items()
    assert "CN¥1,577.00 · 3" in stage[0] and listed(client, stage[1]) == {"1200", "300", "77"}
    year = (today() - timedelta(days=400)).year
    page = client.get(f"/dashboards?span={year}").get_data(as_text=True)
    (stage,) = bars(page, "funnel").items()
    assert listed(client, stage[1]) == {"77"} and "CN¥5,0" not in page


def test_departments_add_up_and_lead_to_what_they_won(app, sign_in, stages):
    client = sign_in("lilei")
    page = client.get("/dashboards?span=year").get_data(as_text=True)
    table = re.search(r'<div class="regions".*?</table>', page, re.S)[0]
    rows = [re.findall(r'<td class="number"><a href="([^"]+)">([^<]+)</a>', row) for row in table.split("<tr>")[2:]]
    assert sorted(row[-1][1] for row in rows) == ["41", "5,000", "5,041"] and rows[-1][-1][1] == "5,041"
    assert [listed(client, unescape(row[-1][0])) for row in rows[:2]] in ([{"41"}, {"5000"}], [{"5000"}, {"41"}])
    assert len(re.findall('scope="col"', table)) == 6  # four quarters between the department and the total


def test_the_map_leads_to_the_deals_won_in_a_province(app, sign_in, stages):
    with app.company.acting("wang"):
        customer = make(app.container.customer.account(), name="粤海贸易", province="广东省")
        won = deal(app, stages, "88", today())
        app.container.sales.opportunity().change(won.id, {"account_id": str(customer.id), "stage_id": str(stages["赢单"].id)})
    client = sign_in("lilei")
    page = client.get("/dashboards?span=month").get_data(as_text=True)
    (link,) = re.findall(r'<a href="([^"]+)" aria-label="广东: 1"', page)
    assert listed(client, unescape(link)) == {"88"}
    assert 'aria-label="广东: 1"' not in client.get("/dashboards?span=2017").get_data(as_text=True)


def test_days_are_typed_and_kept_in_every_link(sign_in, stages):
    client = sign_in("lilei")
    page = client.get(f"/dashboards?from={today()}&to={today()}&owner=1&span=year").get_data(as_text=True)
    assert f'href="/dashboards?screen=1&amp;span={today()}%2C{today()}&amp;owner=1"' in page
    page = client.get("/dashboards?from=yesterdayish&to=2017-01-01&span=2016-Q4").get_data(as_text=True)
    assert 'id="from-error"' in page and 'value="yesterdayish"' in page and 'id="to-error"' not in page
    assert '<option value="2016-Q4" selected>' in page
    assert 'id="to-error"' in client.get("/dashboards?from=2017-02-01&to=2017-01-01").get_data(as_text=True)


def test_the_page_costs_a_dozen_statements_at_most(app, sign_in, stages):
    client = sign_in("han")
    address = f"/dashboards?span=all&department={app.company.departments['south']}&owner={app.company.users['chen']}"
    client.get(address)
    assert int(re.search(r"desc=(\d+)", client.get(address).headers["Server-Timing"])[1]) <= 12


def test_the_figures_lead_to_what_they_count(sign_in, stages):
    client = sign_in("wang")
    page = client.get("/dashboards?span=all").get_data(as_text=True)
    figures = dict(re.findall(r'<li><a href="([^"]+)"><span>[^<]+</span><b>([^<]+)</b>', page))
    assert list(figures.values())[:3] == ["CN¥1,577.00", "CN¥5,000.00", "50.0 %"]
    assert [listed(client, unescape(link)) for link in figures][:2] == [{"1200", "300", "77"}, {"5000"}]
    assert 'id="ranking"' not in page  # his own deals alone: there is nobody to rank


def test_person_and_department_narrow_the_figures_and_the_lists(app, sign_in, stages):
    client = sign_in("han")
    page = client.get(f"/dashboards?owner={app.company.users['chen']}").get_data(as_text=True)
    assert "CN¥41.00" in page and "CN¥5,0" not in page
    assert re.search(r'"dashboard-printed">This quarter · .+ – .+ · 陈静 · ', page)
    page = client.get(f"/dashboards?department={app.company.departments['south']}").get_data(as_text=True)
    ((_, link),) = bars(page, "ranking").items()
    assert listed(client, link) == {"41"}


def test_a_large_screen_has_no_menus_and_renews_itself(sign_in, stages):
    answer = sign_in("han").get("/dashboards?screen=1&span=year")
    page = answer.get_data(as_text=True)
    assert answer.headers["Refresh"] == "60" and "sidebar" not in page and "CN¥5,041.00" in page
    assert "Refresh" not in sign_in("han").get("/dashboards").headers


@pytest.mark.parametrize(
    "query",
    [
        "span=century", "span=9999", "span=2017-02-30,2017-03-01", "from=%00&to=", "owner=x", "owner=999999", "department=-3",
        "span=&owner=&department=&screen=2",
    ],
)  # fmt: skip
def test_an_address_that_means_nothing_still_shows_a_dashboard(sign_in, query):
    assert sign_in("lilei").get(f"/dashboards?{query}").status_code == 200


def test_the_numbers_stand_in_a_table_too(sign_in, stages):
    page = sign_in("han").get("/dashboards").get_data(as_text=True)
    table = re.search(r'id="ranking">.*?<tbody>(.*?)</tbody>', page, re.S)[1]
    assert re.findall(r'<th scope="row">([^<]+)</th>', table) == ["王强", "陈静"]


def test_without_a_deal_the_charts_say_so(sign_in):
    page = sign_in("wang").get("/dashboards").get_data(as_text=True)
    assert page.count("There is nothing to draw yet.") == 5 and "<script>" not in page
