"""The calendar of a list: records on their days, the way to the others, moving them."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

FRAGMENT = {"HX-Request": "true"}
MONTH = "/accounts?layout=calendar&day=2026-03-15"


def days(text: str) -> dict[str, list[str]]:
    """Day -> the titles that stand on it in the sheet."""
    parts = re.split(r'<td class="[^"]*" data-at="', text.partition('<div class="agenda')[0])[1:]
    found = {part.partition('"')[0]: [unescape(one) for one in re.findall(r"<span>([^<]+)</span>", part)] for part in parts}
    return {day: names for day, names in found.items() if names}


@pytest.fixture
def three(make):
    return [
        make("wang", name=name, grade=grade, next_follow_at=day)
        for name, grade, day in (("甲", "A", "2026-03-02"), ("乙", "B", "2026-03-02"), ("丙", "A", "2026-04-30"))
    ]


def test_records_stand_on_the_day_of_the_field_that_people_filter_by(sign_in, three):
    client = sign_in("wang")
    assert days(client.get(MONTH).text) == {"2026-03-02": ["甲", "乙"]}
    assert days(client.get("/accounts?layout=calendar&day=2026-04-10").text) == {"2026-04-30": ["丙"]}
    assert days(client.get("/accounts?layout=calendar&day=2026-03-02&span=week").text) == {"2026-03-02": ["甲", "乙"]}


def test_another_field_makes_another_calendar_and_the_filter_holds(sign_in, make, three):
    make("wang", name="丁", kind="person", birthday="1985-03-20")
    client = sign_in("wang")
    page = client.get(f"{MONTH}&date=birthday").text
    assert days(page) == {"2026-03-20": ["丁"]} and "data-slot" not in page
    assert days(client.get(f"{MONTH}&f=grade:any:B").text) == {"2026-03-02": ["乙"]}
    assert days(client.get(f"{MONTH}&q=甲").text) == {"2026-03-02": ["甲"]}
    assert days(client.get(f"{MONTH}&date=remark").text) == {"2026-03-02": ["甲", "乙"]}


def test_what_one_may_not_see_stands_on_no_day(sign_in, three):
    assert days(sign_in("chen").get(MONTH).text) == {}


def test_a_moment_stands_on_the_reader_s_own_day(sign_in, make):
    make("wang", "activity", kind="call", name="夜里", at="2026-03-14T00:30")
    make("wang", "activity", kind="call", name="深夜", at="2026-03-14T23:30")
    page = sign_in("wang").get("/activities?layout=calendar&date=at&day=2026-03-15").text
    assert days(page) == {"2026-03-14": ["夜里", "深夜"]}
    assert "<time>23:30</time>" in page


def test_a_full_day_says_how_many_more_there_are_and_leads_to_them(sign_in, make):
    for n in range(7):
        make("wang", name=f"公司{n}", grade="A", next_follow_at="2026-03-02")
    client = sign_in("wang")
    page = client.get(f"{MONTH}&f=grade:any:A&cols=name,grade").text
    assert days(page) == {"2026-03-02": [f"公司{n}" for n in range(4)]}
    link = unescape(re.search(r'class="more-slots" href="([^"]+)">3 more<', page)[1])
    listed = client.get(link).text
    assert listed.count("data-row=") == 7 and "f=grade%3Aany%3AA" in link and "cols=name" in link and "<table" in listed


def test_a_calendar_costs_the_same_however_much_stands_in_it(sign_in, make, three):
    client = sign_in("wang")

    def statements() -> int:
        return int(re.search(r"desc=(\d+)", client.get(MONTH).headers["Server-Timing"])[1])

    statements()
    few = statements()
    for n in range(30):
        make("wang", name=f"公司{n}", next_follow_at=(date(2026, 3, 1) + timedelta(days=n)).isoformat())
    assert statements() == few <= 12


def test_columns_filter_and_view_stay_when_one_switches(sign_in, three):
    page = sign_in("wang").get(f"{MONTH}&cols=name,city&f=grade:any:A&span=week&date=created_at").text
    look = unescape(re.search(r'href="(/accounts/look[^"]*)"', page)[1])
    form = sign_in("wang").get(look).text
    for name, value in (("date", "created_at"), ("span", "week"), ("f", "grade:any:A"), ("day", "2026-03-15")):
        assert f'name="{name}" value="{value}"' in form
    there = sign_in("wang").get("/accounts/look/apply?layout=table&col=name&col=city&at_city=1&f=grade:any:A&date=created_at&span=week")
    assert there.location == "/accounts?f=grade%3Aany%3AA&date=created_at&span=week&cols=name%2Ccity"


def test_a_view_keeps_the_calendar_and_the_field_but_not_the_day(sign_in, three):
    client = sign_in("wang")
    kept = {"name": "生日", "layout": "calendar", "date": "birthday", "span": "week", "day": "2026-03-15"}
    there = client.post("/accounts/views", data=kept).location
    view, _, state = there.removeprefix("/accounts?view=").partition("&")
    assert state == "layout=calendar&date=birthday&span=week"
    assert client.get(f"/accounts?view={view}").location == there


def test_a_record_is_put_on_another_day_and_back_by_undo(sign_in, three, reread):
    client = sign_in("wang")
    page = client.get(MONTH).text
    url = unescape(re.search(rf'data-slot="(/accounts/calendar/{three[0].id}[^"]*)"', page)[1])
    answer = client.post(url, data={"to": "2026-03-09", "back": MONTH})
    assert (answer.status_code, answer.location) == (303, MONTH)
    assert reread(three[0]).next_follow_at == date(2026, 3, 9)
    client.post(re.search(r'action="(/journal/\d+/undo)"', client.get(MONTH).text)[1])
    assert reread(three[0]).next_follow_at == date(2026, 3, 2)


def test_a_moment_keeps_its_time_and_takes_its_end_along(sign_in, make, reread):
    row = make("wang", "activity", kind="visit", name="拜访", at="2026-03-02T14:00", ends_at="2026-03-02T15:30")
    sign_in("wang").post(f"/activities/calendar/{row.id}?date=at&version=1", data={"to": "2026-03-05"})
    moved = reread(row, "activity")
    assert (moved.at - row.at, moved.ends_at - row.ends_at) == (timedelta(days=3), timedelta(days=3))


def test_without_script_a_form_asks_for_the_day_and_says_what_is_wrong(sign_in, three, reread):
    client = sign_in("wang")
    url = f"/accounts/calendar/{three[0].id}?date=next_follow_at&version=1"
    form = client.get(url, headers={"Referer": f"http://localhost{MONTH}"}).text
    assert 'value="2026-03-02"' in form and f'name="back" value="{MONTH.replace("&", "&amp;")}"' in form
    answer = client.post(url, data={"to": "nonsense", "back": MONTH})
    assert answer.status_code == 422 and 'value="nonsense"' in answer.text and 'id="bulk-to-error"' in answer.text
    assert client.post(url, data={"to": "明天", "back": MONTH}, headers=FRAGMENT).headers["HX-Redirect"] == MONTH
    assert reread(three[0]).version == 2


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/accounts?//evil", "/elsewhere?x=1"])
def test_the_way_back_stays_in_the_list(sign_in, three, back):
    url = f"/accounts/calendar/{three[0].id}?date=next_follow_at&version=1"
    assert sign_in("wang").post(url, data={"to": "2026-03-09", "back": back}).location == "/accounts"


def test_what_may_not_be_changed_is_not_moved(sign_in, three):
    url = f"/accounts/calendar/{three[0].id}?date=next_follow_at&version=1"
    assert sign_in("sun").post(url, data={"to": "2026-03-09"}).status_code == 403
    assert sign_in("chen").post(url, data={"to": "2026-03-09"}).status_code == 404
    client = sign_in("wang")
    assert client.post(f"/accounts/calendar/{three[0].id}?date=created_at", data={"to": "2026-03-09"}).status_code == 422
    assert "data-slot" not in sign_in("sun").get(MONTH).text
    assert "data-slot" not in client.get(f"{MONTH}&date=created_at").text


def test_two_who_move_the_same_record_are_told(sign_in, three, reread):
    client = sign_in("wang")
    url = f"/accounts/calendar/{three[0].id}?date=next_follow_at&version=1"
    client.post(url, data={"to": "2026-03-09"})
    assert client.post(url, data={"to": "2026-03-12"}).status_code == 409
    assert reread(three[0]).next_follow_at == date(2026, 3, 9)


def test_a_new_record_begins_on_its_day(sign_in, three):
    client = sign_in("wang")
    url = unescape(re.search(r'class="cell-new" href="([^"]+)"', client.get(MONTH).text)[1])
    assert 'value="2026-02-23"' in client.get(url).text


def test_modules_without_a_day_have_no_calendar(sign_in):
    client = sign_in("lilei")
    assert "<table" in client.get("/roles?layout=calendar").text
    assert 'value="calendar"' not in client.get("/roles/look").text and 'value="calendar"' in client.get("/accounts/look").text
