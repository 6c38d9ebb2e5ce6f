"""The command palette as pages and forms: sections, prefixes, arguments, actions, rights."""

import re
from html import unescape

import pytest

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def make(app):
    def made(who, module="account", **raw):
        from crm.domain.kit.module import modules

        with app.company.acting(who):
            return app.container.records()(module).create(modules()[module].draft.parse({"name": "北京云帆科技有限公司", **raw}))

    return made


def sections(client, **query):
    """Heading -> labels of its rows."""
    page = client.get("/go", query_string=query, headers=FRAGMENT).text
    found = {}
    for part in page.split("<section")[1:]:
        heading = unescape(re.search(r"<h2>([^<]*)</h2>", part)[1])
        found[heading] = [unescape(text) for text in re.findall(r'<span class="label">([^<]*)</span>', part)]
    return found


def forms(client, **query):
    """Each form's fields, by the label of its button."""
    page = client.get("/go", query_string=query, headers=FRAGMENT).text
    found = {}
    for part in re.findall(r"<form.*?</form>", page, re.S):
        fields = [(name, unescape(value)) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', part)]
        found[unescape(re.search(r'class="label">([^<]*)<', part)[1])] = fields
    return found


def post(client, fields):
    data = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return client.post("/go", data=data)


def test_nothing_typed_shows_what_was_opened_lately_and_where_one_may_go(sign_in, make):
    row, client = make("wang"), sign_in("wang")
    assert client.post("/go/opened", data={"id": row.id}).status_code == 204
    found = sections(client)
    assert found["Opened lately"] == ["北京云帆科技有限公司"]
    assert {"Today", "Customers", "New customer"} <= set(found["Go to"]) and "Settings" not in found["Go to"]
    assert "Settings" in sections(sign_in("lilei"))["Go to"]


def test_typing_mixes_records_actions_and_pages(sign_in, make):
    make("wang", name="客户之家")
    make("wang", "contact", name="云小帆")
    client = sign_in("wang")
    assert sections(client, q="客户")["Records"] == ["客户之家"]
    assert "Customers" in sections(client, q="custom")["Go to"]
    assert sections(client, q="yunxiaofan")["Records"] == ["云小帆"]


def test_a_prefix_narrows(sign_in, make):
    make("wang", name="云帆")
    make("wang", "contact", name="云小帆")
    client = sign_in("wang")
    assert sections(client, q="@云")["Records"] == ["云小帆"]
    assert sections(client, q="#云")["Records"] == ["云帆"]
    assert "Records" not in sections(client, q=">云") and "Contacts" in sections(client, q=">cont")["Go to"]
    assert set(sections(client, q="?")) == {"Begin with one of these", "Keys"}
    assert sections(client, q="$x") == {}


def test_a_number_opens_the_record(sign_in, make):
    row = make("wang")
    assert sections(sign_in("wang"), q=str(row.id))["Records"][0] == row.name
    assert "Records" not in sections(sign_in("zhao"), q=str(row.id))


def test_an_action_takes_its_argument_and_changes_the_record(sign_in, make, app):
    row, client = make("lilei"), sign_in("lilei")
    page = f"/accounts/{row.id}"
    assert sections(client, page=page)["Actions"][:2] == ["Assign to …", "Change Grade …"]
    assert sections(client, page=page, q="chgr") == sections(client, page=page, q="chgr")
    found = forms(client, page=page, act="set-grade", q="key")
    assert list(found) == ["A · key"]
    answer = post(client, found["A · key"])
    assert (answer.status_code, answer.location) == (303, page)
    shown = client.get(page).text
    assert "1 record was changed." in shown and 'data-testid="undo"' in shown
    with app.company.acting("lilei"):
        assert app.container.customer.account().get(row.id).grade == "A"


def test_the_argument_may_be_typed_behind_an_arrow(sign_in, make):
    row = make("lilei")
    page = sign_in("lilei").get("/go", query_string={"page": f"/accounts/{row.id}", "q": "assign → 王"}, headers=FRAGMENT).text
    assert "act=assign&amp;q=%E7%8E%8B" in page


def test_records_are_assigned_tagged_and_deleted_where_they_were_chosen(sign_in, make, app):
    rows, client = [make("lilei", name=f"客户{n}") for n in range(3)], sign_in("lilei")
    query = {"page": "/accounts?sort=name", "id": [row.id for row in rows[:2]]}
    assert "Assign to …" in sections(client, **query)["Actions"]
    answer = post(client, forms(client, act="assign", q="王强", **query)["王强"])
    assert answer.location == "/accounts?sort=name"
    with app.company.acting("lilei"):
        found = [app.container.customer.account().get(row.id).owner_name for row in rows]
    assert found == ["王强", "王强", "李雷"]
    post(client, forms(client, act="tag", q="VIP", **query)["VIP"])
    with app.company.acting("lilei"):
        assert app.container.customer.account().get(rows[0].id).tags == ["VIP"]
    post(client, forms(client, act="untag", q="vip", **query)["VIP"])
    post(client, forms(client, **query)["Delete"])
    assert client.get(f"/accounts/{rows[0].id}").status_code == 404 and client.get(f"/accounts/{rows[2].id}").status_code == 200


def test_nobody_is_offered_or_may_do_what_he_has_no_right_to(sign_in, make):
    row = make("wang")
    actions = sections(sign_in("wang"), page=f"/accounts/{row.id}")["Actions"]
    assert "Change Grade …" in actions and "Assign to …" not in actions and "Delete" not in actions
    data = {"act": "remove", "page": f"/accounts/{row.id}"}
    assert sign_in("wang").post("/go", data=data).status_code == 403
    stranger = sign_in("zhao")
    stranger.post("/go", data={"act": "set-grade", "value": "A", "page": f"/accounts/{row.id}"})
    assert row.grade is None


@pytest.mark.parametrize("page", ["https://evil.example/accounts", "//evil.example", "/\\evil.example", "javascript:x", "", "a"])
def test_one_is_only_ever_led_back_into_the_program(sign_in, make, page):
    row = make("lilei")
    client = sign_in("lilei")
    answer = client.post("/go", data={"act": "set-grade", "value": "A", "page": page, "id": row.id})
    assert "evil" not in answer.headers.get("Location", "") and answer.status_code in (303, 422)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"act": "assign"},
        {"act": "nonsense", "page": "/accounts/1"},
        {"act": "set-grade", "value": "Z", "page": "/accounts/{id}"},
        {"act": "assign", "value": "nobody", "page": "/accounts/{id}"},
        {"act": "tag", "value": "x" * 99, "page": "/accounts/{id}"},
        {"act": "set-grade", "value": "A", "page": "/accounts/999999999"},
    ],
)
def test_what_cannot_be_done_is_said(sign_in, make, data):
    row = make("lilei")
    given = {name: value.replace("{id}", str(row.id)) for name, value in data.items()}
    assert sign_in("lilei").post("/go", data=given).status_code in (303, 422)


def test_without_script_it_is_a_page(sign_in, make):
    row = make("wang")
    page = sign_in("wang").get("/go", query_string={"page": f"/accounts/{row.id}", "q": ">"}).text
    assert "<html" in page and f'value="/accounts/{row.id}"' in page and "act=set-grade" in page


@pytest.mark.parametrize("id", ["", "x", "9" * 40, "-1"])
def test_opening_nothing_is_no_error(sign_in, id):
    assert sign_in("wang").post("/go/opened", data={"id": id}).status_code == 204


def test_labels_are_spelled_for_the_page(sign_in):
    found = sign_in("wang").get("/go/spellings", query_string={"label": ["编辑", "Edit"]}).json
    assert found == {"编辑": ["bianji", "bj"], "Edit": []}
