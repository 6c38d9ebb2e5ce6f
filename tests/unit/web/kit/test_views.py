"""Views as tabs: kept, opened by their address, told when they differ, shared and taken away."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest


@pytest.fixture
def saved(sign_in):
    """Wang's client, and the number of his view of grade A by name."""
    client = sign_in("wang")
    answer = client.post("/accounts/views", data={"name": "重点", "f": "grade:any:A", "sort": "name", "cols": "name.300,grade,city"})
    return client, int(parse_qs(urlsplit(answer.location).query)["view"][0])


def tabs(text: str) -> list[str]:
    nav = text.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    return [unescape(re.sub("<[^>]+>", "", one)).strip() for one in re.findall(r"<a [^>]*>(.*?)</a>", nav, re.S)]


def columns(text: str) -> list[str]:
    return re.findall(r'<th scope="col" data-name="(\w+)"', text)


def test_a_saved_view_is_a_tab_whose_address_leads_to_all_that_it_keeps(saved, make):
    client, number = saved
    make("wang", name="甲公司", grade="A")
    make("wang", name="乙公司", grade="B")
    answer = client.get(f"/accounts?view={number}")
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.location).query) == {
        "view": [str(number)], "f": ["grade:any:A"], "sort": ["name"], "cols": ["name.300,grade,city"],
    }  # fmt: skip
    page = client.get(answer.location).text
    assert tabs(page) == ["All", "Mine", "重点"] and columns(page) == ["name", "grade", "city"]
    assert "甲公司" in page and "乙公司" not in page and '<col width="300">' in page
    assert 'data-testid="view-keep"' not in page


def test_a_list_that_differs_says_so_and_is_saved_or_put_back(saved):
    client, number = saved
    changed = client.get(f"/accounts?view={number}&f=grade:any:A&sort=-name&cols=name.300,grade,city").text
    assert "Not saved" in changed and 'data-testid="view-keep"' in changed and f'href="/accounts?view={number}"' in changed
    client.post(f"/accounts/views/{number}/state", data={"f": "grade:any:B", "group": "kind"})
    location = client.get(f"/accounts?view={number}").location
    assert parse_qs(urlsplit(location).query) == {"view": [str(number)], "f": ["grade:any:B"], "group": ["kind"]}


def test_taking_the_last_condition_away_does_not_bring_the_view_s_filter_back(saved):
    client, number = saved
    page = client.get(f"/accounts?view={number}&f=grade:any:A").text
    (without,) = {unescape(link) for link in re.findall(r'class="clear" href="([^"]+)"', page)}
    assert client.get(without).status_code == 200


def test_a_view_that_is_gone_leaves_the_list(sign_in):
    assert sign_in("wang").get("/accounts?view=999999").status_code == 200


def test_a_view_with_a_field_that_is_gone_says_what_is_wrong(saved, app):
    client, number = saved
    with app.company.acting("wang"):
        app.container.platform.view().keep("account", number, {"filter": {"all": [{"field": "x_gone", "operator": "filled"}]}})
    answer = client.get(f"/accounts?view={number}", follow_redirects=True)
    assert answer.status_code == 422 and "“x_gone” is not known here." in unescape(answer.text)


@pytest.mark.parametrize(("data", "sentence"), [({"name": ""}, "Please fill this in."), ({"name": "重点"}, "has this name")])
def test_a_name_that_cannot_be_is_told_beside_what_was_typed(saved, data, sentence):
    client, _ = saved
    answer = client.post("/accounts/views", data={**data, "f": "grade:any:B"})
    assert answer.status_code == 422 and sentence in unescape(answer.text) and 'name="f" value="grade:any:B"' in answer.text


def test_a_view_is_renamed_and_shared_by_its_form(saved, sign_in, app):
    client, number = saved
    page = client.get(f"/accounts/views/{number}").text
    assert 'value="all"' not in page and "The list begins with it for" not in page
    chen = app.company.users["chen"]
    answer = client.post(f"/accounts/views/{number}", data={"name": "A 级", "shared": "some", "user": [chen, "x"]})
    assert answer.status_code == 303
    assert "A 级" in tabs(sign_in("chen").get("/accounts").text)
    assert sign_in("chen").get(f"/accounts/views/{number}/state").status_code == 405
    assert sign_in("chen").post(f"/accounts/views/{number}/state", data={}).status_code == 403
    refused = client.post(f"/accounts/views/{number}", data={"name": "A 级", "shared": "all"})
    assert refused.status_code == 422 and "share views with everybody" in unescape(refused.text)


def test_a_role_begins_with_its_view_and_all_is_still_there(sign_in, app, make):
    make("wang", name="甲公司", grade="A")
    make("wang", name="乙公司", grade="B")
    admin = sign_in("lilei")
    location = admin.post("/accounts/views", data={"name": "公司", "f": "grade:any:A"}).location
    number = parse_qs(urlsplit(location).query)["view"][0]
    admin.post(f"/accounts/views/{number}", data={"name": "公司", "shared": "all", "role": app.company.roles["salesperson"]})
    wang = sign_in("wang")
    page = wang.get("/accounts", follow_redirects=True).text
    assert "甲公司" in page and "乙公司" not in page
    assert "乙公司" in wang.get("/accounts?view=all").text and 'href="/accounts?view=all"' in page
    assert wang.get("/accounts?sort=name").status_code == 200


def test_a_removed_view_comes_back_by_the_message(saved):
    client, number = saved
    client.post(f"/accounts/views/{number}/removal")
    page = client.get("/accounts").text
    assert "重点" not in tabs(page) and f'action="/accounts/views/{number}/restoration"' in page
    client.post(f"/accounts/views/{number}/restoration")
    assert "重点" in tabs(client.get("/accounts").text)


def test_tabs_are_put_into_another_order(saved):
    client, number = saved
    client.post("/accounts/views", data={"name": "第二", "f": "grade:any:B"})
    client.post(f"/accounts/views/{number}/place", data={"step": "1"})
    assert tabs(client.get("/accounts?sort=name").text)[2:] == ["第二", "重点"]
