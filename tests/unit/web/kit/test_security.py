"""What holds on every page: unknown and unseen look alike, forms prove where they come from, headers on every answer."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.routing.converters import NumberConverter

from crm.errors import Busy
from tests.kit.company import PASSWORD

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def bare(answer) -> str:
    """The page without what changes from one request to the next."""
    return re.sub(r"(?<=/accounts/)\d+|[0-9a-f]{16,}|nonce-[\w-]+|nonce=\"[\w-]+\"|csrf[^>]*>|\d+ SQL[^<]*", "", answer.text)


@pytest.mark.parametrize("path", ["", "/edit", "/history", "/entries", "/field/name", "/field/name/edit"])
def test_a_record_one_may_not_see_is_answered_like_one_that_does_not_exist(sign_in, make, path):
    row = make("wang", name="秘密公司")
    client = sign_in("zhao")
    hidden, unknown = client.get(f"/accounts/{row.id}{path}"), client.get(f"/accounts/987654{path}")
    assert hidden.status_code == unknown.status_code == 404
    assert bare(hidden) == bare(unknown)
    assert "秘密" not in hidden.text


@pytest.mark.parametrize(
    ("path", "data"),
    [("", {"name": "x", "version": 1}), ("/field/name", {"name": "x", "version": 1}), ("/removal", {})],
)
def test_a_record_one_may_not_see_cannot_be_written_either(sign_in, make, reread, path, data):
    row = make("wang")
    statuses = {sign_in(who).post(f"/accounts/{row.id}{path}", data=data).status_code for who in ("zhao", "chen")}
    assert statuses == ({403} if path == "/removal" else {404})  # a salesperson may delete nothing at all
    assert reread(row).version == 1


def test_a_verb_that_is_not_granted_is_forbidden(sign_in, make):
    row = make("wang")
    client = sign_in("sun")
    assert client.get(f"/accounts/{row.id}").status_code == 200
    assert client.get("/accounts/new").status_code == client.post("/accounts", data={"name": "x"}).status_code == 403
    assert client.post(f"/accounts/{row.id}", data={"name": "x"}).status_code == 403
    assert client.get("/roles/new").status_code == 403
    assert "You are not allowed to do this." in client.get("/accounts/new").text


@pytest.fixture
def strict(app, sign_in) -> FlaskClient:
    """Wang with forms that must prove where they come from."""
    client = sign_in("wang")
    app.config["WTF_CSRF_ENABLED"] = True
    return client


def unsafe(app) -> list[str]:
    found = []
    for rule in app.url_map.iter_rules():
        # a form that stands on somebody's own website; programs that bring a token and no cookie
        elsewhere = rule.endpoint.startswith(("api_", "platform_scim.", "sales_lead_submission."))
        if rule.methods & {"POST", "PUT", "PATCH", "DELETE"} and not elsewhere:
            with app.test_request_context():
                values = {name: 1 if isinstance(rule._converters[name], NumberConverter) else "account" for name in rule.arguments}
                found.append(rule.build(values)[1])
    return found


def refused(answer) -> bool:
    """A page that says so, the form again with what was typed, or the sign-in page anew."""
    return answer.status_code == 400 or (
        answer.status_code == 303 and ("held=" in answer.location or answer.location.startswith("/sign-in"))
    )


def test_no_form_is_taken_without_its_token(app, strict, make, reread):
    row = make("wang")
    assert [url for url in unsafe(app) if not refused(strict.post(url))] == []
    assert refused(strict.post(f"/accounts/{row.id}", data={"name": "x", "version": 1}))
    assert reread(row).version == 1


def test_a_form_with_its_token_is_taken(strict):
    token = re.search(r'name="csrf_token" value="([^"]+)"', strict.get("/accounts/new").text)[1]
    assert not refused(strict.post("/accounts", data={"name": "云帆", "kind": "company", "csrf_token": token}))
    assert not refused(strict.post("/accounts", data={"name": "海川", "kind": "company"}, headers={"X-CSRFToken": token}))
    assert strict.get("/accounts/total").text == "2"
    assert refused(strict.post("/accounts", data={"name": "云帆", "kind": "company", "csrf_token": token[::-1]}))
    assert strict.get("/accounts/total").text == "2"


def test_what_was_typed_into_a_form_that_was_open_for_too_long_is_not_lost(strict):
    answer = strict.post("/accounts", data={"name": "云帆科技", "kind": "company", "city": "北京"})
    page = strict.get(answer.location).text
    assert 'value="云帆科技"' in page and 'value="北京"' in page


@pytest.mark.parametrize(
    ("url", "status"),
    [("/accounts", 200), ("/accounts/new", 200), ("/accounts/987654", 404), ("/nowhere", 404), ("/roles/new", 403),
     ("/accounts?f=x:y:z", 422), ("/static/icons.txt", 200), ("/static/none.css", 404), ("/accounts/1/removal", 405), ("/sign-in", 303)],
)  # fmt: skip
def test_every_answer_has_its_headers(sign_in, url, status):
    answer = sign_in("wang").get(url)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert ("no-store" in answer.headers.get("Cache-Control", "")) == (not url.startswith("/static/"))


def test_a_mistake_of_ours_has_them_too_and_gives_nothing_away(app, sign_in, monkeypatch):
    client = sign_in("wang")
    monkeypatch.setattr(type(app.container.customer.account()), "page", lambda *_: 1 / 0)
    answer = client.get("/accounts")
    assert answer.status_code == 500 and "division" not in answer.text and "Traceback" not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["X-Request-Id"] in answer.text


@pytest.mark.parametrize("url", ["/accounts", "/accounts/new", "/"])
def test_no_page_has_script_or_style_of_its_own(sign_in, make, url):
    make("wang")
    page = sign_in("wang").get(url).text
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", page)
    assert all("src=" in tag or "nonce=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_a_name_is_never_read_as_html(sign_in, make):
    name = "<script>alert(1)</script>\"'><img src=x>"
    row = make("wang", name=name, city="<b>x</b>", tags="<i>")
    client = sign_in("wang")
    for url in (
        "/accounts",
        f"/accounts/{row.id}",
        f"/accounts/{row.id}/edit",
        f"/accounts/{row.id}/history",
        f"/accounts?q=alert&f=name:is:{name}",
        "/journal/mine",
    ):
        page = client.get(url).text
        assert "<script>alert" not in page and "<img src=x>" not in page and "<b>x</b>" not in page, url


def test_a_body_that_is_too_large_is_refused_before_it_is_read(app, sign_in):
    client = sign_in("wang")
    answer = client.post("/accounts", environ_overrides={"CONTENT_LENGTH": str(10**9)}, data={"name": "x"})
    assert answer.status_code == 413 and "Nothing was stored." in answer.text


def test_a_locked_database_is_busy_and_nothing_was_changed(app, sign_in, monkeypatch):
    client = sign_in("wang")

    def locked(*_, **__):
        raise Busy

    monkeypatch.setattr(type(app.container.customer.account()), "create", locked)
    answer = client.post("/accounts", data={"name": "云帆", "kind": "company"})
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "2" and "Nothing was changed." in answer.text


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "http:evil"])
def test_signing_in_leads_to_no_other_site(app, target):
    answer = app.test_client().post("/sign-in", data={"account": "wang", "password": PASSWORD, "next": target})
    assert (answer.status_code, answer.location) == (303, "/")
