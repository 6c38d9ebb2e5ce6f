"""The board: columns with counts and sums, cards, moving them, gates."""

import re
from html import unescape

import pytest

from crm.errors import Invalid
from crm.language import Words
from crm.web.kit import board

FRAGMENT = {"HX-Request": "true"}


def columns(text: str) -> dict[str, list[str]]:
    """Value of the column -> the titles of its cards."""
    parts = re.split(r'<section class="bcolumn" data-column="', text)[1:]
    return {part.partition('"')[0]: [unescape(one) for one in re.findall(r'class="bcard-title"[^>]*>([^<]+)<', part)] for part in parts}


def figures(text: str) -> list[tuple[str, str]]:
    return re.findall(r'data-figure="count">([^<]*)<.*?data-figure="sum"[^>]*>([^<]*)<', text, re.S)


@pytest.fixture
def three(make):
    return [
        make("wang", name=name, grade=grade, revenue=revenue)
        for name, grade, revenue in (("甲", "A", 5), ("乙", "B", 2.5), ("丙", None, 1))
    ]


def test_a_board_has_a_column_for_each_choice_and_one_for_those_without(sign_in, three):
    page = sign_in("wang").get("/accounts?layout=board&cols=name,revenue").text
    assert columns(page) == {"A": ["甲"], "B": ["乙"], "C": [], "D": [], "": ["丙"]}
    assert figures(page) == [("1", "5"), ("1", "2.50"), ("0", ""), ("0", ""), ("1", "1")]


def test_more_than_are_counted_are_shown_without_figures(sign_in, three, monkeypatch):
    monkeypatch.setattr(board, "COUNTED", 2)
    page = sign_in("wang").get("/accounts?layout=board&cols=name,revenue").text
    assert columns(page) == {"A": ["甲"], "B": ["乙"], "C": [], "D": [], "": ["丙"]}
    assert not any(said for one in figures(page) for said in one)


def test_another_choice_makes_other_columns_and_the_filter_holds(sign_in, three):
    client = sign_in("wang")
    assert list(columns(client.get("/accounts?layout=board&group=kind").text)) == ["company", "person"]
    assert columns(client.get("/accounts?layout=board&f=grade:any:B").text)["A"] == []
    assert columns(sign_in("chen").get("/accounts?layout=board").text)["A"] == []


def test_activities_have_a_board_and_tags_have_none(sign_in, three):
    assert list(columns(sign_in("wang").get("/activities?layout=board").text))[0] == "note"
    assert "data-column" not in sign_in("lilei").get("/tags?layout=board").text


def test_more_cards_come_column_by_column(sign_in, make):
    for n in range(35):
        make("wang", name=f"公司{n:02}", grade="A")
    client = sign_in("wang")
    page = client.get("/accounts?layout=board&sort=name").text
    assert len(columns(page)["A"]) == 30
    more = unescape(re.findall(r'class="more-card"><a class="button ghost" href="([^"]+)"', page)[0])
    rest = client.get(more, headers=FRAGMENT).text
    assert re.findall(r'class="bcard-title"[^>]*>([^<]+)<', rest) == [f"公司{n:02}" for n in range(30, 35)] and "more-card" not in rest
    assert client.get(more).status_code == 303


def test_a_board_costs_a_dozen_statements_at_most(sign_in, three):
    client = sign_in("wang")
    client.get("/accounts?layout=board")
    for group in ("grade", "source", "industry"):
        answer = client.get(f"/accounts?layout=board&group={group}")
        assert int(re.search(r"desc=(\d+)", answer.headers["Server-Timing"])[1]) <= 12


def test_a_card_is_moved_without_script_and_undone(sign_in, three, reread):
    client = sign_in("wang")
    data = {"move": three[0].id, f"to_{three[0].id}": "C", f"to_{three[1].id}": "B", "field": "grade", "back": "/accounts?layout=board"}
    answer = client.post("/accounts/board/move", data=data)
    assert (answer.status_code, answer.location) == (303, "/accounts?layout=board")
    assert (reread(three[0]).grade, reread(three[1]).version) == ("C", 1)
    page = client.get(answer.location).text
    assert "甲 → C · ordinary" in page
    client.post(re.search(r'action="(/journal/\d+/undo)"', page)[1])
    assert reread(three[0]).grade == "A"


def test_with_script_the_answer_is_the_new_version_and_a_message(sign_in, three, reread):
    data = {"move": three[2].id, f"to_{three[2].id}": "A", "field": "grade", "version": 1}
    text = sign_in("wang").post("/accounts/board/move", data=data, headers=FRAGMENT).text
    assert 'data-version="2"' in text and "data-toast" in text and reread(three[2]).grade == "A"


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/accounts//evil", ""])
def test_the_way_back_stays_in_the_list(sign_in, three, back):
    data = {"move": three[0].id, f"to_{three[0].id}": "B", "field": "grade", "back": back}
    assert sign_in("wang").post("/accounts/board/move", data=data).location == "/accounts"


@pytest.fixture
def gated(app, monkeypatch):
    """Grade A needs a city; D is refused."""

    def gates(self, row, field, value):
        if field == "grade" and value == "D":
            raise Invalid(grade=Words("Not again."))
        return ("city",) if field == "grade" and value == "A" else ()

    monkeypatch.setattr(type(app.container.customer.account()), "gates", gates, raising=False)


def test_a_gated_column_asks_for_what_is_missing_alone(sign_in, gated, make, reread):
    row = make("wang", name="甲", grade="B")
    client, data = sign_in("wang"), {"move": row.id, f"to_{row.id}": "A", "field": "grade", "version": 1}
    answer = client.post("/accounts/board/move", data=data, headers=FRAGMENT)
    assert answer.status_code == 422 and 'name="city"' in answer.text and 'name="phone"' not in answer.text
    assert reread(row).grade == "B"
    done = client.post(
        "/accounts/board/move", data={**data, "city": "上海", "asked": 1, "back": "/accounts?layout=board"}, headers=FRAGMENT
    )
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, "/accounts?layout=board")
    assert (reread(row).grade, reread(row).city) == ("A", "上海")


def test_a_refused_move_says_why(sign_in, gated, make, reread):
    row = make("wang", name="甲", grade="B")
    answer = sign_in("wang").post("/accounts/board/move", data={"move": row.id, f"to_{row.id}": "D", "field": "grade"})
    assert answer.status_code == 422 and "Not again." in answer.text and reread(row).grade == "B"


def test_what_may_not_be_edited_is_not_moved(sign_in, three):
    data = {"move": three[0].id, f"to_{three[0].id}": "B", "field": "grade"}
    assert sign_in("sun").post("/accounts/board/move", data=data).status_code == 403
    assert sign_in("chen").post("/accounts/board/move", data=data).status_code == 404
    assert sign_in("wang").post("/accounts/board/move", data={**data, "field": "owner_id"}).status_code == 422
    assert "data-movable" not in sign_in("sun").get("/accounts?layout=board").text


def test_two_who_move_the_same_card_are_told(sign_in, three, reread):
    client, data = sign_in("wang"), {"move": three[0].id, "field": "grade", "version": 1}
    client.post("/accounts/board/move", data={**data, f"to_{three[0].id}": "B"})
    answer = client.post("/accounts/board/move", data={**data, f"to_{three[0].id}": "C"}, headers=FRAGMENT)
    assert answer.status_code == 409 and reread(three[0]).grade == "B"
