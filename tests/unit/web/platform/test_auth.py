"""Signing in at the door: throttling, expired sessions, held forms, redirects."""

import re
from datetime import timedelta

import pytest

from crm import current
from crm.errors import Busy
from crm.web.platform.auth import here
from tests.kit.company import PASSWORD


def attempt(client, account="wang", password="wrong", **more):
    return client.post("/sign-in", data={"account": account, "password": password, **more})


def test_a_right_password_opens_a_session_and_a_wrong_one_says_no_more_than_an_unknown_account(app):
    client = app.test_client()
    wrong, unknown = attempt(client), attempt(client, account="nobody-here")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    plain = [re.sub(r'value="[^"]*"|nonce="[^"]*"|content="[^"]*"', "", answer.text) for answer in (wrong, unknown)]
    assert plain[0] == plain[1]
    assert attempt(client, password=PASSWORD).status_code == 303


def test_guessing_is_slowed_down_with_retry_after(app):
    client = app.test_client()
    answers = [attempt(client).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    refused = attempt(client, password=PASSWORD)
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) >= 1


def test_guessing_elsewhere_does_not_lock_out_a_browser_that_is_known(app):
    own, other = app.test_client(), app.test_client()
    assert attempt(own, password=PASSWORD).status_code == 303
    own.post("/sign-out")
    for _ in range(7):
        attempt(other)
    assert attempt(other, password=PASSWORD).status_code == 429
    assert attempt(own, password=PASSWORD).status_code == 303


def test_a_known_browser_may_not_guess_for_ever_either(app):
    own = app.test_client()
    attempt(own, password=PASSWORD)
    own.post("/sign-out")
    assert [attempt(own).status_code for _ in range(6)][-1] == 429


def test_signing_in_makes_a_new_session_and_ends_the_old_one(app, sign_in):
    client = sign_in("wang")
    with client.session_transaction() as before:
        old = before["_user_id"]
    attempt(client, password=PASSWORD)
    with client.session_transaction() as after:
        assert after["_user_id"] != old
    assert app.container.platform.auth().resume(old) is None


def test_signing_out_ends_the_session_on_the_server(app, sign_in):
    client = sign_in("wang")
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    client.post("/sign-out")
    assert app.container.platform.auth().resume(token) is None
    assert client.get("/accounts").headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("/accounts?f=city:is:x", "/accounts?f=city:is:x"), ("", "/"), (None, "/"), ("https://evil.example", "/"), ("//evil.example", "/"),
        ("/\\evil.example", "/"), ("\\\\evil.example", "/"), ("/\t/evil.example", "/"), ("javascript:alert(1)", "/"), ("accounts", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"), ("http:/evil.example", "/"), (" //evil.example", "/"), ("/x\\..\\evil", "/"),
    ],
)  # fmt: skip
def test_sign_in_leads_only_to_our_own_pages(target, goes):
    assert here(target) == goes


def test_sign_in_goes_on_to_the_page_that_was_asked_for(app):
    client = app.test_client()
    asked = client.get("/accounts?q=云")
    assert asked.headers["Location"].startswith("/sign-in?next=")
    assert attempt(client, password=PASSWORD, next="/accounts?q=x").headers["Location"] == "/accounts?q=x"
    assert attempt(client, password=PASSWORD, next="https://evil.example/").headers["Location"] == "/"


def expire(app):
    """Let all sessions run out."""
    db = app.container.db()
    with db.transaction() as work:
        work.cursor.execute("UPDATE session SET seen_at = ?", (db.driver.value_in(current.now() - timedelta(days=2)),))


FORM = {"name": "北京云帆科技有限公司", "kind": "company", "remark": "两行\n文字", "tags": ["VIP", "展会"]}


def held_token(answer):
    return re.search(r"held=([\w-]+)", answer.headers["Location"])[1]


def test_what_was_typed_while_the_session_ran_out_is_filled_in_again(app, sign_in):
    client = sign_in("wang")
    expire(app)
    answer = client.post("/accounts", data=FORM)
    token = held_token(answer)
    page = client.get(answer.headers["Location"])
    assert "What you typed was kept" in page.text
    back = attempt(client, password=PASSWORD, held=token)
    assert back.headers["Location"] == f"/accounts/new?held={token}"
    form = client.get(back.headers["Location"]).text
    assert "北京云帆科技有限公司" in form and "两行\n文字" in form


def test_a_held_form_is_for_whoever_typed_it(app, sign_in):
    client = sign_in("wang")
    expire(app)
    token = held_token(client.post("/accounts", data=FORM))
    other = attempt(client, account="zhao", password=PASSWORD, held=token)
    assert other.headers["Location"] == "/"
    assert "北京云帆" not in client.get(f"/accounts/new?held={token}").text


def test_an_edit_that_was_held_keeps_the_version_it_was_typed_on(app, sign_in):
    client, colleague = sign_in("wang"), sign_in("lilei")
    made = client.post("/accounts", data=FORM).headers["Location"]
    expire(app)
    token = held_token(client.post(made, data={**FORM, "city": "上海", "version": "1"}))
    attempt(colleague, account="lilei", password=PASSWORD)
    colleague.post(f"{made}/field/city", data={"city": "广州", "version": "1"})
    attempt(client, password=PASSWORD)
    form = client.get(f"{made}/edit?held={token}").text
    assert 'name="version" value="1"' in form and "上海" in form
    assert client.post(made, data={**FORM, "city": "上海", "version": "1"}).status_code == 409


def test_a_form_without_a_page_of_its_own_is_shown_to_be_sent_again(app, sign_in):
    client = sign_in("wang")
    made = client.post("/accounts", data=FORM).headers["Location"]
    expire(app)
    action = f"/activities/for/account/{made.rsplit('/', 1)[1]}/call"
    token = held_token(client.post(action, data={"name": "电话回访", "body": "客户有意向"}))
    back = attempt(client, password=PASSWORD, held=token).headers["Location"]
    page = client.get(back).text
    assert f'action="{action}"' in page and "客户有意向" in page


def test_passwords_and_what_is_too_long_are_not_held(app, sign_in):
    client = sign_in("wang")
    expire(app)
    assert "held=" not in client.post("/accounts", data={"remark": "长" * 30_000}).headers["Location"]
    secrets = dict.fromkeys(("current_password", "password", "again", "mail_url"), "secret-one")
    token = held_token(client.post("/password/change", data=secrets | {"note": "n"}))
    with app.container.db().transaction() as work:
        work.cursor.execute("SELECT data FROM held_form")
        assert "secret-one" not in str(work.cursor.fetchall()) and token


def test_a_form_whose_csrf_token_ended_with_the_session_takes_the_same_way(app, sign_in):
    client = sign_in("wang")
    expire(app)
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/accounts", data=FORM)
    assert answer.status_code == 303 and "held=" in answer.headers["Location"]


def test_a_form_of_an_older_session_opens_again_for_whoever_is_signed_in_meanwhile(app, sign_in):
    client = sign_in("wang")
    app.config["WTF_CSRF_ENABLED"] = True
    answer = client.post("/accounts", data={**FORM, "csrf_token": "of another session"})
    assert answer.headers["Location"].startswith("/accounts/new?held=")
    assert "北京云帆科技有限公司" in client.get(answer.headers["Location"]).text


def test_nobody_can_have_a_form_held_who_was_never_here(app):
    client = app.test_client()
    assert "held=" not in client.post("/accounts", data=FORM).headers["Location"]


def test_only_the_hosts_that_are_listed_are_served(app):
    app.config["TRUSTED_HOSTS"] = ["crm.example.cn"]
    client = app.test_client()
    assert client.get("/sign-in", base_url="http://crm.example.cn").status_code == 200
    assert client.get("/sign-in", base_url="http://evil.example").status_code == 400


def test_cookies_are_closed_to_scripts_and_other_sites(app):
    answer = attempt(app.test_client(), password=PASSWORD)
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies and all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_a_sign_in_page_that_was_open_for_too_long_shows_itself_again(app):
    app.config["WTF_CSRF_ENABLED"] = True
    answer = attempt(app.test_client(), password=PASSWORD)
    assert answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in")


def test_a_busy_database_is_503_on_a_page_that_asks_it_for_nothing_more(app, sign_in, monkeypatch):
    def busy(_):
        raise Busy()

    client = sign_in("wang")
    monkeypatch.setattr(app.container.platform.auth(), "resume", busy)
    answer = client.get("/accounts")
    assert answer.status_code == 503 and answer.headers["Retry-After"] and "busy just now" in answer.text
