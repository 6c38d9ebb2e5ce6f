"""Second factors at the door and on one's own page: the second step, what is demanded first, what asks for a proof again."""

import re
from datetime import timedelta

import pyotp
import pytest
from werkzeug.routing.converters import NumberConverter

from crm import current
from crm.web.proof import SENSITIVE
from tests.kit.company import PASSWORD


@pytest.fixture
def company(app):
    return app.company


def sign_in_half(app, account="wang", **more):
    client = app.test_client()
    answer = client.post("/sign-in", data={"account": account, "password": PASSWORD, **more})
    return client, answer


def set_up_app(client, at=None):
    """Set the app up as a person does; the app, and what the last page says."""
    page = client.get("/profile/security/app").text
    secret = re.search(r'data-testid="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]
    made = pyotp.TOTP(secret)
    shown = client.post("/profile/security/app", data={"sealed": sealed, "code": made.at(at or current.now() - timedelta(seconds=30))})
    return made, shown.text


def age(app, minutes=20):
    """Let the proof of every session grow old."""
    db = app.container.db()
    with db.transaction() as work:
        work.cursor.execute("UPDATE session SET proven_at = ?", (db.driver.value_in(current.now() - timedelta(minutes=minutes)),))


def test_signing_in_with_an_app_goes_by_the_second_step_to_the_page_that_was_asked_for(app, sign_in):
    made, page = set_up_app(sign_in("wang"))
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", page)) == 10
    client, answer = sign_in_half(app, next="/accounts")
    assert answer.headers["Location"] == "/sign-in/step?next=/accounts"
    assert client.get("/accounts").headers["Location"].startswith("/sign-in"), "half a session opens nothing"
    wrong = client.post("/sign-in/step", data={"code": "000000"})
    assert wrong.status_code == 422 and 'role="alert"' in wrong.text
    right = client.post("/sign-in/step", data={"code": made.now(), "next": "/accounts"})
    assert right.headers["Location"] == "/accounts" and client.get("/accounts").status_code == 200


def test_the_second_step_begins_again_for_whoever_never_gave_the_first(app):
    client = app.test_client()
    assert client.get("/sign-in/step").headers["Location"] == "/sign-in"
    assert client.post("/sign-in/step", data={"code": "123456"}).headers["Location"] == "/sign-in"
    assert client.get("/sign-in/step/passkey").status_code == 404


def test_passkeys_are_offered_only_where_a_browser_can_make_them(app, company):
    client = app.test_client()
    offered = "data-passkey"
    assert offered in client.get("/sign-in", base_url="http://localhost:8000").text
    assert offered not in client.get("/sign-in", base_url="http://127.0.0.1:8000").text
    with company.acting("lilei"):
        app.container.platform.setting().change({"address": "https://crm.example.cn"})
    assert offered not in client.get("/sign-in", base_url="http://localhost:8000").text
    assert client.get("/sign-in/passkey", base_url="http://localhost:8000").status_code == 404
    assert client.get("/sign-in/passkey", base_url="https://crm.example.cn").get_json()["rpId"] == "crm.example.cn"
    assert client.post("/sign-in/passkey", data={"credential": "nonsense"}, base_url="https://crm.example.cn").status_code == 422


def test_what_a_role_demands_comes_before_anything_else_and_then_no_longer(app, company):
    with company.acting("lilei"):
        app.container.platform.role().change(company.roles["salesperson"], {"factor": "any"})
    client, _ = sign_in_half(app)
    assert client.get("/accounts").headers["Location"] == "/profile/security"
    assert client.post("/accounts", data={"name": "x"}).headers["Location"] == "/profile/security"
    assert client.get("/profile/security").status_code == 200
    set_up_app(client)
    assert client.get("/accounts").status_code == 200


def test_an_api_token_needs_no_factor(app, company, sign_in):
    with company.acting("lilei"):
        app.container.platform.role().change(company.roles["administrator"], {"factor": "any"})
        token = app.container.platform.token().create("cron", ["account.view"], 30)
    assert app.test_client().get("/api/v1/accounts", headers={"Authorization": f"Bearer {token}"}).status_code == 200


# What matters asks again ---------------------------------------------------------


def test_a_form_that_comes_too_late_asks_who_one_is_and_comes_back_with_what_was_typed(app, company, sign_in):
    client = sign_in("lilei")
    age(app)
    asked = client.post("/users", data={"name": "周杰", "account": "zhoujie"})
    held = re.search(r"held=([\w-]+)", asked.headers["Location"])[1]
    assert asked.headers["Location"].startswith("/prove")
    wrong = client.post("/prove", data={"current_password": "something else", "held": held})
    assert wrong.status_code == 422
    back = client.post("/prove", data={"current_password": PASSWORD, "held": held})
    assert back.headers["Location"] == f"/users/new?held={held}"
    assert "周杰" in client.get(back.headers["Location"]).text


def test_what_htmx_asks_for_is_led_there_as_a_whole_page(app, sign_in):
    client = sign_in("wang")
    age(app)
    answer = client.get("/profile/security/app", headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/profile/security"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/prove?next=/profile/security")


def test_a_proof_is_counted_for_the_session_that_gave_it_alone(app, sign_in):
    here, there = sign_in("wang"), sign_in("wang")
    age(app)
    here.post("/prove", data={"current_password": PASSWORD})
    assert here.get("/profile/security/app").status_code == 200
    assert there.get("/profile/security/app").headers["Location"].startswith("/prove")


# Beside all that needs one of the permissions in `SENSITIVE`: one's own factors, looking as somebody else, large exports.
MARKED = {
    "platform_factor.app", "platform_factor.confirm_app", "platform_factor.remove_app", "platform_factor.passkey_options",
    "platform_factor.add_passkey", "platform_factor.remove_passkey", "platform_factor.renew_codes", "platform_view_as.new",
    "platform_view_as.create", "customer_transfer_export.start",
}  # fmt: skip


def test_every_action_that_matters_asks(app, sign_in):
    client, quiet, marked = sign_in("lilei"), [], set()
    age(app)
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if not getattr(view, "sensitive", False) or rule.rule.startswith(("/api/", "/scim/")):
            continue  # programs prove themselves with every request
        if view.permission not in SENSITIVE:
            marked.add(rule.endpoint)
        with app.test_request_context():
            url = rule.build({name: 1 if isinstance(rule._converters[name], NumberConverter) else "account" for name in rule.arguments})[1]
        answer = client.open(url, method="GET" if "GET" in rule.methods else next(iter(rule.methods - {"OPTIONS"})))
        if not answer.headers.get("Location", "").startswith("/prove"):
            quiet.append(f"{rule.endpoint}: {answer.status_code}")
    assert quiet == []
    assert marked >= MARKED


def test_all_that_changes_people_roles_tokens_and_settings_asks(app):
    pages = {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules() if not rule.rule.startswith("/api/")}
    asks = {name for name, view in pages.items() if getattr(view, "sensitive", False)}
    assert {
        "platform_user.create", "platform_user.update", "platform_user.field_update", "platform_user.suspend", "platform_user.set_password",
        "platform_role.create", "platform_role.update", "platform_role.destroy", "platform_profile.create_token",
        "platform_user_factor.reset", "platform_setting.update",
    } <= asks  # fmt: skip
    assert not {"platform_user.index", "platform_user.show", "platform_role.show", "customer_account.update"} & asks
