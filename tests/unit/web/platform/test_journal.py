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


def test_the_journal_is_narrowed_by_what_stands_in_the_address(sign_in, app, change):
    with app.company.acting("wang", source="bulk", reason="年底整理"):
        account = app.container.customer.account()
        made = account.create(AccountDraft.parse({"name": "长青公司", "city": "北京"}))
        account.change(made.id, {"city": "上海"})
    client, wang = sign_in("sun"), app.company.users["wang"]
    for query, found in (
        (f"actor={wang}&module=account", {"秘密公司", "长青公司"}),
        ("actor__text=wang&source=bulk", {"长青公司"}),
        (f"module=account&record={made.id}&field=city", {"长青公司"}),
        ("reason=年底", {"长青公司"}),
        ("verb=create&module=account&until=2001-01-01", set()),
        ("module=account&since=2001-01-01", {"秘密公司", "长青公司"}),
    ):
        page = client.get(f"/journal?{query}").text
        assert {name for name in ("秘密公司", "长青公司") if name in page} == found, query


def test_what_cannot_be_read_is_said_beside_its_box_and_stays_typed(sign_in):
    answer = sign_in("sun").get("/journal?module=account&record=abc&since=neulich")
    assert answer.status_code == 422
    assert 'value="abc"' in answer.text and answer.text.count("aria-invalid") == 2


def test_an_opened_change_says_what_became_of_each_field(sign_in, app):
    with app.company.acting("wang"):
        account = app.container.customer.account()
        made = account.create(AccountDraft.parse({"name": "长青公司", "city": "北京"}))
        account.change(made.id, {"city": "上海"})
        id = current.last_change()
    page = sign_in("sun").get(f"/journal/{id}").text
    assert "<del>北京</del>" in page and "<ins>上海</ins>" in page and f'href="/accounts/{made.id}"' in page


def test_the_journal_leaves_as_a_file_only_with_the_right_and_not_unseen(sign_in, app, change):
    assert sign_in("sun").get("/journal/export.csv").status_code == 403
    client = sign_in("lilei")
    answer = client.get("/journal/export.csv?module=account")
    assert answer.status_code == 200 and "秘密公司" in answer.data.decode("utf-8-sig")
    assert client.get("/journal/events/export.json?kind=export").json["records"][0]["Records"] == 1
    assert client.get("/journal/export.exe").status_code == 404
    with app.company.acting("lilei"):
        app.container.platform.setting().change({"export_reason": "1"})
    asked = client.get("/journal/export.csv")
    assert asked.status_code == 200 and 'name="reason"' in asked.text and 'href="/journal"' in asked.text
    refused = client.post("/journal/export.csv", data={"reason": "x"})
    assert refused.status_code == 422 and ">x<" in refused.text and client.post("/journal/export.exe").status_code == 404
    begun = client.post("/journal/export.csv?module=account", data={"reason": "年度审计"})
    app.container.platform.job_runner().run_due()
    page = client.get(f"/exports/files/{begun.location.rpartition('/')[2]}").text
    assert 'href="/journal"' in page
    assert "秘密公司" in client.get(re.search(r'href="(/exports/files/\d+/download)"', page)[1]).data.decode("utf-8-sig")
    assert client.get("/journal/export.csv?module=account&record=abc").status_code == 422


def test_the_undo_of_what_was_done_together_is_called_by_its_reason(sign_in, app):
    accounts, writer = app.container.customer.account(), app.container.platform.writer()
    with app.company.acting("wang"), accounts.db.transaction(), writer.together(reason="Handover from 李雷"):
        for name in ("甲公司", "乙公司"):
            made = accounts.create(accounts.module.draft.parse({"name": name}))
        sets = app.container.platform.journal().history("account", made.id)
    page = sign_in("wang").post(f"/journal/{sets[0].change_set_id}/undo", follow_redirects=True).text
    assert "Undone: Handover from 李雷" in page and "Undone: 乙公司" not in page
