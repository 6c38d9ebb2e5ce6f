"""Pages of added fields, and the added field on every other page of its module."""

import re

import pytest


@pytest.fixture
def lilei(sign_in):
    return sign_in("lilei")


def add(client, **more):
    """An added field of customers through the form; gives the answer of the list that follows."""
    data = {"module": "account", "kind": "text", "label_zh": "星级", "label_en": "Stars", "name": "x_stars", **more}
    answer = client.post("/fields", data=data)
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["Location"])


def customer(client, **more):
    answer = client.post("/accounts", data={"name": "北京云帆", "kind": "company", **more})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_the_list_stands_in_order_with_what_each_field_is(lilei):
    page = add(lilei, required="yes").text
    assert "Stars" in page and "x_stars" in page and "required" in page
    assert 'href="/fields" data-testid="platform_field.index"' in lilei.get("/").text


def test_first_the_kind_is_asked_then_what_it_needs(lilei):
    assert 'data-testid="kind-money"' in lilei.get("/fields/new?module=account").text
    page = lilei.get("/fields/new?module=account&kind=money").text
    assert 'name="currency"' in page and 'name="choices.zh"' not in page
    assert 'name="choices.zh"' in lilei.get("/fields/new?module=account&kind=choice").text


def test_what_was_typed_stays_when_it_is_refused(lilei):
    answer = lilei.post("/fields", data={"module": "account", "kind": "choice", "label_zh": "", "help_zh": "帮助"})
    assert answer.status_code == 422
    assert "Give at least one choice." in answer.text and "帮助" in answer.text


def test_choices_are_typed_line_by_line(lilei):
    add(
        lilei,
        kind="choice",
        **{"choices.value": ["", "", ""], "choices.zh": ["高", "低", ""], "choices.en": ["High", "", ""], "choices.tone": ["ok", "", ""]},
    )
    page = lilei.get("/accounts/new").text
    assert '<option value="high">High</option>' in page and '<option value="低">低</option>' in page


def test_the_preview_shows_the_control_that_was_typed_so_far(lilei):
    page = lilei.post(
        "/fields/preview",
        data={"module": "account", "kind": "money", "currency": "USD", "label_en": "Budget"},
        headers={"HX-Request": "true"},
    ).text
    assert "Budget" in page and "$" in page and 'name="preview"' in page


def test_an_added_field_is_on_the_form_the_record_the_list_the_filter_and_in_place(lilei):
    add(lilei, help_en="One to five")
    assert 'name="x_stars"' in lilei.get("/accounts/new").text and "One to five" in lilei.get("/accounts/new").text
    place = customer(lilei, x_stars="five")
    page = lilei.get(place).text
    assert "Additional information" in page and "five" in page
    assert 'name="x_stars"' in lilei.get(f"{place}/field/x_stars/edit").text
    saved = lilei.post(f"{place}/field/x_stars", data={"x_stars": "four", "version": "1"}, headers={"HX-Request": "true"})
    assert saved.status_code == 200 and "four" in saved.text
    assert "北京云帆" in lilei.get("/accounts?f=x_stars:is:four").text
    assert "北京云帆" not in lilei.get("/accounts?f=x_stars:is:five").text
    assert lilei.get("/accounts?sort=-x_stars").status_code == 200


def test_a_required_field_is_asked_for_beside_itself(lilei):
    add(lilei, required="yes")
    answer = lilei.post("/accounts", data={"name": "北京云帆", "kind": "company", "x_stars": ""})
    assert answer.status_code == 422
    assert re.search('id="x_stars-error">Please fill this in', answer.text)


def test_the_default_stands_in_the_new_form(lilei):
    add(lilei, kind="number", fallback="3")
    assert re.search('value="3"[^>]* name="x_stars"', lilei.get("/accounts/new").text)


def test_a_removal_says_first_what_uses_the_field_and_can_be_taken_back(lilei):
    add(lilei)
    place = customer(lilei, x_stars="five")
    id = re.search(r"/fields/(\d+)/removal", lilei.get("/fields").text)[1]
    assert "No view, rule, layout or mapping uses it." in lilei.get(f"/fields/{id}/removal").text
    lilei.post(f"/fields/{id}/removal")
    assert "x_stars" not in lilei.get("/accounts/new").text
    assert "Bring back" in lilei.get("/fields").text
    lilei.post(f"/fields/{id}/restoration")
    assert "five" in lilei.get(place).text


def test_fields_are_put_in_order(lilei):
    add(lilei)
    add(lilei, label_en="Budget", name="x_budget")
    id = re.findall(r"/fields/(\d+)/removal", lilei.get("/fields").text)[1]
    lilei.post(f"/fields/{id}/position", data={"way": "up"})
    assert re.findall(r"<code>(x_\w+)</code>", lilei.get("/fields").text) == ["x_budget", "x_stars"]


def test_a_role_from_which_a_field_is_hidden_finds_it_nowhere(app, lilei, sign_in):
    add(lilei)
    role = app.company.roles["salesperson"]
    id = re.search(r"/fields/(\d+)/removal", lilei.get("/fields").text)[1]
    lilei.post(f"/fields/{id}/rights", data={str(role): "hidden"})
    wang = sign_in("wang")
    assert "x_stars" not in wang.get("/accounts/new").text
    place = customer(wang, x_stars="five")
    assert "five" not in wang.get(place).text
    assert wang.get("/accounts?f=x_stars:is:five").status_code == 422
    assert 'name="x_stars"' in lilei.get("/accounts/new").text
    lilei.post(f"/fields/{id}/rights", data={str(role): "read_only"})
    assert 'name="x_stars"' not in wang.get("/accounts/new").text
    assert "Stars" in wang.get(place).text


def test_only_who_may_sees_the_pages(sign_in):
    assert sign_in("wang").get("/fields").status_code == 403
    assert sign_in("sun").get("/fields").status_code == 200
    assert sign_in("sun").get("/fields/new").status_code == 403


def test_the_api_and_its_description_know_the_field(app, lilei):
    add(lilei, kind="money", currency="CNY")
    with app.company.acting("lilei"):
        token = app.container.platform.token().create("test", ["account.view", "account.create"], 30)
    client, head = app.test_client(), {"Authorization": f"Bearer {token}"}
    made = client.post("/api/v1/accounts", json={"name": "北京云帆", "x_stars": 12.5}, headers=head)
    assert made.status_code == 201, made.text
    assert made.json["x_stars"] == 12.5
    found = client.get("/api/v1/accounts?f=x_stars:at_least:12&sort=-x_stars", headers=head).json
    assert [one["id"] for one in found["items"]] == [made.json["id"]]
    wrong = client.post("/api/v1/accounts", json={"name": "x", "x_stars": "many"}, headers=head)
    assert wrong.status_code == 422 and list(wrong.json["error"]["fields"]) == ["x_stars"]
    own = client.get("/api/openapi.json", headers=head).json["components"]["schemas"]["AccountDraft"]["properties"]
    assert own["x_stars"]["type"] == ["number", "null"]
    assert "x_stars" not in client.get("/api/openapi.json").json["components"]["schemas"]["AccountDraft"]["properties"]
