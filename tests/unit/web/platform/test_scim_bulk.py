"""Many people and groups in one request, and every way of PATCH that RFC 7644 gives an example of."""

import pytest

from crm.domain.platform.scim_bulk import MOST_OPERATIONS, REQUEST
from tests.kit.scim import Client


@pytest.fixture
def scim(app):
    with app.company.acting("lilei"):
        return Client(app.test_client(), app.container.platform.token().create("provisioning", ["scim.edit"], 30))


def bulk(scim, *operations, **more):
    return scim("POST", "/Bulk", {"schemas": [REQUEST], "Operations": list(operations), **more})


def test_people_and_the_group_that_names_them_come_in_one_request(app, scim):
    answer = bulk(
        scim,
        {"method": "POST", "path": "/Groups", "bulkId": "ytrewq", "data": scim.group("Tour Guides", "bulkId:qwerty")},
        {"method": "POST", "path": "/Users", "bulkId": "qwerty", "data": scim.user("alice")},
        {"method": "PATCH", "path": "/Users/bulkId:qwerty", "data": scim.patch({"op": "replace", "path": "title", "value": "Guide"})},
        {"method": "POST", "path": "/Users", "bulkId": "again", "data": scim.user("WANG")},
        {"method": "DELETE", "path": f"/Users/{app.company.users['zhao']}"},
        {"method": "PUT", "path": "/Users/999999", "data": scim.user("nobody")},
        {"method": "PATCH", "path": "/Groups/bulkId:again", "data": {}},
    )
    assert answer.status_code == 200 and answer.mimetype == "application/scim+json"
    told = answer.json["Operations"]
    assert [one["status"] for one in told] == ["201", "201", "200", "409", "204", "404", "409"]
    assert told[3]["response"]["scimType"] == "uniqueness" and told[1]["bulkId"] == "qwerty" and told[1]["version"]
    assert told[1]["location"].rpartition("/scim/v2")[2] == f"/Users/{told[1]['location'].rpartition('/')[2]}"
    group = scim("GET", told[0]["location"].rpartition("/scim/v2")[2]).json
    assert [one["display"] for one in group["members"]] == ["alice"]
    with app.company.acting("lilei"):
        users = app.container.platform.user()
        assert users.find_one("alice").title == "Guide" and users.get(app.company.users["zhao"]).state == "left"


def test_it_leaves_off_after_so_many_errors_and_takes_no_more_than_it_says(app, scim):
    wrong = [{"method": "POST", "path": "/Users", "bulkId": str(at), "data": {}} for at in range(3)]
    good = {"method": "POST", "path": "/Users", "bulkId": "good", "data": scim.user("bob")}
    assert [one["status"] for one in bulk(scim, *wrong, good, failOnErrors=2).json["Operations"]] == ["400", "400"]
    assert [one["status"] for one in bulk(scim, *wrong, good).json["Operations"]] == ["400", "400", "400", "201"]
    assert bulk(scim, *[{**good, "bulkId": str(at)} for at in range(MOST_OPERATIONS + 1)]).status_code == 413
    assert bulk(scim, {"method": "GET", "path": "/Users/7"}).status_code == 400
    said = scim("GET", "/ServiceProviderConfig").json["bulk"]
    assert said == {"supported": True, "maxOperations": MOST_OPERATIONS, "maxPayloadSize": 1_000_000}
    with app.company.acting("lilei"):
        other = Client(app.test_client(), app.container.platform.token().create("x", ["user.view"], 30))
    assert bulk(other, good).status_code == 403


HOME, WORK = {"type": "home", "value": "13800138000"}, {"type": "work", "value": "13900139000"}


def test_every_way_of_patching_that_the_standard_shows_is_understood(app, scim):
    """RFC 7644, 3.5.2.1 to 3.5.2.3, with attributes that are kept here in the place of the examples' own."""
    id, wang, chen = scim("POST", "/Users", scim.user("babs", emails=[{"value": "babs@example.com", "type": "work"}])).json["id"], *(
        str(app.company.users[who]) for who in ("wang", "chen")
    )
    group = scim("POST", "/Groups", scim.group("Guides", wang)).json["id"]
    assert id

    def person(*operations):
        answer = scim("PATCH", f"/Users/{id}", scim.patch(*operations))
        assert answer.status_code in (200, 204), answer.text
        return answer.json

    def members(*operations):
        answer = scim("PATCH", f"/Groups/{group}", scim.patch(*operations))
        assert answer.status_code in (200, 204), answer.text
        return {one["value"] for one in answer.json.get("members", ())}

    assert members({"op": "add", "path": "members", "value": [{"display": "Chen", "value": chen}]}) == {wang, chen}
    assert person({"op": "add", "value": {"emails": [{"value": "babs@jensen.org", "type": "home"}], "title": "Guide"}})["title"] == "Guide"
    assert members({"op": "remove", "path": f'members[value eq "{wang}"]'}) == {chen}
    assert members({"op": "add", "path": "members", "value": [{"value": wang}]}, {"op": "remove", "path": "members"}) == set()
    found = person({"op": "remove", "path": 'emails[type eq "work" and value ew "example.com"]'})
    assert "babs@example.com" not in str(found.get("emails"))
    assert members({"op": "replace", "path": "members", "value": [{"value": wang}, {"value": chen}]}) == {wang, chen}
    both = {"op": "remove", "path": f'members[value eq "{wang}"]'}, {"op": "add", "path": "members", "value": [{"value": id}]}
    assert members(*both) == {chen, id}
    assert person({"op": "replace", "path": "phoneNumbers", "value": [WORK]})["phoneNumbers"][0]["value"] == "+8613900139000"
    changed = person({"op": "replace", "path": 'phoneNumbers[type eq "work"]', "value": {"type": "work", "value": "13700137000"}})
    assert changed["phoneNumbers"][0]["value"] == "+8613700137000"
    changed = person({"op": "replace", "path": 'phoneNumbers[type eq "work"].value', "value": "13600136000"})
    assert changed["phoneNumbers"][0]["value"] == "+8613600136000"
    changed = person({"op": "replace", "value": {"displayName": "Barbara", "phoneNumbers": [HOME], "active": True}})
    assert (changed["displayName"], changed["phoneNumbers"][0]["value"]) == ("Barbara", "+8613800138000")
    assert person({"op": "replace", "path": "name.familyName", "value": "Jensen"})["name"]["familyName"] == "Jensen"
    enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
    assert person({"op": "add", "path": f"{enterprise}:department", "value": "华东组"})[enterprise]["department"] == "华东组"
    assert "title" not in person({"op": "remove", "path": "title"})
    refused = scim("PATCH", f"/Users/{id}", scim.patch({"op": "remove"}))
    assert (refused.status_code, refused.json["scimType"]) == (400, "noTarget")
    refused = scim("PATCH", f"/Users/{id}", scim.patch({"op": "replace", "path": "title[", "value": "x"}))
    assert (refused.status_code, refused.json["scimType"]) == (400, "invalidPath")
    readonly = scim("PATCH", f"/Users/{id}", scim.patch({"op": "replace", "path": "id", "value": "1"}))
    assert (readonly.status_code, readonly.json["scimType"]) == (400, "mutability")
