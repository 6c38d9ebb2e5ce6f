"""Saved views in the database: who gets which, shares, places, versions."""

from datetime import UTC, datetime

import pytest

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def views(company):
    """Four views of Wang's in the list of customers: his own, for all, shared with some (nobody yet), and of contacts."""
    dao = company.container.platform.view_dao()
    with dao.db.transaction():
        for id, module, name in ((901, "account", "我的"), (902, "account", "大家的"), (903, "account", "部分人"), (904, "contact", "人")):
            dao.insert(id, module, name, company.users["wang"], {"f": [name]}, NOON)
        dao.update(902, "大家的", "all", {}, 1, NOON)
        dao.update(903, "部分人", "some", {}, 1, NOON)
    return dao


def names(views, company, who, department="south", roles=()):
    with views.db.transaction(writes=False):
        found = views.page("account", company.users[who], company.departments[department], list(roles))
    return {one.name for one in found}


def test_everybody_gets_his_own_and_those_for_all(company, views):
    assert names(views, company, "wang") == {"我的", "大家的", "部分人"}
    assert names(views, company, "chen") == {"大家的"}


@pytest.mark.parametrize("kind", ["user", "department", "above", "role"])
def test_a_view_is_shared_with_people_departments_with_all_below_them_and_roles(company, views, kind):
    targets = {
        "user": ("user", company.users["chen"]), "department": ("department", company.departments["south"]),
        "above": ("department", company.departments["sales"]), "role": ("role", company.roles["salesperson"]),
    }  # fmt: skip
    to, target = targets[kind]
    with views.db.transaction():
        views.put_shares([{"view_id": 903, "kind": to, "target_id": target}])
        assert [(one.kind, one.target_id) for one in views.shares(903)] == [(to, target)]
    assert names(views, company, "chen", roles=[company.roles["salesperson"]]) == {"大家的", "部分人"}
    assert names(views, company, "sun", "finance") == {"大家的"}
    with views.db.transaction():
        assert views.drop_shares(903) == 1
    assert names(views, company, "chen", roles=[company.roles["salesperson"]]) == {"大家的"}


def test_a_list_begins_with_the_view_of_a_role_until_another_takes_its_place(company, views):
    role = company.roles["salesperson"]
    with views.db.transaction():
        views.put_shares([{"view_id": 902, "kind": "role", "target_id": role}])
        found = views.page("account", company.users["chen"], None, [role])
        assert [(one.name, one.begins) for one in found] == [("大家的", True)]
        assert views.drop_beginnings("contact", [role]) == 0 and views.drop_beginnings("account", [role]) == 1


def test_places_are_each_persons_own(company, views):
    wang = company.users["wang"]
    with views.db.transaction():
        views.put_places([{"user_id": wang, "view_id": 902, "position": 3}])
        mine = {one.id: one.position for one in views.page("account", wang, None, [])}
        theirs = {one.id: one.position for one in views.page("account", company.users["chen"], None, [])}
        assert (mine[902], theirs[902]) == (3, None)
        assert views.drop_places(company.users["chen"], [902]) == 0 and views.drop_places(wang, [902]) == 1


def test_a_view_is_written_only_over_the_version_that_was_read_and_brought_back_by_its_owner(company, views):
    with views.db.transaction():
        assert views.update(901, "新名", "none", {"f": []}, 7, NOON) == 0
        assert views.update(901, "新名", "none", {"f": []}, 1, NOON) == 1
        assert [(one.id, one.name, one.state) for one in views.uses("account")][0] == (901, "新名", {"f": []})
        views.mark_removed(901, NOON)
        assert 901 not in {one.id for one in views.uses("account")}
        assert views.removed_module(901, company.users["wang"]) == "account"
        assert views.removed_module(901, company.users["han"]) is None and views.removed_module(902, company.users["wang"]) is None
