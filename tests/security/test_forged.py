"""What nobody may type in is not taken by any way of writing: the API, a field in place, many at once, a file."""

import pytest

from crm.domain.kit.module import modules
from tests.security.test_guards import COMPUTED, TYPED

FORGED = ("id", "version", "owner_id", "created_by", "removed_at", "tenant", "administrator", "password_hash")


def own(world):
    return [(modules()[name], row) for (name, which), row in world.rows.items() if which == "own"]


def forged(module):
    """What is no field of the module that somebody fills in, worked out amounts and states included."""
    derived = [field.name for field in module.derived]
    return [name for name in (*FORGED, *derived) if name not in module.draft.own]


def test_the_api_refuses_by_name_what_may_not_be_written(world):
    taken = []
    rules = {rule.endpoint for rule in world.app.url_map.iter_rules()}
    for module, row in own(world):
        if f"api_record.{module.name}_update" in rules:
            body = dict.fromkeys(forged(module), 1)
            answer = world.ask("administrator", "PATCH", f"/api/v1{module.path}/{row.id}", {"If-Match": f'"{row.version}"'}, json=body)
            refused = (answer.json or {}).get("error", {}).get("fields") or {}
            if answer.status_code != 422 or set(body) - set(refused):
                taken.append((module.name, answer.status_code, sorted(set(body) - set(refused))))
    assert taken == []


def test_no_field_in_place_is_one_that_may_not_be_written(world):
    rules = {rule.endpoint for rule in world.app.url_map.iter_rules()}
    taken = []
    for module, row in own(world):
        if f"{module.area}_{module.name}.field_update" in rules:
            for name in forged(module)[-3:]:
                url = f"{module.path}/{row.id}/field/{name}"
                status = world.ask("administrator", "POST", url, data={name: "1", "version": row.version}).status_code
                taken += [(module.name, name, status)] if status not in (403, 404) else []
    assert taken == []


def test_many_at_once_and_files_know_no_other_fields(world):
    with world.system():
        for module in modules().values():
            assert not {name for name in module.mass if name in COMPUTED and (module.name, name) not in TYPED}, module.name
            assert not set(module.mass) - set(module.draft.fields), module.name


@pytest.mark.parametrize("name", ["version", "owner_id", "created_by", "id", "department_id", "custom"])
def test_many_at_once_over_the_api_refuse_it_by_name(world, name):
    body = {"ids": [world.rows["account", "own"].id], "action": "edit", "values": {name: 1}}
    answer = world.ask("administrator", "POST", "/api/v1/accounts/bulk", json=body)
    assert answer.status_code == 422 and name in answer.json["error"]["fields"]


def test_somebody_makes_himself_no_administrator(world):
    """By no form, whatever it says: of his profile, of a person, of a role."""
    me, role = world.company.users["salesperson"], world.company.roles["salesperson"]
    sent = {"administrator": "yes", "roles": world.company.roles["administrator"], "grants": "{}", "name": "x", "version": "1"}
    for method, url in (("POST", "/profile"), ("POST", f"/users/{me}"), ("POST", f"/roles/{role}"), ("POST", "/users"), ("POST", "/roles")):
        with world.undone():
            world.send("salesperson", method, url, data=sent)
            assert not world.actor("salesperson").grants.everything, url
    for url in (f"/api/v1/users/{me}", f"/api/v1/roles/{role}"):
        with world.undone():
            status = world.send("manager", "PATCH", url, {"If-Match": '"1"'}, json={"administrator": True, "roles": [1]}).status_code
            assert status == 403, url
