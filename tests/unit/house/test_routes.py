"""Every route asks for a permission; the few that no role grants are named here, each on purpose."""

from fnmatch import fnmatch

import pytest
from flask import Flask
from werkzeug.routing.converters import NumberConverter

from crm.app import create_app
from crm.container import build
from crm.domain.kit.module import modules
from crm.domain.platform.role import known_permissions
from crm.web.kit.page import Page, permits
from tests.kit import served

# Open to the world: nothing here shows or changes what belongs to somebody; a calendar's feed asks for its secret address, and what a
# form on the web takes is slowed down and held against robots; a quote is shown to whoever has the secret address of its link.
PUBLIC = (
    "api_docs.*", "api_openapi.show", "customer_calendar_feed.show", "platform_auth.new", "platform_auth.create",
    "platform_auth.destroy", "platform_auth.passkey", "platform_brand.*", "platform_auth.passkey_options", "platform_health.*",
    "platform_oidc.*", "platform_password.ask", "platform_password.send", "platform_password.new", "platform_password.create",
    "platform_profile.language", "platform_setup.*", "platform_step.*", "sales_lead_submission.*", "sales_quote_view.*", "static",
)  # fmt: skip
# One's own things, and pages whose service asks for the right that the record in question needs.
SIGNED_IN = (
    "api_export_file.file", "api_me.*", "api_search.*", "customer_today.*", "customer_transfer.*", "customer_transfer_export.*",
    "platform_auth.held",
    "platform_absence.mine", "platform_absence.enter", "platform_absence.drop", "platform_absence.now", "platform_approval.*",
    "platform_draft.store", "platform_factor.*", "platform_follow.*", "platform_identity.*", "customer_duplicate.strip",
    "platform_job.mine", "platform_job.show",
    "platform_job.cancel", "platform_journal.mine", "platform_journal.show", "platform_journal.undo", "platform_key.*", "platform_notice.*",
    "platform_palette.*", "platform_password.change", "platform_password.store", "platform_profile.*", "platform_prove.*",
    "platform_search.*",
    "platform_user.options", "platform_view_as.destroy",
    "sales_delivery_line.show", "sales_line.*", "sales_paper.show", "sales_paper_mail.*", "sales_sales_order_line.show",
)  # fmt: skip


def unlisted(app: Flask) -> list[str]:
    """Routes without a permission that a role can grant and that no list above names."""
    known, found = known_permissions(modules()), []
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "permission", None)
        public = any(fnmatch(rule.endpoint, pattern) for pattern in PUBLIC)
        signed_in = any(fnmatch(rule.endpoint, pattern) for pattern in SIGNED_IN)
        if not (permission in known or (permission == "signed_in" and signed_in) or (permission in ("public", None) and public)):
            found.append(f"{rule.endpoint}: {permission}")
    return sorted(found)


@pytest.fixture
def planted(sqlite_db, tmp_path):
    """An application with one more page, whose one action is the given function."""
    app = create_app(served.settings(tmp_path), build(served.settings(tmp_path), sqlite_db))

    def plant(action):
        page = Page("crm.web.planted.thing", url="/planted")
        page.add_url_rule("", "index", action)
        app.register_blueprint(page)
        return app

    return plant


def test_every_route_asks_for_a_permission(app):
    assert unlisted(app) == []


def test_every_exception_is_of_a_route_that_exists(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert [pattern for pattern in (*PUBLIC, *SIGNED_IN) if not any(fnmatch(endpoint, pattern) for endpoint in endpoints)] == []


@pytest.mark.parametrize(
    ("permission", "found"),
    [
        (None, "planted_thing.index: None"),
        ("public", "planted_thing.index: public"),
        ("signed_in", "planted_thing.index: signed_in"),
        ("acount.edit", "planted_thing.index: acount.edit"),
    ],
)
def test_a_planted_route_without_one_is_found(planted, permission, found):
    def index() -> str:
        return ""

    assert unlisted(planted(permits(permission)(index) if permission else index)) == [found]


def test_a_route_that_changes_something_is_never_a_get(app):
    writing = ("create", "update", "destroy", "undo", "finish", "store", "send", "revoke")
    reached = [r.endpoint for r in app.url_map.iter_rules() if r.endpoint.split(".")[-1].startswith(writing) and "GET" in (r.methods or ())]
    assert reached == []


def test_nobody_signed_in_is_led_to_the_sign_in_from_every_page(app):
    client, open_ = app.test_client(), []
    for rule in app.url_map.iter_rules():
        if getattr(app.view_functions[rule.endpoint], "permission", "public") == "public" or rule.rule.startswith(("/api/", "/scim/")):
            continue
        with app.test_request_context():
            values = {name: 1 if isinstance(rule._converters[name], NumberConverter) else "account" for name in rule.arguments}
            url = rule.build(values)[1]
        answer = client.open(url, method="GET" if "GET" in rule.methods else next(iter(rule.methods - {"OPTIONS"})))
        if answer.status_code != 303 or "/sign-in" not in answer.headers.get("Location", ""):
            open_.append(f"{rule.endpoint}: {answer.status_code}")
    assert open_ == []
