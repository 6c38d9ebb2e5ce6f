"""Addresses with their permissions, and the statements behind them."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from crm.cli.reach import Reach
from tests.unit.cli.conftest import Call

AROUND = {"auth.session", "auth.see", "setting.stamp", "setting.all"}  # of every request, whatever its route
WAYS = [
    ("GET", "/accounts", {}, "customer_account.index"),
    ("GET", "/accounts/new", {}, "customer_account.new"),
    ("POST", "/accounts", {"name": "北京云帆科技有限公司", "kind": "company", "tags": "VIP"}, "customer_account.create"),
    ("GET", "/contacts", {}, "customer_contact.index"),
    ("GET", "/journal", {}, "platform_journal.index"),
    ("GET", "/users", {}, "platform_user.index"),
    ("GET", "/departments", {}, "platform_department.index"),
]


def test_a_route_is_shown_with_method_address_endpoint_and_permission(call: Call):
    lines = [line.split() for line in call("routes", "customer_account.destroy").stdout.splitlines()]
    assert lines == [["POST", "/accounts/<int:id>/removal", "customer_account.destroy", "account.remove"]]


def test_every_route_names_its_permission(call: Call):
    without = [line for line in call("routes").stdout.splitlines() if line.endswith(" -")]
    assert [line.split()[2] for line in without] == ["static"]


def test_the_statements_of_a_route_stand_where_they_are_said_to_stand(call: Call):
    said = call("sql", "customer_account.destroy", "--way").output
    assert "account.mark_removed" in said and "← AccountPage.destroy ← AccountService.remove_all ← Writer.remove" in said
    assert "There is no route /nowhere." in call("sql", "/nowhere").output


@pytest.mark.parametrize(("method", "path", "form", "endpoint"), WAYS, ids=[way[3] for way in WAYS])
def test_what_a_request_runs_was_foretold(
    app: Flask, sign_in: Callable[[str], FlaskClient], monkeypatch: pytest.MonkeyPatch, method: str, path: str,
    form: dict[str, str], endpoint: str,
):  # fmt: skip
    client = sign_in("lilei")
    ran: set[str] = set()
    monkeypatch.setattr(app.container.db(), "watch", lambda label, took: ran.add(label))
    assert client.open(path, method=method, data=form).status_code in (200, 303)
    with app.app_context():
        foretold = set(Reach(app).of(app.view_functions[endpoint]))
    assert ran and ran - AROUND - foretold == set()
