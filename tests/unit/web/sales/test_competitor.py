"""The pages of competitors: the record with its cards, how one stands against it, and every figure the way to its deals."""

import re
from html import unescape

import pytest

from tests.today import today
from tests.unit.web.sales.deals import deal, make, settled


@pytest.fixture
def rival(app):
    stages, sales = settled(app), app.container.sales
    with app.company.acting("wang"):
        made = make(sales.competitor(), name="云桥软件", threat="high", how_to_win="强调交付周期")
        product = make(sales.competitor_product(), competitor_id=made.id, name="云桥 CRM")
        make(sales.competitor_price(), competitor_product_id=product.id, price="1280", starts_on="2026-01-01", unit="年")
        make(sales.competitor_sale(), competitor_id=made.id, starts_on="2026-01-01", ends_on="2026-03-31", amount="50000", share="12.5")
        make(sales.market_note(), name="云桥降价", noted_on="2026-03-01", competitor_id=made.id)
        for amount, stage in (("100", "赢单"), ("200", "输单"), ("400", "接洽")):
            found = deal(app, stages, amount, today(), stage=stage)
            make(sales.opportunity_competitor(), opportunity_id=found.id, competitor_id=made.id)
        deal(app, stages, "800", today(), stage="赢单")
    return made


def test_the_record_shows_products_sales_and_notes(sign_in, rival):
    client = sign_in("wang")
    page = client.get(f"/competitors/{rival.id}").text + client.get(f"/competitors/{rival.id}/related").text
    assert "云桥 CRM" in page and "2026-01-01 – 2026-03-31" in page and "云桥降价" in page and "强调交付周期" in page


def test_the_room_shows_prices_sales_and_deals_each_as_a_way(sign_in, rival):
    client = sign_in("wang")
    page = client.get(f"/competitors/{rival.id}/market").text
    assert "CN¥1,280.00 / 年" in page and "12.5 %" in page and "50.0 %" in page
    period = unescape(re.search(r'<a href="([^"]+)">2026 Q1</a>', page)[1])
    assert "2026-03-31" in client.get(period).text or "31 Mar 2026" in client.get(period).text
    figures = {label: unescape(link) for link, label in re.findall(r'<li><a href="([^"]+)"><span>([^<]+)</span>', page)}
    listed = {label: set(re.findall(r"商机 (\d+)", client.get(link).text)) for label, link in figures.items()}
    assert listed == {"Deals met": {"100", "200", "400"}, "Open deals": {"400"}, "Won against them": {"100"}, "Lost": {"200"}}


def test_the_win_rates_of_all_stand_in_one_table(sign_in, rival):
    page = sign_in("wang").get("/competitors/win-rates?span=year").text
    assert re.findall(r'<b>([\d.]+ %)</b>', page) == ["50.0 %"]
    assert "No deal with a competitor yet" in sign_in("chen").get("/competitors/win-rates?span=nonsense").text


def test_a_note_has_files(sign_in, rival):
    client = sign_in("wang")
    note = re.search(r'href="(/market-notes/\d+)"', client.get("/market-notes").text)[1]
    assert f'/files/of/market_note/{note.rsplit("/", 1)[1]}' in client.get(note).text


def test_a_competitor_that_one_does_not_see_has_no_room(sign_in, rival):
    assert sign_in("chen").get(f"/competitors/{rival.id}/market").status_code == 404
