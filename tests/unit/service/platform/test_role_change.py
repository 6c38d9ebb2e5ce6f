"""Foreseeing what a change of roles does, counted by the predicate of lists on both databases."""

import pytest

from crm.domain.kit.access import Scope
from crm.domain.kit.filter import Query
from crm.domain.platform.role import RoleDraft
from crm.service.platform import role_change


@pytest.fixture
def customers(company):
    """Three of Wang's, two of Chen's, one of Han's."""
    accounts = company.container.customer.account()
    for owner, count in (("wang", 3), ("chen", 2), ("han", 1)):
        with company.acting(owner):
            for n in range(count):
                accounts.create(accounts.module.draft.parse({"name": f"{owner} {n}", "kind": "company"}))
    return accounts


def told(found):
    return {(one.module, one.wider): (sorted(p.name for p in one.people), one.count) for one in found.sights}


def seen(company, customers, account):
    with company.acting(account):
        return {row.id for row in customers.page(Query())}


def test_what_is_foreseen_is_what_happens(company, customers):
    """The number before saving is the number of records that are gone from the lists after it."""
    roles, changes = company.container.platform.role(), company.container.platform.role_change()
    people = ("wang", "zhao", "chen")
    with company.acting("lilei"):
        wide = dict(roles.get(company.roles["salesperson"]).grants) | {"account.view": Scope.BELOW}
        roles.change(company.roles["salesperson"], {"grants": wide})
        before = {one: seen(company, customers, one) for one in people}
        narrow = wide | {"account.view": Scope.OWN, "account.edit": Scope.NONE}
        found = changes.of_role(company.roles["salesperson"], False, narrow)
        roles.change(company.roles["salesperson"], {"grants": narrow})
    lost = set().union(*(before[one] - seen(company, customers, one) for one in people))
    assert told(found) == {("account", False): (["王强", "赵敏", "陈静"], len(lost))} and len(lost) == 3
    assert [(one.verb, one.after, one.modules) for one in found.deeds] == [("edit", Scope.NONE, ("account",))]


def test_what_another_role_still_grants_is_not_lost(company, customers):
    roles, users, changes = company.container.platform.role(), company.container.platform.user(), company.container.platform.role_change()
    with company.acting("lilei"):
        reader = roles.create(RoleDraft.parse({"name": "查看客户", "grants": {"account.view": 4}}))
        users.change(company.users["wang"], {"roles": [company.roles["salesperson"], reader.id]})
        found = changes.of_role(company.roles["salesperson"], False, {})
        assert told(found)["account", False] == (["赵敏", "陈静"], 2)  # Wang sees all customers still, Chen loses his two
        assert found.people == 3
        assert not changes.of_role(reader.id, False, {"account.view": 4})


def test_giving_and_taking_a_role_is_foreseen_too(company, customers):
    changes = company.container.platform.role_change()
    with company.acting("lilei"):
        found = changes.of_people({company.users["wang"]: [company.roles["auditor"]]})
        assert told(found)["account", True] == (["王强"], 3)  # those of Chen and Han
        assert ("account", False) not in told(found)
        assert {one.verb for one in found.deeds if not one.wider} >= {"create", "edit"}
        assert told(changes.of_people({company.users["han"]: [company.roles["manager"], company.roles["administrator"]]}))["role", True]


def test_counting_ends_where_it_would_take_long(company, customers, monkeypatch):
    monkeypatch.setattr(role_change, "MOST", 2)
    monkeypatch.setattr(role_change, "COUNTED", 1)
    with company.acting("lilei"):
        found = company.container.platform.role_change().of_role(company.roles["salesperson"], False, {})
    assert [one.count for one in found.sights if one.count is not None] == [3]


def test_ready_roles_know_how_they_came(company):
    roles, changes = company.container.platform.role(), company.container.platform.role_change()
    with company.acting("lilei"):
        made = roles.create_ready("service_manager")
        roles.change(made.id, {"name": "客服主管", "grants": {}})
        came = changes.came(made.id)
        assert came.grants and came.key == "service_manager" and changes.came(company.roles["auditor"]) is None
