"""Access in reasons: what each role says, and what all together say."""

from types import SimpleNamespace

import pytest

from crm.domain.kit.access import Scope
from crm.domain.platform.explain import Holding, gathered, person

RECORD = SimpleNamespace(owner_id=1, department_id=10)


def role(id=1, administrator=False, state="active", user=2, department=10, **grants):
    named = {name.replace("_", "."): int(scope) for name, scope in grants.items()}
    return Holding(user, "某人", state, department, "华东组", id, f"角色{id}", administrator, named)


@pytest.mark.parametrize(
    ("lines", "below", "may", "why"),
    [
        ([role(account_view=Scope.OWN)], [], (), "own"),
        ([role(account_view=Scope.OWN, user=1)], [], ("view",), "own"),
        ([role(account_view=Scope.DEPARTMENT, account_edit=Scope.DEPARTMENT)], [], ("view", "edit"), "department"),
        ([role(account_view=Scope.DEPARTMENT, department=11)], [], (), "department"),
        ([role(account_view=Scope.BELOW, department=9)], [9, 10], ("view",), "below"),
        ([role(account_view=Scope.BELOW, department=9)], [9], (), "below"),
        ([role(account_view=Scope.ALL)], [], ("view",), "all"),
        ([role(administrator=True)], [], ("view", "edit"), "everything"),
        ([role(account_edit=Scope.ALL)], [], (), "nothing"),  # what may not be seen cannot be changed
        ([role(administrator=True, state="suspended")], [], (), "everything"),
        ([role(account_view=Scope.BELOW, department=None, user=1)], [], ("view",), "own"),
    ],
)
def test_each_scope_has_its_reason(lines, below, may, why):
    found = person(lines, below, "account", ("view", "edit"), RECORD)
    assert (found.may, found.ways["view"][0].why) == (may, why)


def test_the_widest_role_lets_in_and_the_others_say_why_they_do_not():
    found = person([role(1, account_view=Scope.OWN), role(2, account_view=Scope.ALL)], [], "account", ("view",), RECORD)
    assert found.may == ("view",) and [(way.source_id, way.opens) for way in found.ways["view"]] == [(1, False), (2, True)]


def test_roles_add_up():
    grants = gathered([role(account_view=1, contact_view=4), role(account_view=3)], 7, 10, [10, 11])
    assert (grants.scope("account.view"), grants.scope("contact.view"), grants.everything) == (Scope.BELOW, Scope.ALL, False)
    assert gathered([role(administrator=True)], 7, None, []).everything
