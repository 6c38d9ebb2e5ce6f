"""An administrator sees what somebody else sees: the same pages, and nothing that changes anything."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from werkzeug.routing.converters import NumberConverter

from crm.service.platform import view_as
from crm.web.kit.record import RecordPage
from crm.web.view_as import PRIVATE

NOTED = ("platform_notice.show",)  # to open it is to have read it
EXPORTS = ("customer_transfer_export.", "sales_paper.")  # what leaves is counted in the name of whoever takes it


@pytest.fixture
def customer(app):
    """Of Wang; Chen cannot see it."""
    accounts = app.container.customer.account()
    with app.company.acting("wang"):
        return accounts.create(accounts.module.draft.parse({"name": "云帆科技", "kind": "company"})).id


@pytest.fixture
def viewer(app, sign_in):
    """Li Lei, looking at the program as Wang Qiang."""
    client = sign_in("lilei")
    assert client.post(f"/users/{app.company.users['wang']}/view").status_code == 303
    return client


def events(app, kind):
    return [one for one in app.container.platform.security().page(None, 50) if one.kind == kind]


def test_he_sees_the_lists_and_the_menu_of_that_person_and_the_bar(app, viewer, sign_in, customer):
    page = viewer.get("/accounts").text
    assert "云帆科技" in page and "You see what 王强 sees." in page and 'href="/settings"' not in page
    assert viewer.get("/roles").status_code == sign_in("wang").get("/roles").status_code == 403
    viewer.post("/users/view/end")
    assert "You see what" not in viewer.get("/accounts").text and viewer.get("/roles").status_code == 200


def test_what_is_sent_is_refused_and_nothing_is_written(app, viewer, customer):
    refused = viewer.post(f"/accounts/{customer}", data={"name": "改名", "version": "1"})
    assert refused.status_code == 403 and "nothing in another’s name" in refused.text.replace("change ", "")
    assert viewer.post("/accounts", data={"name": "新客户", "kind": "company"}).status_code == 403
    assert viewer.get("/exports/account.csv").status_code == 403 and viewer.get("/profile").status_code == 403
    with app.company.acting("lilei"):
        assert app.container.customer.account().get(customer).name == "云帆科技"


def test_beginning_and_end_are_noted_with_both_names(app, viewer):
    viewer.post("/users/view/end")
    for kind in ("view_as", "view_as_end"):
        (event,) = events(app, kind)
        assert event.user_id == app.company.users["wang"] and event.detail["by"] == app.company.users["lilei"]
        assert (event.detail["name"], event.detail["by_name"]) == ("王强", "李雷")


def test_signing_out_ends_it(app, viewer):
    assert viewer.post("/sign-out").status_code == 303
    assert len(events(app, "view_as_end")) == 1 and viewer.get("/accounts").status_code == 303


def test_it_ends_by_itself_after_half_an_hour(app, viewer, monkeypatch):
    assert timedelta(minutes=30) == view_as.HOLDS
    monkeypatch.setattr(view_as, "HOLDS", timedelta(0))
    assert "You see what" not in viewer.get("/accounts").text and len(events(app, "view_as_end")) == 1


@pytest.mark.parametrize("change", [{"state": "suspended"}, {"roles": ["administrator"]}])
def test_it_ends_when_the_person_may_no_longer_be_looked_at(app, viewer, change):
    given = {name: [app.company.roles[one] for one in value] if name == "roles" else value for name, value in change.items()}
    with app.company.acting("lilei"):
        app.container.platform.user().change(app.company.users["wang"], given)
    assert "You see what" not in viewer.get("/accounts").text


def test_only_administrators_look_and_never_at_each_other_or_themselves(app, sign_in):
    wang, lilei = app.company.users["wang"], app.company.users["lilei"]
    assert sign_in("han").post(f"/users/{wang}/view").status_code == 403
    refused = sign_in("lilei").get(f"/users/{lilei}/view")
    assert "An administrator sees everything" in refused.text
    assert sign_in("lilei").post(f"/users/{lilei}/view").status_code == 422


def test_every_page_answers_as_for_that_person(app, viewer, sign_in, customer):
    """Pages that would write on the way say so here: nothing may be written in another's name."""
    wang, differs, asked = sign_in("wang"), [], 0
    alike = {name for name, page in app.blueprints.items() if isinstance(page, RecordPage)} - {"customer_account"}
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.rule.startswith(("/api/", "/static/", "/scim/")) or rule.endpoint.split(".")[0] in alike:
            continue
        with app.test_request_context():
            numbers = {name: customer if isinstance(rule._converters[name], NumberConverter) else "account" for name in rule.arguments}
            url = rule.build(numbers)[1]
        mine, asked = wang.get(url).status_code, asked + 1
        found = viewer.get(url).status_code
        if found != mine and not rule.endpoint.startswith((*PRIVATE, *EXPORTS, *NOTED)):
            differs.append(f"{rule.endpoint}: {mine} for him, {found} for who looks")
    assert not differs, "\n".join(differs)
    assert asked > 100


def test_each_line_of_the_log_names_both(app, viewer):
    with capture_logs() as lines:
        viewer.get("/accounts")
    (line,) = (one for one in lines if one["event"] == "request")
    assert (line["user"], line["seen_by"]) == (app.company.users["wang"], app.company.users["lilei"])
