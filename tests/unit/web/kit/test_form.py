"""Forms: what is typed is written, or comes back with what is wrong; nobody overwrites what he did not see."""

import re
from html import unescape

import pytest


def value(text: str, name: str) -> str:
    """What a text input holds."""
    tag = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', text)
    assert tag, name
    found = re.search(r'\bvalue="([^"]*)"', tag[0])
    return unescape(found[1]) if found else ""


def chosen(text: str, name: str) -> str | None:
    """The value of the option that a select, or a row of radios, has chosen."""
    select = re.search(rf'<select[^>]*\bname="{name}".*?</select>', text, re.S)
    part = re.search(r'<option[^>]*\bvalue="([^"]*)"[^>]*\bselected', select[0]) if select else re.search(
        rf'<input[^>]*\bname="{name}"[^>]*\bvalue="([^"]*)"[^>]*\bchecked', text)  # fmt: skip
    return part[1] if part else None


def test_a_form_makes_a_record_and_leads_to_it_with_the_way_back(sign_in, reread, make):
    client = sign_in("wang")
    once = value(client.get("/accounts/new").text, "once")
    answer = client.post(
        "/accounts",
        data={"name": " 云帆科技 ", "kind": "company", "grade": "A", "phone": "138-0013-8000", "tags": ["VIP", "展会"], "once": once},
    )
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "<h1" in page and "云帆科技" in page and "云帆科技 was created." in page
    assert re.search(r'action="/journal/\d+/undo"', page)
    assert "云帆科技 was created." not in client.get(answer.location).text  # said once


def test_a_double_click_makes_one_record(sign_in):
    client = sign_in("wang")
    once = value(client.get("/accounts/new").text, "once")
    first, second = (client.post("/accounts", data={"name": "云帆", "kind": "company", "once": once}) for _ in range(2))
    assert first.location == second.location
    assert client.get("/accounts/total").text == "1"


def test_save_and_new_offers_the_next_form(sign_in):
    answer = sign_in("wang").post("/accounts", data={"name": "云帆", "kind": "company", "then": "new"})
    assert answer.location == "/accounts/new"


def test_what_was_typed_comes_back_with_what_is_wrong(sign_in):
    client = sign_in("wang")
    typed = {
        "name": "<b>云帆</b> & Söhne",
        "kind": "company",
        "grade": "B",
        "mail": "not a mail",
        "website": "example.com",
        "remark": "行一\n行二",
    }
    answer = client.post("/accounts", data=typed)
    assert answer.status_code == 422
    page = answer.text
    assert value(page, "name") == typed["name"] and value(page, "mail") == "not a mail" and value(page, "website") == "example.com"
    assert chosen(page, "grade") == "B" and "行一\n行二" in page
    assert 'href="#mail"' in page and re.search(r'<input[^>]*name="mail"[^>]*aria-invalid="true"', page)
    assert client.get("/accounts/total").text == "0"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "云帆", "employees": "many"}, "employees"),
        ({"name": "云帆", "grade": "Z"}, "grade"),
        ({"name": "云帆", "birthday": "2026-02-30"}, "birthday"),
        ({"name": "云帆", "tax_id": "91110108MA01ABCD00"}, "tax_id"),
        ({"name": "云帆", "parent_id": "999999"}, "parent_id"),
        ({"name": "云帆\0"}, "name"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_beside_its_field(sign_in, typed, field):
    answer = sign_in("wang").post("/accounts", data={"kind": "company", **typed})
    assert answer.status_code == 422 and f'href="#{field}"' in answer.text


@pytest.mark.parametrize("name", ["😀🎉 公司", "𠮷野家 㐂", "شركة الأفق", "O'Brien & <Söhne>", "a" * 200])
def test_names_of_every_kind_are_kept_as_they_are(sign_in, name):
    client = sign_in("wang")
    answer = client.post("/accounts", data={"name": name, "kind": "company"})
    assert answer.status_code == 303
    assert name in unescape(client.get(answer.location).text)


def test_fields_that_a_form_does_not_declare_are_not_written(sign_in, app, reread, make):
    row = make("wang")
    sign_in("wang").post(
        f"/accounts/{row.id}", data={"version": 1, "name": "云帆", "owner_id": app.company.users["zhao"], "id": 99, "created_by": 99}
    )
    now = reread(row)
    assert (now.name, now.owner_id, now.created_by) == ("云帆", row.owner_id, row.created_by)


def test_an_edit_changes_what_was_typed_and_nothing_else(sign_in, make, reread):
    row = make("wang", city="北京", grade="A", tags="VIP")
    client = sign_in("wang")
    page = client.get(f"/accounts/{row.id}/edit").text
    assert value(page, "city") == "北京" and chosen(page, "grade") == "A" and value(page, "version") == "1"
    assert client.post(f"/accounts/{row.id}", data={"version": 1, "city": "上海", "tags": "VIP"}).location == f"/accounts/{row.id}"
    now = reread(row)
    assert (now.city, now.grade, now.tags, now.version) == ("上海", "A", ["VIP"], 2)


def test_a_stale_form_is_shown_with_both_values_and_can_be_saved_over_it(sign_in, make, reread):
    row = make("wang", city="北京", grade="A")
    client, other = sign_in("wang"), sign_in("han")
    other.post(f"/accounts/{row.id}", data={"version": 1, "city": "广州", "grade": "B"})
    answer = client.post(f"/accounts/{row.id}", data={"version": 1, "city": "上海"})
    assert answer.status_code == 409
    assert value(answer.text, "city") == "上海" and "Someone else saved:" in answer.text and "广州" in answer.text
    assert reread(row).city == "广州"
    assert client.post(f"/accounts/{row.id}", data={"version": value(answer.text, "version"), "city": "上海"}).status_code == 303
    assert (reread(row).city, reread(row).grade) == ("上海", "B")


def test_two_people_may_change_different_fields(sign_in, make, reread):
    row = make("wang", city="北京", grade="A")
    sign_in("han").post(f"/accounts/{row.id}", data={"version": 1, "grade": "B", "city": "北京"})
    assert sign_in("wang").post(f"/accounts/{row.id}", data={"version": 1, "grade": "A", "city": "上海"}).status_code == 303
    assert (reread(row).city, reread(row).grade) == ("上海", "B")


def test_deleting_leads_to_the_list_and_can_be_undone_from_there(sign_in, make):
    row = make("wang")
    client = sign_in("han")
    assert client.post(f"/accounts/{row.id}/removal").location == "/accounts"
    page = client.get("/accounts").text
    undo = re.search(r'action="(/journal/\d+/undo)"', page)
    assert undo and client.get(f"/accounts/{row.id}").status_code == 404
    assert client.post(undo[1]).status_code == 303
    assert client.get(f"/accounts/{row.id}").status_code == 200


def test_the_address_fills_in_what_it_already_knows(sign_in, make):
    row = make("wang")
    page = sign_in("wang").get(f"/contacts/new?account_id={row.id}&name=王芳&owner_id=1").text
    assert value(page, "name") == "王芳" and f'value="{row.id}"' in page
    assert value(page, "account_id__text") == row.name
    assert value(sign_in("zhao").get(f"/contacts/new?account_id={row.id}").text, "account_id__text") == ""  # not hers to see


def test_in_one_form_or_another_a_page_speaks_chinese(sign_in):
    answer = sign_in("wang", "zh").post("/accounts", data={"name": "", "kind": "company"})
    assert "请填写此项。" in answer.text and 'lang="zh' in answer.text
