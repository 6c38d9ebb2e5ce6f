"""Many records at once: asked for in a dialog, written as one change set, with every refusal named."""

import re
from html import unescape

import pytest

from crm.errors import Forbidden


@pytest.fixture
def three(make):
    """Two customers of Wang's and one of Zhao's."""
    return [make("wang", name="甲公司"), make("wang", name="乙公司", tags="旧"), make("zhao", name="丙公司")]


def undo_of(text: str) -> str:
    found = re.search(r'action="(/journal/\d+/undo)"', text)
    assert found
    return found[1]


def test_the_dialog_says_how_many_it_is_about_and_carries_them_along(sign_in, three):
    page = sign_in("han").get("/accounts/bulk/tags", query_string={"id": [row.id for row in three]}, headers={"HX-Request": "true"}).text
    assert "<html" not in page and "Tag 3 records" in page
    assert re.findall(r'name="id" value="(\d+)"', page) == [str(row.id) for row in three]


def test_records_are_handed_to_another_owner_with_his_department_and_taken_back(sign_in, three, reread, app):
    client, zhao = sign_in("han"), app.company.users["chen"]
    answer = client.post("/accounts/bulk/assignment", data={"id": [row.id for row in three], "owner_id": zhao})
    assert answer.status_code == 303
    assert {(reread(row).owner_name, reread(row).department_name) for row in three} == {("陈静", "华南组")}
    client.post(undo_of(client.get("/accounts").text))
    assert [reread(row).owner_name for row in three] == ["王强", "王强", "赵敏"]


def test_an_owner_may_be_named_and_must_exist(sign_in, three, reread):
    client, ids = sign_in("han"), [row.id for row in three]
    answer = client.post("/accounts/bulk/assignment", data={"id": ids, "owner_id": "999999"})
    assert answer.status_code == 422 and "Please choose one from the list." in answer.text
    assert client.post("/accounts/bulk/assignment", data={"id": ids, "owner_id__text": "chen"}).status_code == 303
    assert reread(three[0]).owner_name == "陈静"


def test_tags_are_added_and_taken_away(sign_in, three, reread):
    client = sign_in("han")
    client.post("/accounts/bulk/tags", data={"id": [row.id for row in three], "tags": ["VIP", "展会"], "drop": ["旧"]})
    assert [sorted(reread(row).tags) for row in three] == [["VIP", "展会"]] * 3


def test_only_the_fields_that_were_filled_in_are_written(sign_in, three, reread, make):
    row = make("wang", name="丁公司", city="北京", grade="A")
    sign_in("han").post("/accounts/bulk/values", data={"id": [row.id, three[0].id], "grade": "B", "city": "", "name": "改名"})
    assert (reread(row).grade, reread(row).city, reread(row).name) == ("B", "北京", "丁公司")
    assert reread(three[0]).grade == "B"


def test_a_wrong_value_is_refused_before_anything_is_written(sign_in, three, reread):
    answer = sign_in("han").post("/accounts/bulk/values", data={"id": [row.id for row in three], "grade": "Z"})
    assert answer.status_code == 422 and re.findall(r'name="id" value="(\d+)"', answer.text) == [str(row.id) for row in three]
    assert {reread(row).version for row in three} == {1}


def test_what_would_break_is_said_before_anything_is_written(sign_in, make, reread):
    task, call = (make("wang", "activity", kind=kind, name=kind, due_at="2026-03-01T09:00") for kind in ("task", "call"))
    client, data = sign_in("wang"), {"id": [task.id, call.id], "empty": "due_at"}
    asked = client.post("/activities/bulk/values", data=data)
    said = unescape(asked.text)
    assert asked.status_code == 409 and "1 record cannot be changed like this; it stays as it is:" in said
    assert "A task needs a time when it is due." in said and "Change the others" in said
    assert {reread(row, "activity").version for row in (task, call)} == {1}
    looked = re.search(r'name="looked" value="([^"]+)"', asked.text)
    other = data | {"looked": unescape(looked[1]), "done_at": "2026-03-02T09:00"}
    assert client.post("/activities/bulk/values", data=other).status_code == 409  # these values were not looked at
    done = client.post("/activities/bulk/values", data=data | {"looked": unescape(looked[1])})
    assert done.status_code == 200 and "A task needs a time when it is due." in done.text
    assert (reread(task, "activity").due_at is None, reread(call, "activity").due_at) == (False, None)


def test_a_yes_or_no_is_left_alone_unless_it_is_answered(sign_in, app, make, reread):
    with app.company.acting("lilei"):
        fields = app.container.platform.field()
        fields.create(fields.module.draft.parse({"module": "account", "name": "x_vip", "kind": "yesno", "label_zh": "重点"}))
    row = make("wang", x_vip="yes")
    client = sign_in("wang")
    client.post("/accounts/bulk/values", data={"id": row.id, "x_vip": "", "city": "上海"})
    assert reread(row).x_vip is True
    client.post("/accounts/bulk/values", data={"id": row.id, "x_vip": "no"})
    assert reread(row).x_vip is False


def test_deleted_records_come_back_with_one_undo(sign_in, three):
    client = sign_in("han")
    assert client.post("/accounts/bulk/removal", data={"id": [row.id for row in three]}).status_code == 303
    page = client.get("/accounts").text
    assert "3 records were changed." in page and client.get("/accounts/total").text == "0"
    client.post(undo_of(page))
    assert client.get("/accounts/total").text == "3"


def test_everything_that_the_filter_finds_and_only_that(sign_in, make, reread):
    rows = [make("wang", name=f"公司{n:03}", grade="AB"[n % 2]) for n in range(60)]
    client = sign_in("han")
    asked = client.get("/accounts/bulk/values?all=1&f=grade:any:A&id=1").text
    assert "Edit 30 records" in asked and 'name="f" value="grade:any:A"' in asked and 'name="all" value="1"' in asked
    client.post("/accounts/bulk/values", data={"all": "1", "f": "grade:any:A", "city": "上海"})
    assert [reread(row).city for row in rows] == ["上海" if n % 2 == 0 else None for n in range(60)]


def test_above_a_hundred_the_number_is_to_be_typed(sign_in, app, make):
    ids = [make("wang", name=f"公司{n:03}").id for n in range(101)]
    client = sign_in("han")
    assert "Type 101 to go on" in client.get("/accounts/bulk/removal", query_string={"id": ids}).text
    answer = client.post("/accounts/bulk/removal", data={"id": ids, "count": "100"})
    assert answer.status_code == 422 and "Please type 101, the number of records." in answer.text
    assert client.get("/accounts/total").text == "101"
    assert client.post("/accounts/bulk/removal", data={"id": ids, "count": "101"}).status_code == 303
    assert client.get("/accounts/total").text == "0"


def test_what_may_not_be_changed_is_named_and_the_rest_is_done(sign_in, three, reread, app):
    """Wang reads everybody's customers now, but may change only his own."""
    role = app.company.roles["salesperson"]
    with app.company.acting("lilei"):
        roles = app.container.platform.role()
        grants = roles.get(role).grants | {"account.view": 4}
        roles.change(role, {"grants": grants})
    client = sign_in("wang")
    said = "You may not do this with 1 of them; it stays as it is."
    assert said in client.get("/accounts/bulk/values", query_string={"id": [row.id for row in three]}).text
    assert said in client.get("/accounts/bulk/values?all=1").text
    assert said not in client.get(f"/accounts/bulk/values?id={three[0].id}").text
    answer = client.post("/accounts/bulk/values", data={"id": [row.id for row in three], "city": "上海"})
    page = unescape(answer.text)
    assert answer.status_code == 200 and "Refused" in page and "丙公司" in page and "You are not allowed to do this." in page
    assert [reread(row).city for row in three] == ["上海", "上海", None]
    client.post(undo_of(page))
    assert {reread(row).city for row in three} == {None}


def test_records_that_may_not_be_seen_are_passed_over_without_a_word(sign_in, three, reread):
    answer = sign_in("wang").post("/accounts/bulk/values", data={"id": [row.id for row in three], "city": "上海"}, follow_redirects=True)
    assert "丙公司" not in answer.text
    assert [reread(row).city for row in three] == ["上海", "上海", None]


@pytest.mark.parametrize("ids", [[], ["x"], ["-1"], ["9" * 30], ["1; DROP TABLE account"]])
def test_nothing_ticked_is_said_so(sign_in, ids):
    answer = sign_in("han").get("/accounts/bulk/values", query_string={"id": ids})
    assert answer.status_code == 422 and "Please select at least one record." in unescape(answer.text)


@pytest.mark.parametrize("action", ["assignment", "removal"])
def test_who_may_not_is_refused(sign_in, three, action):
    assert sign_in("wang").post(f"/accounts/bulk/{action}", data={"id": three[0].id, "owner_id": "me"}).status_code == 403


@pytest.mark.parametrize("action", ["assignment", "values", "tags", "removal"])
def test_an_auditor_may_change_nothing(sign_in, three, action):
    client = sign_in("sun")
    assert client.get(f"/accounts/bulk/{action}?id={three[0].id}").status_code == 403
    assert f"bulk/{action}" not in client.get("/accounts").text


def test_very_many_are_changed_by_a_job_whose_result_is_undone_as_one(sign_in, three, reread, app, monkeypatch):
    monkeypatch.setattr("crm.web.kit.bulk.LATER", 2)
    client = sign_in("han")
    answer = client.post("/accounts/bulk/values", data={"id": [row.id for row in three], "grade": "Z"})
    assert answer.status_code == 422
    answer = client.post("/accounts/bulk/values", data={"id": [row.id for row in three], "city": "上海"})
    assert answer.status_code == 303 and answer.location.startswith("/jobs/") and reread(three[0]).city is None
    app.container.platform.job_runner().run_due()
    assert [reread(row).city for row in three] == ["上海"] * 3
    number = answer.location.rpartition("/")[2]
    page = client.get(f"/accounts/bulk/results/{number}").text
    assert "甲公司" in page and f'/accounts/bulk/results/{number}"' in client.get(answer.location).text
    client.post(undo_of(page))
    assert {reread(row).city for row in three} == {None}
    assert sign_in("wang").get(f"/accounts/bulk/results/{number}").status_code == 404


def test_a_filter_that_finds_very_many_is_followed_by_the_job_and_its_undo_is_one_too(sign_in, app, make, reread, monkeypatch):
    monkeypatch.setattr("crm.web.kit.bulk.LATER", 2)
    monkeypatch.setattr("crm.service.platform.bulk.PIECE", 1)
    monkeypatch.setattr("crm.service.platform.bulk.UNDONE_HERE", 2)
    rows, other = [make("wang", name=f"公司{n}", grade="A") for n in range(4)], make("wang", name="别的", grade="B")
    client = sign_in("han")
    answer = client.post("/accounts/bulk/values", data={"all": "1", "f": "grade:any:A", "grade": "C"})
    app.container.platform.job_runner().run_due()
    assert [reread(row).grade for row in (*rows, other)] == ["C"] * 4 + ["B"]
    page = client.get(f"/accounts/bulk/results/{answer.location.rpartition('/')[2]}").text
    undoing = client.post(undo_of(page)).location
    assert undoing.startswith("/jobs/") and reread(rows[0]).grade == "C"
    app.container.platform.job_runner().run_due()
    assert [reread(row).grade for row in rows] == ["A"] * 4
    page = client.get(f"/accounts/bulk/results/{undoing.rpartition('/')[2]}").text
    assert "公司3" in page and "Undo all of it" in page


def test_many_are_edited_by_whoever_may_do_that_and_one_by_whoever_may_edit(app, sign_in, three):
    company, roles, ids = app.company, app.container.platform.role(), [row.id for row in three]
    with company.acting("lilei"):
        grants = roles.get(company.roles["manager"]).grants
        roles.change(company.roles["manager"], {"grants": {name: scope for name, scope in grants.items() if name != "account.mass"}})
    han = sign_in("han")
    assert "/accounts/bulk/values" not in (page := han.get("/accounts").text) and "/accounts/bulk/assignment" in page
    assert han.post("/accounts/bulk/values", data={"id": ids, "city": "上海"}).status_code == 403
    with company.acting("han"):
        accounts = app.container.customer.account()
        assert accounts.change_all(ids[:1], {"city": "上海"}).done == ids[:1]
        for refused in (lambda: accounts.change_all(ids, {"city": "上海"}), lambda: accounts.tag_all(ids, ["VIP"], []),
                        lambda: accounts.change_each({id: {"city": "上海"} for id in ids})):  # fmt: skip
            with pytest.raises(Forbidden):
                refused()
