"""The calendar's pages: views, slots to create in, moving, the feed and the import."""

import io
import re

import pytest

from crm.web.customer.calendar_import import packed
from tests.today import today

EVENT = b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fair\r\nDTSTART:20261118T020000Z\r\nEND:VEVENT\r\n"
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + EVENT + b"END:VCALENDAR\r\n"


@pytest.fixture
def client(sign_in):
    made = sign_in("wang")
    made.post("/activities", data={"kind": "meeting", "name": "季度会议", "at": "2026-11-18T10:00", "ends_at": "2026-11-18T11:30"})
    made.post("/activities", data={"kind": "task", "name": "发送报价", "due_at": "2026-11-19T15:00"})
    made.get("/profile")  # what just happened is said there
    return made


def ids(text: str) -> list[str]:
    return re.findall(r'data-slot="(/calendar/\d+/move)"', text)


@pytest.mark.parametrize("view", ["day", "week", "month", "agenda"])
def test_every_view_shows_what_stands_there(client, view):
    text = client.get(f"/calendar?view={view}&day=2026-11-18").text
    assert "季度会议" in text and "10:00–11:30" in text
    assert ("发送报价" in text) == (view != "day")


def test_a_cell_is_where_one_begins_something_new(client):
    text = client.get("/calendar?view=week&day=2026-11-18").text
    assert 'href="/activities/new?kind=meeting&amp;at=2026-11-18T10%3A00"' in text
    form = client.get("/activities/new?kind=meeting&at=2026-11-18T10:00").text
    assert 'value="2026-11-18T10:00"' in form


def test_holidays_and_shifted_working_days_are_marked(sign_in):
    text = sign_in("wang", "zh").get("/calendar?view=month&day=2026-10-01").text
    assert "国庆节" in text and ">休<" in text and ">班<" in text


def test_moving_by_the_form_and_by_dragging_is_the_same(client):
    week = client.get("/calendar?view=week&day=2026-11-18").text
    path = ids(week)[0]
    assert 'value="2026-11-18T10:00"' in client.get(path).text
    answer = client.post(path, data={"to": "2026-11-20T09:00", "back": "/calendar?view=week&day=2026-11-18"})
    assert (answer.status_code, answer.location) == (303, "/calendar?view=week&day=2026-11-18")
    assert "09:00–10:30" in client.get("/calendar?view=day&day=2026-11-20").text


def test_a_move_to_nowhere_keeps_what_was_typed(client):
    path = ids(client.get("/calendar?view=week&day=2026-11-18").text)[0]
    answer = client.post(path, data={"to": "irgendwann", "back": "https://elsewhere.example"})
    assert answer.status_code == 422 and "irgendwann" in answer.text and 'aria-invalid="true"' in answer.text
    answer = client.post(path, data={"to": "2026-11-20T09:00", "back": "https://elsewhere.example"})
    assert answer.location.startswith("/calendar")


@pytest.mark.parametrize(
    "query", ["view=x", "day=x", "day=9999-12-31", "day=0001-01-01", "who=x", "who=99999", "view=month&day=2199-12-31"]
)
def test_nonsense_in_the_address_is_a_page(client, query):
    assert client.get(f"/calendar?{query}").status_code == 200


def test_only_those_who_see_others_may_choose_whose_calendar(client, sign_in):
    assert 'id="who"' not in client.get("/calendar").text
    text = sign_in("han").get("/calendar?who=all&day=2026-11-18").text
    assert 'id="who"' in text and "季度会议" in text and "王强" in text


def test_the_feed_is_read_with_its_secret_and_nothing_else(client, app):
    client.post("/activities", data={"kind": "meeting", "name": "年度会议", "at": f"{today()}T10:00", "ends_at": f"{today()}T11:30"})
    made = client.post("/calendar/feed").text
    address = re.search(r'value="http://localhost(/calendar/feed/[\w-]+\.ics)"', made)[1]
    assert address not in client.get("/calendar/feed").text
    visitor = app.test_client()
    answer = visitor.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar") and "年度会议" in answer.text
    assert visitor.get("/calendar/feed/nonsense.ics").status_code == 404
    assert visitor.post(address).status_code == 405
    client.post("/calendar/feed/end")
    assert visitor.get(address).status_code == 404


def test_a_file_is_taken_over_and_a_wrong_one_refused_beside_the_field(client):
    def send(data):
        return client.post("/calendar/import", data={"file": (io.BytesIO(data), "x.ics")}, content_type="multipart/form-data")

    assert send(b"nonsense").status_code == 422 and client.post("/calendar/import").status_code == 422
    preview = send(ICS)
    assert preview.status_code == 200 and "Fair" in preview.text and "Fair" not in client.get("/calendar?day=2026-11-18").text
    held = re.search(r'name="held" value="([^"]+)"', preview.text)[1]
    assert client.post("/calendar/import", data={"held": held}).status_code == 303
    text = client.get("/calendar?day=2026-11-18").text
    assert "1 entry was taken over" in text and "Fair" in text and "/undo" in text


def test_a_file_that_was_taken_over_before_has_nothing_to_take(client):
    def send():
        return client.post("/calendar/import", data={"file": (io.BytesIO(ICS), "x.ics")}, content_type="multipart/form-data").text

    client.post("/calendar/import", data={"held": re.search(r'name="held" value="([^"]+)"', send())[1]})
    page = send()
    assert "Known, without a change" in page and "take-over" not in page


@pytest.mark.parametrize("held", ["", "nonsense", "e30=", "===", packed(b"x" * 5_000_000)])
def test_what_was_held_is_checked_as_a_file_is(client, held):
    assert client.post("/calendar/import", data={"held": held}).status_code == 422


def test_without_the_right_there_is_no_import(sign_in):
    assert sign_in("sun").get("/calendar/import").status_code == 403
