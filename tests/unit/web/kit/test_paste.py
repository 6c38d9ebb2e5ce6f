"""A block pasted into a list: shown cell by cell first, written as one change, undone as one."""

import json
import re
from html import unescape

import pytest


@pytest.fixture
def rows(make):
    return [make("wang", name="甲", city="北京"), make("wang", name="乙", grade="B"), make("zhao", name="丙")]


def preview(client, rows, columns, text):
    return client.post("/accounts/paste", data={"id": [row.id for row in rows], "column": columns, "text": text}).text


def block(text: str) -> dict:
    return json.loads(unescape(re.search(r'name="block" value="([^"]*)"', text)[1]))


def test_the_preview_names_what_changes_and_leaves_out_what_is_so_already(sign_in, rows, reread):
    page = preview(sign_in("wang"), rows[:2], ["city", "grade"], "北京\tA\r\n上海\tB\n")
    assert block(page) == {str(rows[0].id): {"grade": "A"}, str(rows[1].id): {"city": "上海"}}
    assert "2 cells will change." in page and reread(rows[0]).version == 1


def test_cells_that_cannot_be_are_named_with_the_reason_and_the_others_go(sign_in, rows):
    page = preview(sign_in("wang"), rows[:2], ["grade", "created_at"], "Z\t2020-01-01\nA\t")
    assert "“Z” is not one of the choices." in page and "This field cannot be typed in." in page
    assert block(page) == {str(rows[1].id): {"grade": "A"}}


def test_a_rule_between_fields_is_checked_too(sign_in, make):
    row = make("wang", name="甲", kind="person")
    page = preview(sign_in("wang"), [row], ["tax_id"], "91110108MA01ABCD0X")
    assert block(page) == {}


def test_others_records_are_not_touched(sign_in, rows):
    page = preview(sign_in("wang"), rows, ["city"], "上海\n上海\n上海")
    assert str(rows[2].id) not in block(page) and "You are not allowed to do this." in page and "丙" not in page


def test_the_block_is_written_as_one_change_and_undone_as_one(sign_in, rows, reread):
    client = sign_in("wang")
    found = block(preview(client, rows[:2], ["city", "grade"], "上海\tA\n广州\tC"))
    answer = client.post("/accounts/paste/apply", data={"block": json.dumps(found), "back": "/accounts?sort=name"})
    assert (answer.status_code, answer.location) == (303, "/accounts?sort=name")
    assert [(reread(row).city, reread(row).grade) for row in rows[:2]] == [("上海", "A"), ("广州", "C")]
    undo = re.search(r'action="(/journal/\d+/undo)"', client.get("/accounts").text)[1]
    client.post(undo)
    assert [(reread(row).city, reread(row).grade) for row in rows[:2]] == [("北京", None), (None, "B")]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"x": {"city": "y"}}', '{"1": 5}'])
def test_a_block_that_cannot_be_read_is_refused(sign_in, text):
    assert sign_in("wang").post("/accounts/paste/apply", data={"block": text}).status_code == 422


def test_the_server_does_not_trust_the_preview(sign_in, rows, reread):
    data = {"block": json.dumps({str(rows[2].id): {"city": "上海"}, str(rows[0].id): {"grade": "Z"}})}
    sign_in("wang").post("/accounts/paste/apply", data=data)
    assert reread(rows[2]).city is None and reread(rows[0]).version == 1


def test_nothing_chosen_and_too_much_are_refused(sign_in, rows):
    client = sign_in("wang")
    assert client.post("/accounts/paste", data={"text": "x"}).status_code == 422
    assert client.post("/accounts/paste", data={"text": "x", "id": list(range(1, 300)), "column": ["city"] * 10}).status_code == 422
    assert sign_in("sun").post("/accounts/paste", data={"text": "x"}).status_code == 403
