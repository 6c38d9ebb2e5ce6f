"""By whatever way: nobody grants what he does not hold, and the last administrator stays. What the services say is tested with them."""

import pytest

from tests.unit.web.api.conftest import client

MORE = "This person may do more than you."


@pytest.fixture
def helper(app, sign_in):
    """Chen Jing may set up people and roles, and look at her own customers."""
    rights = {f"{module}.{verb}": 4 for module in ("role", "user") for verb in ("view", "create", "edit", "mass")}
    with app.company.acting("lilei"):
        roles, users = app.container.platform.role(), app.container.platform.user()
        made = roles.create(roles.module.draft.parse({"name": "帮手", "grants": rights | {"account.view": 1}}))
        users.change(app.company.users["chen"], {"roles": [made.id]})
    return sign_in("chen")


@pytest.fixture
def names(app):
    """The roles that somebody holds now, and what a role grants: what must be as before."""

    def standing():
        with app.company.acting("lilei"):
            roles, users = app.container.platform.role(), app.container.platform.user()
            people = sorted((row.id, tuple(row.roles), row.state) for row in users.find(list(app.company.users.values())))
            return people, sorted((row.name, row.administrator, str(row.grants)) for row in roles.find([one.id for one in roles.names()]))

    return standing


def test_nobody_grants_what_he_does_not_hold_by_form_clone_holders_or_api(app, helper, names):
    roles, users, before = app.company.roles, app.company.users, names()
    api = client(app, "chen")
    clone = helper.get(f"/roles/new?clone={roles['salesperson']}")
    assert clone.status_code == 200 and 'name="grants.account.edit"' in clone.text  # it is shown, and cannot be saved
    answers = [
        helper.post("/roles", data={"name": "销售 (copy)", "grants.account.view": "1", "grants.account.edit": "1"}),
        helper.post("/roles", data={"name": "新", "administrator": "yes"}),
        helper.post(f"/roles/{roles['auditor']}/people", data={"add": str(users["zhao"]), "confirmed": "yes"}),
        helper.post("/users", data={"name": "新人", "account": "new", "state": "active", "language": "zh",
                                    "timezone": "Asia/Shanghai", "roles": str(roles["administrator"])}),
        api.post("/api/v1/roles", json={"name": "新", "grants": {"account.view": 4}}),
        api.post("/api/v1/users", json={"name": "新人", "account": "new", "roles": [roles["administrator"]]}),
        api.patch(f"/api/v1/roles/{roles['administrator']}", json={"name": "我"}, headers={"If-Match": '"1"'}),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [422] * 7 and names() == before
    assert MORE in answers[2].text


def test_the_last_administrator_stays_by_form_holders_bulk_and_api(app, sign_in, names):
    admin, api, me, roles, before = sign_in("lilei"), client(app, "lilei"), app.company.users["lilei"], app.company.roles, names()
    form = {"name": "李雷", "account": "lilei", "state": "active", "language": "zh", "timezone": "Asia/Shanghai", "confirmed": "yes"}
    answers = [
        admin.post(f"/users/{me}", data=form | {"roles": str(roles["auditor"])}),
        admin.post(f"/users/{me}", data=form | {"roles": str(roles["administrator"]), "state": "suspended"}),
        admin.post(f"/roles/{roles['administrator']}", data={"name": "管理员", "factor": "none", "confirmed": "yes"}),
        admin.post(f"/roles/{roles['administrator']}/people", data={"drop": str(me), "confirmed": "yes"}),
        api.patch(f"/api/v1/users/{me}", json={"roles": []}, headers={"If-Match": '"1"'}),
        api.patch(f"/api/v1/roles/{roles['administrator']}", json={"administrator": False}, headers={"If-Match": '"1"'}),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [422] * 6
    admin.post(f"/users/{me}/suspension")
    admin.post("/users/bulk/fields", data={"id": str(me), "field": "state", "state": "suspended"})
    admin.post(f"/users/{me}/removal")
    assert names() == before
