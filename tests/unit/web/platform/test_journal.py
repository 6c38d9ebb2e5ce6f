"""The journal's pages: one's own changes for everybody, everybody's for whoever may read them."""

import re

import pytest

from crm import current
from crm.domain.customer.account import AccountDraft
from crm.domain.kit.filter import Query


@pytest.fixture
def change(app):
    """The change set of a customer that Wang created."""
    with app.company.acting("wang"):
        app.container.customer.account().create(AccountDraft.parse({"name": "秘密公司"}))
        return current.last_change()


def test_everybody_sees_his_own_changes(sign_in, change):
    client = sign_in("wang")
    page = client.get("/journal/mine").text
    assert "秘密公司" in page and f'action="/journal/{change}/undo"' in page
    assert client.get("/journal").status_code == 403


def test_whoever_created_a_record_may_take_it_back_though_he_may_delete_none(sign_in, change):
    client = sign_in("wang")
    assert client.post(f"/journal/{change}/undo").status_code == 303
    assert client.get("/accounts/total").text == "0"


def test_an_undo_does_nothing_that_its_actor_may_not_do(sign_in, app, change):
    """The record went to somebody else meanwhile: it was touched, is kept, and he is told so."""
    with app.company.acting("lilei"):
        accounts = app.container.customer.account()
        (row,) = accounts.page(Query())
        accounts.assign_all([row.id], app.company.users["zhao"], app.company.departments["east"])
    answer = sign_in("wang").post(f"/journal/{change}/undo")
    assert answer.status_code in (200, 303)
    assert sign_in("zhao").get("/accounts/total").text == "1"


def test_what_one_may_undo_is_undone_and_no_longer_offered(sign_in, change):
    client = sign_in("lilei")
    assert client.post(f"/journal/{change}/undo").status_code == 303
    assert client.get("/accounts/total").text == "0"
    assert f'action="/journal/{change}/undo"' not in client.get("/journal").text


def test_somebody_else_s_change_is_not_found_without_the_right_to_read_the_journal(sign_in, change):
    assert sign_in("zhao").get(f"/journal/{change}").status_code == 404
    assert "秘密公司" not in sign_in("zhao").get("/journal/mine").text
    assert sign_in("zhao").post(f"/journal/{change}/undo").status_code in (403, 404)
    assert sign_in("sun").get(f"/journal/{change}").status_code == 200


def test_an_auditor_reads_the_journal_and_undoes_nothing(sign_in, change):
    client = sign_in("sun")
    page = client.get("/journal").text
    assert "秘密公司" in page and "/undo" not in page
    assert client.post(f"/journal/{change}/undo").status_code == 403


def test_the_journal_goes_on_behind_its_first_page(sign_in, app):
    with app.company.acting("wang"):
        for n in range(55):
            app.container.customer.account().create(AccountDraft.parse({"name": f"公司{n:02}"}))
    client = sign_in("wang")
    page = client.get("/journal/mine").text
    assert "公司54" in page and "公司01" not in page
    more = re.search(r'(?:href|hx-get)="(/journal/mine\?before=\d+)"', page)
    assert more and "公司01" in client.get(more[1]).text


def test_undoing_twice_says_so(sign_in, change):
    client = sign_in("lilei")
    client.post(f"/journal/{change}/undo")
    assert "This was already undone." in client.post(f"/journal/{change}/undo", follow_redirects=True).text
