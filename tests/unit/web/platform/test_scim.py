"""Another system keeps people here by SCIM 2.0: what it may do, what it hears, and what it may not."""


import pytest
from scim2_client.engines.werkzeug import TestSCIMClient
from scim2_tester import Status, check_server
from werkzeug.test import Client as Browser

from tests.kit.scim import Client

# It writes any text into every attribute, where we keep languages, time zones, phones and departments that there are; it takes away
# what everybody here has; it searches at the root as well, which we do not offer.
OURS = (
    "'name'", "'displayName'", "'active'",
    "'preferredLanguage'", "'timezone'", "'phoneNumbers'", "'emails'", "'members'", "enterprise:2.0:User", "nothing at this address",
)  # fmt: skip
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


@pytest.fixture
def token(app):
    def make(account="lilei", scopes=("scim.edit",)):
        with app.company.acting(account):
            return app.container.platform.token().create("provisioning", list(scopes), 30)

    return make


@pytest.fixture
def scim(app, token):
    return Client(app.test_client(), token())


@pytest.fixture
def people(app):
    """The people as they are now, as the administrator sees them."""

    def find(id):
        with app.company.acting("lilei"):
            return app.container.platform.user().get(int(id))

    return find


def test_a_library_that_checks_servers_finds_nothing_wrong(app, token):
    headers = {"Accept-Language": "en", "Authorization": f"Bearer {token()}"}
    client = TestSCIMClient(Browser(app), scim_prefix="/scim/v2/", environ={"headers": headers})
    client.discover()
    wrong = [
        f"{one.title}: {one.reason}"
        for one in check_server(client)
        if one.status in (Status.ERROR, Status.CRITICAL) and not any(text in str(one.reason) for text in OURS)
    ]
    assert wrong == []


def test_somebody_new_is_added_found_changed_and_out_at_once(app, scim, people, sign_in):
    made = scim("POST", "/Users", scim.user(
        "zoe", externalId="E-7", name={"familyName": "Hart", "givenName": "Zoë"}, title="Seller", userType="ignored",
        emails=[{"value": "zoe@example.com", "type": "work", "primary": True}], **{ENTERPRISE: {"department": "华东组"}},
    ))  # fmt: skip
    assert made.status_code == 201 and made.json["displayName"] == "Zoë Hart" and "userType" not in made.json
    id, where = made.json["id"], f"/Users/{made.json['id']}"
    row = people(id)
    assert (row.account, row.mail, row.department_id, row.roles) == ("zoe", "zoe@example.com", app.company.departments["east"], [])
    both = 'title sw "sell" and active eq true'
    for wanted in ('userName eq "ZOE"', 'externalId eq "E-7"', 'emails[type eq "work" and value co "zoe@"]', both):
        assert [one["id"] for one in scim("GET", f"/Users?filter={wanted}").json["Resources"]] == [id], wanted
    phone = {"op": "add", "path": 'phoneNumbers[type eq "work"].value', "value": "13800138000"}  # as Entra ID sends it
    patch = scim.patch({"op": "Replace", "path": "title", "value": "Manager"}, phone)
    changed = scim("PATCH", where, patch, If_Match=made.headers["ETag"])
    assert changed.status_code == 200 and people(id).title == "Manager" and people(id).phone
    assert scim("PATCH", where, patch, If_Match=made.headers["ETag"]).status_code == 412
    assert scim("PATCH", where, scim.patch({"op": "replace", "value": {"active": False}})).json["active"] is False
    assert people(id).state == "suspended"


def test_suspending_somebody_ends_his_sessions_and_his_history_says_by_which_way(app, scim, people, sign_in):
    wang, id = sign_in("wang"), app.company.users["wang"]
    assert wang.get("/profile").status_code == 200
    scim("PATCH", f"/Users/{id}", scim.patch({"op": "replace", "path": "active", "value": "False"}))
    assert wang.get("/profile").status_code == 303
    assert people(id).state == "suspended"
    history = sign_in("lilei").get(f"/users/{id}/history").text
    assert "API" in history


def test_whoever_is_deleted_has_left_and_may_come_back(app, scim, people):
    id = app.company.users["wang"]
    assert scim("DELETE", f"/Users/{id}").status_code == 204
    assert people(id).state == "left"
    assert scim("GET", f"/Users/{id}").status_code == 404
    assert scim("GET", '/Users?filter=userName eq "wang"').json["totalResults"] == 0
    back = scim("POST", "/Users", scim.user("wang", displayName="王强", active=True))
    assert back.status_code == 201 and back.json["id"] == str(id) and people(id).state == "active"


def test_groups_give_the_roles_that_they_stand_for_and_take_them_again(app, scim, people):
    groups, company = app.container.identity.group(), app.company
    with company.acting("lilei"):
        known = groups.create(groups.module.draft.parse({"name": "Sellers", "role_id": str(company.roles["salesperson"])}))
    sun, han = (str(company.users[name]) for name in ("sun", "han"))
    made = scim("POST", "/Groups", scim.group("sellers", sun, externalId="G-1"))
    assert made.status_code == 201 and made.json["id"] == str(known.id)
    where = f"/Groups/{known.id}"
    assert people(sun).roles == [company.roles["auditor"], company.roles["salesperson"]]
    scim("PATCH", where, scim.patch({"op": "add", "path": "members", "value": [{"value": han}]}))
    scim("PATCH", where, scim.patch({"op": "remove", "path": f'members[value eq "{sun}"]'}))
    assert people(sun).roles == [company.roles["auditor"]]
    assert people(han).roles == [company.roles["manager"], company.roles["salesperson"]]
    assert scim("GET", f"/Users/{han}").json["groups"] == [{"value": str(known.id), "display": "sellers"}]
    with company.acting("lilei"):
        groups.change(known.id, {"role_id": str(company.roles["auditor"])})
    assert people(han).roles == [company.roles["manager"], company.roles["auditor"]]
    assert "members" not in scim("GET", f"{where}?excludedAttributes=members").json
    assert scim("DELETE", where).status_code == 204
    assert people(han).roles == [company.roles["manager"]]


def test_nobody_hands_out_by_it_what_he_does_not_hold_himself(app, token, people):
    company, groups, roles = app.company, app.container.identity.group(), app.container.platform.role()
    with company.acting("lilei"):
        groups.create(groups.module.draft.parse({"name": "admins", "role_id": str(company.roles["administrator"])}))
        kept = [f"{module}.{verb}" for module in ("user", "identity_group") for verb in ("view", "create", "edit")]
        grants = dict.fromkeys(("scim.edit", "token.create", *kept), 4)
        keeper = roles.create(roles.module.draft.parse({"name": "Keeper of people", "grants": grants})).id
        app.container.platform.user().change(company.users["sun"], {"roles": [str(keeper)]})
    scim = Client(app.test_client(), token("sun"))
    new = scim("POST", "/Users", scim.user("new")).json["id"]
    refused = scim("POST", "/Groups", scim.group("admins", new), Accept_Language="en")
    assert refused.status_code == 400 and "cannot grant" in refused.json["detail"]
    assert people(new).roles == []
    assert scim("DELETE", f"/Users/{company.users['lilei']}").status_code in (400, 403)
    assert people(company.users["lilei"]).state == "active"


def test_the_token_opens_this_door_alone_and_no_other_token_does(app, token):
    client, only = app.test_client(), token()
    assert client.get("/api/v1/users", headers={"Authorization": f"Bearer {only}"}).status_code == 403
    other = token(scopes=("user.view", "user.edit"))
    answer = Client(client, other)("GET", "/Users")
    assert answer.status_code == 403 and answer.json["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert Client(client, "crm_wrong")("GET", "/Users").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "kind"),
    [
        ("GET", "/Users/999999", None, 404, None),
        ("GET", "/Users/x", None, 404, None),
        ("GET", "/Me", None, 404, None),
        ("GET", "/Users?filter=userName", None, 400, "invalidFilter"),
        ("GET", "/Users?filter=" + "(" * 20 + "title pr" + ")" * 20, None, 400, "invalidFilter"),
        ("POST", "/Users", {"schemas": []}, 400, None),
        ("POST", "/Users", ["no"], 400, "invalidSyntax"),
        ("POST", "/Users", Client.user("WANG"), 409, "uniqueness"),
        ("POST", "/Users", Client.user("new", emails=[{"value": "no address"}]), 400, "invalidValue"),
        ("POST", "/Groups", Client.group("g", "999999"), 400, "invalidValue"),
        ("PATCH", "/Users/1", Client.patch({"op": "dance"}), 404, None),
    ],
)
def test_what_cannot_be_done_is_said_as_the_protocol_says_it(scim, method, path, body, status, kind):
    answer = scim(method, path, body)
    assert answer.status_code == status and answer.mimetype == "application/scim+json"
    assert answer.json["status"] == str(status) and answer.json["detail"]
    if kind:
        assert answer.json["scimType"] == kind


def test_pages_begin_and_end_where_the_client_says(app, scim):
    listed = scim("GET", "/Users?startIndex=2&count=3").json
    assert (listed["totalResults"], listed["startIndex"], listed["itemsPerPage"]) == (len(app.company.users), 2, 3)
    assert scim("GET", "/Users?count=0").json.get("Resources", []) == []


def test_a_client_in_a_frenzy_is_asked_to_wait(app, scim):
    with app.company.acting("lilei"):
        app.container.platform.setting().change({"pace_api": "2"})
    assert [scim("GET", "/Users?count=0").status_code for _ in range(3)] == [200, 200, 429]
    refused = scim("GET", "/Users?count=0")
    assert refused.json["status"] == "429"
    assert 0 < int(refused.headers["Retry-After"]) <= 30
