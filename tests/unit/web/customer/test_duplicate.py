"""The strip beside the form, the warning before saving, the list of pairs, the page of two, the rules."""

import re

import pytest

NAME = "北京云帆科技有限公司"


@pytest.fixture
def client(sign_in):
    return sign_in("lilei")


def make(client, **more):
    answer = client.post("/accounts", data={"name": NAME, "kind": "company", "city": "北京", "anyway": "1", **more})
    assert answer.status_code == 303
    return int(answer.headers["Location"].rsplit("/", 1)[1])


def told(client, **typed):
    return client.post("/duplicates/account/strip", data={"name": "云帆科技（北京）公司", "kind": "company", **typed}).text


def test_the_form_asks_while_one_types_and_is_told_who_is_here(client):
    id = make(client, phone="13800138000")
    form = client.get("/accounts/new").text
    assert 'hx-post="/duplicates/account/strip"' in form and "input from:#the-form" in form
    strip = told(client, phone="138 0013 8000")
    assert NAME in strip and f'href="/accounts/{id}"' in strip and "Name: equal" in strip and "Phone: equal" in strip
    assert "<html" not in strip and told(client, name="成都川味食品").strip() == ""


def test_what_cannot_be_read_yet_is_no_trouble(client):
    make(client)
    assert NAME in told(client, phone="138", mail="li@", birthday="19", parent_id="x", employees="many")
    assert client.post("/duplicates/account/strip", data={}).status_code == 200


def test_a_record_s_own_form_does_not_show_itself(client):
    id = make(client)
    assert f'hx-post="/duplicates/account/strip?id={id}"' in client.get(f"/accounts/{id}/edit").text
    answer = client.post(f"/duplicates/account/strip?id={id}", data={"name": NAME, "city": "北京"})
    assert answer.text.strip() == ""


def test_saving_waits_for_a_second_word_and_nothing_typed_is_lost(client):
    make(client)
    typed = {"name": NAME, "kind": "company", "city": "北京", "remark": "来自展会", "phone": "010-62345678"}
    answer = client.post("/accounts", data=typed)
    assert answer.status_code == 409 and client.get("/accounts/total").text == "1"
    assert all(value in answer.text for value in ("来自展会", "010-62345678", "Save anyway", "Not saved yet"))
    assert re.search(r'<button[^>]* form="the-form" name="anyway"', answer.text)
    assert client.post("/accounts", data=typed | {"anyway": "1"}).status_code == 303
    assert client.get("/accounts/total").text == "2"


def test_whoever_may_not_see_it_is_told_whom_to_ask_and_nothing_else(client, sign_in):
    make(client, phone="13800138000")
    wang = sign_in("wang")
    strip = wang.post("/duplicates/account/strip", data={"name": NAME, "city": "北京"}).text
    assert "李雷" in strip and "may not see" in strip
    assert NAME not in strip and "13800138000" not in strip and "/accounts/" not in strip and "equal" not in strip


def test_a_rule_refuses_pages_and_api_alike_or_says_nothing(client):
    make(client)
    assert client.post("/duplicates/rules/account", data={"action": "refuse", "threshold": "80"}).status_code == 303
    answer = client.post("/accounts", data={"name": NAME, "kind": "company", "city": "北京", "anyway": "1", "remark": "来自展会"})
    assert answer.status_code == 409 and "来自展会" in answer.text and "already here" in answer.text
    client.post("/duplicates/rules/account", data={"action": "off", "threshold": "80"})
    assert "/duplicates/account/strip" not in client.get("/accounts/new").text
    assert client.post("/accounts", data={"name": NAME, "kind": "company", "city": "北京"}).status_code == 303


def test_a_rule_that_makes_no_sense_is_told_beside_its_field(client):
    answer = client.post("/duplicates/rules/contact", data={"action": "refuse", "threshold": "120"})
    assert answer.status_code == 422 and "A number from 50 to 99." in answer.text and 'value="120"' in answer.text
    assert client.post("/duplicates/rules/tag", data={"action": "off", "threshold": "80"}).status_code == 404


def test_the_list_is_searched_and_its_pairs_are_decided(client, app):
    one, other = make(client), make(client, phone="13800138000")
    assert "Nobody has searched" in client.get("/duplicates").text
    job = client.post("/duplicates/account/search")
    assert "/jobs/" in job.headers["Location"]
    app.container.platform.job_runner().run_due()
    page = client.get("/duplicates?module=account").text
    assert f"/duplicates/account/{one}/{other}" in page and "2 records searched" in page and "City: equal" in page
    client.post(f"/duplicates/account/{one}/{other}/decision", data={"state": "different"})
    assert "No two records look like one." in client.get("/duplicates").text
    assert "李雷" in client.get("/duplicates?state=different").text
    client.post(f"/duplicates/account/{one}/{other}/decision", data={"state": "likely"})
    assert f"/duplicates/account/{one}/{other}" in client.get("/duplicates").text


def test_two_stand_side_by_side_and_become_one_that_can_be_undone(client):
    one, other = make(client, grade="A"), make(client, grade="B", phone="13800138000")
    page = client.get(f"/duplicates/account/{one}/{other}").text
    assert 'name="of.grade" value="kept" checked' in page and 'name="of.phone" value="gone" checked' in page
    assert 'name="of.name"' not in page  # both say the same
    answer = client.post(f"/duplicates/account/{one}/{other}/merge", data={"of.grade": "gone"}, follow_redirects=True)
    undo = re.search(r"/journal/\d+/undo", answer.text)
    empty = 'is-empty" id="field-phone"'
    assert undo and client.get(f"/accounts/{other}").status_code == 404 and empty not in client.get(f"/accounts/{one}").text
    client.post(undo[0])
    assert client.get(f"/accounts/{other}").status_code == 200 and empty in client.get(f"/accounts/{one}").text


def test_what_was_chosen_stays_chosen_when_the_merge_is_refused(client):
    one, other = make(client, grade="A"), make(client, grade="B")
    answer = client.post(f"/duplicates/account/{one}/{other}/merge", data={"of.grade": "gone", "kept_version": "9", "gone_version": "9"})
    assert answer.status_code == 422 and "changed meanwhile" in answer.text and 'name="of.grade" value="gone" checked' in answer.text


def test_pages_are_for_who_may_and_of_what_there_is(client, sign_in):
    one, other = make(client), make(client)
    wang = sign_in("wang")
    for path in ("/duplicates", "/duplicates/rules", f"/duplicates/account/{one}/{other}"):
        assert wang.get(path).status_code == 403
    assert wang.post(f"/duplicates/account/{one}/{other}/merge").status_code == 403
    assert sign_in("sun").get("/duplicates").status_code == 200
    assert "/duplicates?module=account" in client.get("/accounts").text and "/duplicates?module=" not in wang.get("/accounts").text
    assert "/duplicates?module=" not in client.get("/tags").text
    assert sign_in("sun").post("/duplicates/account/strip", data={"name": NAME}).status_code == 403
    for path in ("/duplicates?module=tag", f"/duplicates/account/{one}/999999", "/duplicates/nothing/1/2"):
        assert client.get(path).status_code == 404
    for after in ("x", "1.2", "1.2.3.4", "٣.1.1", "-" * 30):
        assert client.get("/duplicates", query_string={"after": after}).status_code == 200


def test_the_pages_speak_the_reader_s_language(sign_in):
    client = sign_in("lilei", "zh")
    assert "查重规则" in client.get("/duplicates/rules").text
    assert "立即查重" in client.get("/duplicates").text
