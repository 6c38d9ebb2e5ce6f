"""The lock: who can see and edit a record, through what, and why somebody cannot; it agrees with what really happens."""

import re
from html import unescape

import pytest

from tests.unit.web.api.conftest import client as api


@pytest.fixture
def row(make):
    return make("wang", name="云帆")


def told(client, row, who=None):
    return unescape(client.get(f"/accounts/{row.id}/access" + (f"?who={who}" if who else "")).text)


def test_everybody_who_can_see_it_is_named_with_what_lets_him(sign_in, row):
    page = told(sign_in("wang"), row)
    listed = re.findall(r"<p><b>(?:<a[^>]*>)?([^<]+)<", page.split('class="access-list"')[1])
    assert listed == ["王强", "韩梅梅", "孙丽", "李雷"]
    assert "owns this record; the role allows it for one’s own" in page
    assert "销售部 stands above or is the owner’s department, 华东组" in page and "the role is an administrator’s" in page


def test_it_cannot_lie(app, sign_in, row):
    """Whoever is listed opens the page, and nobody else does."""
    listed = told(sign_in("lilei"), row)
    for account, user in app.company.users.items():
        opens = sign_in(account).get(f"/accounts/{row.id}").status_code == 200
        name = app.company.actor(account).name
        assert opens == (f">{name}<" in listed.split('class="access-list"')[1]), account
        edits = sign_in(account).get(f"/accounts/{row.id}/edit").status_code == 200
        assert edits == ("can see this and change it" in told(sign_in("lilei"), row, user)), account


def test_why_somebody_cannot_see_it_names_the_role_and_the_owner(app, sign_in, row):
    page = told(sign_in("wang"), row, app.company.users["zhao"])
    assert "赵敏 cannot see this. None of the rules opens it:" in page
    assert "the role allows it only for one’s own records, and this one belongs to 王强" in page


def test_whoever_is_suspended_or_without_a_role_sees_nothing(app, sign_in, row):
    users = app.container.platform.user()
    with app.company.acting("lilei"):
        users.change(app.company.users["zhao"], {"state": "suspended"})
        users.change(app.company.users["chen"], {"roles": []})
    client = sign_in("lilei")
    assert "who is suspended or has left cannot sign in" in told(client, row, app.company.users["zhao"])
    assert "without a role nobody sees anything" in told(client, row, app.company.users["chen"])


def test_a_colleague_is_also_found_by_his_name(sign_in, row):
    client = sign_in("wang")
    assert "韩梅梅 can see this and change it:" in unescape(client.get(f"/accounts/{row.id}/access?who=&who__text=韩梅梅").text)
    assert "Please choose one from the list." in client.get(f"/accounts/{row.id}/access?who=&who__text=没有这人").text
    assert client.get(f"/accounts/{row.id}/access?who=987654").status_code == 404


def test_links_to_settings_are_for_those_who_may_open_them(sign_in, row):
    assert 'href="/roles/' in told(sign_in("lilei"), row)
    assert 'href="/roles/' not in told(sign_in("wang"), row)


def test_who_may_not_see_the_record_is_not_told_who_may(sign_in, row):
    assert sign_in("zhao").get(f"/accounts/{row.id}/access").status_code == 404


ROADS = ("/accounts/{id}", "/accounts/{id}/access", "/accounts/{id}/history", "/files/of/account/{id}",
         "/accounts/{id}/field/city", "/accounts/{id}/entries")  # fmt: skip


def test_all_roads_to_a_record_open_with_a_share_and_close_when_it_is_taken_back(app, sign_in, row):
    def roads(account):
        client, bearer = sign_in(account), api(app, account)
        found = {client.get(road.format(id=row.id)).status_code for road in ROADS}
        found.add(bearer.get(f"/api/v1/accounts/{row.id}").status_code)
        listed = [row.name in client.get(path).text for path in ("/accounts", "/exports/account.csv", "/accounts?layout=board")]
        listed.append(row.id in {one["id"] for one in bearer.get("/api/v1/accounts").get_json()["items"]})
        return found, set(listed)

    assert roads("chen") == ({404}, {False})
    client = sign_in("wang")
    with app.company.acting("lilei"):  # whoever may take files away at all, takes this one too
        role = app.container.platform.role()
        known = role.get(app.company.roles["salesperson"]).grants
        role.change(app.company.roles["salesperson"], {"grants": known | {"account.export": 4}})
    south = {"unit_id": app.company.departments["south"], "allows": "view"}
    assert client.post(f"/accounts/{row.id}/shares", data=south).status_code == 303
    assert "Shared with 华南组." in unescape(client.get(f"/accounts/{row.id}/access").text)
    assert roads("chen") == ({200}, {True})
    end = re.search(r'action="([^"]+/removal)"', client.get(f"/accounts/{row.id}/access").text)
    assert end and client.post(end[1]).status_code == 303
    assert roads("chen")[0] == {404}


def test_a_share_that_is_refused_keeps_what_was_typed_and_says_why_beside_the_field(sign_in, row):
    answer = sign_in("wang").post(f"/accounts/{row.id}/shares", data={"allows": "edit", "remark": "一起跟进"})
    page = unescape(answer.text)
    assert answer.status_code == 422 and 'value="一起跟进"' in page
    assert "Choose one: a colleague, a department, a team or a role." in page
    assert sign_in("sun").post(f"/accounts/{row.id}/shares", data={}).status_code == 403
    assert sign_in("chen").post(f"/accounts/{row.id}/shares", data={}).status_code == 404


def test_the_form_asks_about_any_record_by_its_address_or_its_name_and_about_deleted_ones(app, sign_in, make):
    row, client = make("wang", name="蓝海"), sign_in("lilei")

    def asked(**values):
        return unescape(client.get("/access", query_string=values).text)

    chen = app.company.users["chen"]
    for what in (f"/accounts/{row.id}", f"https://crm.example/accounts/{row.id}/history", "蓝海"):
        assert "陈静 cannot see this. None of the rules opens it:" in asked(who=chen, what=what)
    assert "nothing was shared with 陈静 here" in asked(who=chen, what=f"/accounts/{row.id}")
    assert "There is no such record, or you may not see it." in asked(who=chen, what="/accounts/987654")
    assert "Please choose one from the list." in asked(who="", who__text="没有这人", what=f"/accounts/{row.id}")
    with app.company.acting("lilei"):
        app.container.customer.account().remove_all([row.id])
    assert "it was deleted, and nobody sees what was deleted" in asked(who=chen, what=f"/accounts/{row.id}")
    assert sign_in("wang").get("/access").status_code == 403
