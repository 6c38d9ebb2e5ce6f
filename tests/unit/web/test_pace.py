"""Who asks too often is told to wait, by page and by API, and loses nothing that he typed."""

import re
from html import unescape

import pytest

from crm.current import acting
from crm.domain.platform.pace import REPEATED
from tests.kit.company import PASSWORD


@pytest.fixture
def held_to(app):
    """held_to(page=3): the paces of this test."""

    def change(**paces: int) -> None:
        with app.company.acting("lilei"):
            app.container.platform.setting().change({f"pace_{kind}": str(most) for kind, most in paces.items()})

    return change


def test_a_person_who_opens_too_many_pages_waits_and_the_others_do_not(app, sign_in, held_to):
    wang, sun = sign_in("wang"), sign_in("sun")
    held_to(page=3)
    assert [wang.get("/accounts").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = wang.get("/accounts?q=x")
    seconds = int(refused.headers["Retry-After"])
    assert 0 < seconds <= 20 and f"Please try again in {seconds} s." in refused.text and 'name="q" value="x"' in refused.text
    assert sun.get("/accounts").status_code == 200
    assert wang.get("/go?q=x").status_code == 200  # a search has a bucket of its own


def test_nothing_is_written_for_a_request_that_keeps_the_pace(app, sign_in, held_to):
    wang = sign_in("wang")
    held_to(page=5)
    wang.get("/accounts")
    ran = []
    app.container.db().watch = lambda label, seconds: ran.append(label)
    wang.get("/accounts")
    assert ran and not [label for label in ran if "pace" in label or "attempt" in label]


def test_a_form_that_came_too_soon_is_sent_again_by_one_button(app, sign_in, held_to):
    app.config["WTF_CSRF_ENABLED"] = True
    made = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', made.get("/sign-in").text)[1]
    made.post("/sign-in", data={"account": "wang", "password": PASSWORD, "csrf_token": token})
    form = made.get("/accounts/new").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)[1]
    held_to(page=1)
    made.get("/accounts")
    typed = {"name": "云帆 <科技>", "remark": "\n第一行\n第二行", "csrf_token": token}
    refused = made.post("/accounts", data=typed)
    assert refused.status_code == 429
    assert "云帆 &lt;科技&gt;" in refused.text and "第一行\n第二行" in refused.text
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', refused.text.partition('id="again"')[2]))
    held_to(page=0)
    assert made.post("/accounts", data={name: unescape(value) for name, value in sent.items()}).status_code == 303


def test_a_password_is_never_written_back_into_a_page(app, held_to):
    held_to(sign_in=1)
    visitor = app.test_client()
    visitor.post("/sign-in", data={"account": "wang", "password": "wrong"})
    refused = visitor.post("/sign-in", data={"account": "wang", "password": "a secret word"})
    assert refused.status_code == 429 and "a secret word" not in refused.text


def test_visitors_are_counted_by_their_address(app, held_to):
    held_to(public=2)
    assert [app.test_client().get("/sign-in").status_code for _ in range(3)] == [200, 200, 429]
    elsewhere = app.test_client().get("/sign-in", environ_overrides={"REMOTE_ADDR": "198.51.100.7"})
    assert elsewhere.status_code == 200
    assert app.test_client().get("/healthz").status_code == 200


def test_programs_are_told_what_is_left_and_when_to_come_again(app, held_to):
    with app.company.acting("lilei"):
        token = app.container.platform.token().create("sync", ["account.view"], 30)
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": "en"}
    held_to(api=2)
    first = app.test_client().get("/api/v1/accounts", headers=headers)
    assert (first.headers["RateLimit-Policy"], first.headers["RateLimit"]) == ('"api";q=2;w=60', '"api";r=1;t=0')
    app.test_client().get("/api/v1/accounts", headers=headers)
    refused = app.test_client().get("/api/v1/accounts", headers=headers)
    seconds = int(refused.headers["Retry-After"])
    assert (refused.status_code, refused.headers["RateLimit"]) == (429, f'"api";r=0;t={seconds}') and 0 < seconds <= 30
    assert refused.json["error"]["code"] == "too_many" and f"{seconds} s." in refused.json["error"]["message"]


def test_who_is_refused_again_and_again_is_noted_once(app, sign_in, held_to):
    wang = sign_in("wang")
    held_to(page=1)
    for _ in range(2 * REPEATED):
        wang.get("/accounts").close()  # it is noted once the answer has gone
    with acting(actor=app.company.actor("lilei")):
        events = [one for one in app.container.platform.security().page(size=200) if one.kind == "slowed"]
    assert [(one.user_id, one.n, one.detail["asked"]) for one in events] == [(app.company.users["wang"], REPEATED, "page")]
    figures = app.test_client().get("/metrics").text
    assert 'crm_requests_slowed_total{kind="page"}' in figures
