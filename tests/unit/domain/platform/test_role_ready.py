"""The roles that a company begins with grant what their names promise."""

import pytest

from crm.domain.kit.access import Scope
from crm.domain.kit.module import modules
from crm.domain.platform.role import known_permissions
from crm.domain.platform.role_ready import READY, ready_grants


def grants(key):
    return ready_grants(key, modules())


@pytest.mark.parametrize("key", [key for key in READY if key != "administrator"])
def test_every_ready_role_grants_only_what_exists(key):
    assert grants(key) and set(grants(key)) <= set(known_permissions(modules()))


def test_the_auditor_reads_everything_and_writes_nothing():
    known = known_permissions(modules())
    assert grants("auditor") == {name: Scope.ALL for name in known if name.endswith(".view")}


def test_salespeople_work_on_their_own_and_take_nothing_out():
    found = grants("salesperson")
    assert found["account.edit"] == Scope.OWN and found["tag.view"] == Scope.ALL
    assert not {"account.export", "account.remove", "account.assign", "user.edit", "role.view"} & set(found)
    assert found["opportunity_member.remove"] == Scope.OWN and "opportunity.remove" not in found  # what one put on a deal comes off
    assert {name for name in found if name.startswith(("product_part.", "discount_limit."))} == {"product_part.view", "discount_limit.view"}
    assert not [name for name in grants("manager") if name in ("discount_limit.create", "discount_limit.edit", "discount_limit.remove")]


@pytest.mark.parametrize("key", ["manager", "salesperson", "agent", "marketer"])
def test_rules_of_the_house_are_read_by_all_and_set_up_by_administrators(key):
    assert {name for name in grants(key) if name.startswith("preference_card.")} == {"preference_card.view"}


def test_managers_reach_down_their_departments():
    assert grants("manager")["account.assign"] == Scope.BELOW and "user.edit" not in grants("manager")


def test_what_is_asked_of_people_is_set_by_their_managers_and_seen_by_each():
    assert {name: scope for name, scope in grants("salesperson").items() if name.startswith("target.")} == {"target.view": Scope.OWN}
    assert grants("manager")["target.edit"] == Scope.BELOW
    assert [name for name in grants("manager") if name.startswith("evaluation_scheme.")] == ["evaluation_scheme.view"]


def test_managers_find_and_merge_duplicates_and_salespeople_do_not():
    assert {name for name in grants("manager") if name.startswith("duplicate.")} == {"duplicate.view", "duplicate.edit"}
    assert not [name for name in grants("salesperson") if name.startswith("duplicate.")]


@pytest.mark.parametrize("key", ["analyst", "auditor"])
def test_who_only_looks_changes_no_customer(key):
    assert not [name for name in grants(key) if name.startswith("account.") and name != "account.view"]


def test_finance_keeps_what_comes_in_and_changes_no_contract_and_no_customer():
    found = grants("finance")
    assert found["receipt.create"] == found["invoice_request.approve"] == Scope.ALL
    assert {name for name in found if name.startswith(("contract.", "account."))} == {"contract.view", "account.view"}
