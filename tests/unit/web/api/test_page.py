"""Who may speak to the API, and what a request must look like."""

from crm import current
from tests.unit.web.api.conftest import token

ACCOUNTS = "/api/v1/accounts"


def status(app, **headers):
    return app.test_client().get(ACCOUNTS, headers=headers).status_code


def test_only_a_bearer_token_that_holds_lets_in(app):
    good = token(app.company, "wang")
    assert status(app, Authorization=f"Bearer {good}") == status(app, Authorization=f"bearer {good}") == 200
    for wrong in (
        "",
        "Bearer",
        "Bearer ",
        f"Basic {good}",
        good,
        f"Bearer {good}x",
        "Bearer crm_",
        "Bearer " + "x" * 5000,
        f"Bearer {good} {good}",
    ):
        assert status(app, Authorization=wrong) == 401, wrong


def test_without_a_token_the_answer_says_how_to_send_one(app):
    answer = app.test_client().get(ACCOUNTS)
    assert answer.status_code == 401 and answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json["error"]["code"] == "unknown" and answer.headers["X-Request-Id"] == answer.json["error"]["request_id"]


def test_a_session_cookie_does_not_let_in(app, sign_in):
    signed_in = sign_in("lilei")
    assert signed_in.get("/accounts").status_code == 200
    for answer in (signed_in.get(ACCOUNTS), signed_in.post(ACCOUNTS, json={"name": "x"}), signed_in.get("/api/v1/me")):
        assert answer.status_code == 401


def test_a_token_in_the_address_does_not_let_in(app):
    good = token(app.company, "wang")
    for name in ("token", "access_token", "bearer", "Authorization"):
        assert app.test_client().get(f"{ACCOUNTS}?{name}={good}").status_code == 401


def test_expired_and_revoked_tokens_do_not_let_in(app):
    expired = token(app.company, "wang", days=-1)
    assert status(app, Authorization=f"Bearer {expired}") == 401
    good, tokens = token(app.company, "wang"), app.company.container.platform.token()
    with app.company.acting("wang"):
        tokens.revoke(tokens.mine()[0].id)
    assert status(app, Authorization=f"Bearer {good}") == 401


def test_scopes_narrow_what_the_user_may_and_never_widen_it(api):
    reader = api("lilei", ["account.view"])
    assert reader.get(ACCOUNTS).status_code == 200
    assert reader.post(ACCOUNTS, json={"name": "x"}).status_code == reader.get("/api/v1/contacts").status_code == 403
    assert reader.get("/api/v1/me").json["scopes"] == {"account.view": "all"}
    greedy = api("wang", ["account.view", "account.remove", "role.edit"])
    assert greedy.get("/api/v1/me").json["scopes"] == {"account.view": "own"}
    assert greedy.get("/api/v1/roles").status_code == 403


def test_the_actor_of_one_request_is_gone_in_the_next(api):
    assert api("wang").get("/api/v1/me").json["name"] == "王强"
    assert current.actor().id == 0


BODIES = [
    (b"{", "application/json", 400),
    (b"", "application/json", 400),
    (b"\xff\xfe", "application/json", 400),
    (b'{"name": NaN}', "application/json", 400),
    (b'{"name": -Infinity}', "application/json", 400),
    (rb'{"name": "\ud800"}', "application/json", 400),
    (b"[" * 100_000, "application/json", 400),
    (b'{"employees": ' + b"9" * 5000 + b"}", "application/json", 400),
    (b'{"name": "x"}', "text/plain", 415),
    (b"name=x", "application/x-www-form-urlencoded", 415),
    (b'{"name": "x"}', "", 415),
    (b'{"name": "' + b"x" * 1_000_001 + b'"}', "application/json", 413),
    (b"[]", "application/json", 422),
    (b'"x"', "application/json", 422),
    (b"null", "application/json", 422),
]


def test_a_body_that_is_no_json_object_is_refused_with_its_own_code(api):
    wang = api("wang")
    for data, content_type, expected in BODIES:
        answer = wang.post(ACCOUNTS, data=data, content_type=content_type)
        assert (answer.status_code, bool(answer.json["error"]["code"])) == (expected, True), data[:40]


def test_a_method_that_is_not_possible_names_those_that_are(api):
    answer = api("wang").put(f"{ACCOUNTS}/1")
    assert answer.status_code == 405 and {"GET", "PATCH", "DELETE"} <= set(answer.headers["Allow"].split(", "))
