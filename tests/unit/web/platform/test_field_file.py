"""An added field of the kind file: in the form, in place, in the list, in exports and the API, in the history."""

import re
from io import BytesIO

import pytest

from crm.domain.customer.transfer import targets
from crm.domain.kit.module import modules


@pytest.fixture
def lilei(sign_in):
    client = sign_in("lilei")
    data = {"module": "account", "kind": "file", "label_zh": "营业执照", "label_en": "Licence", "name": "x_licence", "listed": "yes"}
    assert client.post("/fields", data=data).status_code == 303
    return client


def customer(client, contents=b"hello", name="执照.txt", **more):
    data = {"name": "北京云帆", "kind": "company", "x_licence": (BytesIO(contents), name), **more}
    return client.post("/accounts", data=data, content_type="multipart/form-data")


def file_of(page):
    return int(re.search(r'href="/files/(\d+)"[^>]*>(?:<svg.*?</svg>)?执照\.txt', page, re.S)[1])


def test_it_is_asked_for_without_what_a_file_cannot_have(lilei):
    form = lilei.get("/fields/new?module=account&kind=file").text
    assert 'name="listed"' in form
    for name in ("required", "is_unique", "fallback", "searched", "indexed"):
        assert f'name="{name}"' not in form


def test_a_file_is_sent_with_the_form_and_belongs_to_the_record(lilei, sign_in):
    assert 'enctype="multipart/form-data"' in lilei.get("/accounts/new").text
    answer = customer(lilei)
    assert answer.status_code == 303, answer.text
    page = lilei.get(answer.location).text
    id = file_of(page)
    assert lilei.get(f"/files/{id}/contents").data == b"hello"
    record = int(answer.location.rsplit("/", 1)[1])
    assert "执照.txt" in lilei.get(f"/files/of/account/{record}").text
    assert "执照.txt" in lilei.get("/accounts").text  # the cell of the list


def test_a_form_that_is_refused_keeps_the_file(lilei):
    refused = customer(lilei, mail="no mail")
    assert refused.status_code == 422
    id = re.search(r'<input type="hidden" name="x_licence" value="(\d+)"', refused.text)[1]
    assert "执照.txt" in refused.text
    answer = lilei.post("/accounts", data={"name": "北京云帆", "kind": "company", "x_licence": id})
    assert file_of(lilei.get(answer.location).text) == int(id)


def test_a_file_that_is_not_accepted_is_told_beside_its_field(lilei):
    refused = customer(lilei, b"MZ", "virus.exe")
    assert refused.status_code == 422 and 'id="x_licence-error"' in refused.text and 'value="北京云帆"' in refused.text


def test_it_is_exchanged_and_taken_away_in_place_and_the_history_knows(lilei):
    record = customer(lilei).location
    first = file_of(lilei.get(record).text)
    assert 'enctype="multipart/form-data"' in lilei.get(f"{record}/field/x_licence/edit").text
    data = {"x_licence": (BytesIO(b"new"), "新执照.txt"), "version": "1"}
    assert lilei.post(f"{record}/field/x_licence", data=data, content_type="multipart/form-data").status_code == 303
    assert "新执照.txt" in lilei.get(record).text
    lilei.post(f"{record}/field/x_licence", data={"x_licence": "1", "x_licence__drop": "yes", "version": "2"})
    history = lilei.get(f"{record}/history").text
    assert "执照.txt" in history and "新执照.txt" in history
    lilei.post(f"{record}/history/1/x_licence")
    assert file_of(lilei.get(record).text) == first


def test_the_file_of_another_record_is_no_value(lilei):
    other = file_of(lilei.get(customer(lilei).location).text)
    refused = lilei.post("/accounts", data={"name": "上海安泰", "kind": "company", "x_licence": str(other)})
    assert refused.status_code == 422 and "Please choose one from the list." in refused.text


def test_exports_have_its_name_the_filter_asks_whether_there_is_one(lilei):
    customer(lilei)
    lilei.post("/accounts", data={"name": "上海安泰", "kind": "company"})
    lilei.get("/accounts")  # what was done is told once
    table = lilei.get("/exports/account.csv").data.decode("utf-8-sig")
    assert "执照.txt" in table
    assert "北京云帆" in (found := lilei.get("/accounts?f=x_licence:filled").text) and "上海安泰" not in found
    assert "上海安泰" in (found := lilei.get("/accounts?f=x_licence:empty").text) and "北京云帆" not in found
    assert "x_licence:is" not in lilei.get("/accounts/filters?field=x_licence").text


def test_whoever_sees_the_record_sees_the_file_and_nobody_else(lilei, sign_in, app):
    record = customer(lilei).location
    id = file_of(lilei.get(record).text)
    assert sign_in("chen").get(f"/files/{id}/contents").status_code == 404


def test_it_is_offered_for_no_column_of_an_import(lilei, app):
    with app.company.acting("lilei"):
        assert "x_licence" not in targets(modules()["account"])
