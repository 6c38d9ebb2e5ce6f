"""The year of holidays: what is known, what was entered, and the way to correct it."""


def test_the_year_shows_every_marked_day_and_leads_to_its_correction(sign_in):
    client = sign_in("lilei")
    page = client.get("/holidays/year?year=2025").text
    assert "National Day" in page and "Working day" in page and "/holidays/new?day=2025-09-28&amp;kind=off" in page
    form = client.get("/holidays/new?day=2025-09-28&kind=off&name=x").text
    assert 'value="2025-09-28"' in form
    made = client.post("/holidays", data={"day": "2025-09-28", "kind": "off", "name": "不调休"}).location
    page = client.get("/holidays/year?year=2025").text
    assert "不调休" in page and "entered here" in page and f'href="{made}"' in page
    assert "不调休" in client.get("/calendar?view=month&day=2025-09-01").text


def test_nonsense_as_a_year_is_a_page(sign_in):
    client = sign_in("lilei")
    for year in ("x", "-1", "99999999999", ""):
        assert client.get(f"/holidays/year?year={year}").status_code == 200


def test_whoever_may_not_see_the_entries_is_kept_out(sign_in):
    assert sign_in("wang").get("/holidays/year").status_code == 403
