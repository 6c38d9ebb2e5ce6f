"""The lock: who can see and edit a record, through what, and why somebody cannot; it agrees with what really happens."""

import re
from html import unescape

import pytest


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
    assert "赵敏 cannot see this. None of the roles opens it:" in page
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
