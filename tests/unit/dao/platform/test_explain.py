"""Who sees a record and through what: the roles of people, and which department lies under which."""

import pytest

from crm.domain.kit.pinyin import sort_key


@pytest.fixture
def explain(company):
    return company.container.platform.explain_dao()


def test_every_role_of_every_active_person_is_told_in_the_order_of_names(company, explain):
    with explain.db.transaction(writes=False):
        found = explain.holdings()
    assert {one.user_name for one in found} >= {"李雷", "韩梅梅", "王强", "赵敏", "陈静", "孙丽"}
    assert [one.user_name for one in found] == sorted((one.user_name for one in found), key=sort_key)
    wang = next(one for one in found if one.user_name == "王强")
    assert (wang.department_name, wang.role_id, wang.administrator) == ("华东组", company.roles["salesperson"], False)
    assert wang.grants["account.view"] and next(one for one in found if one.user_name == "李雷").administrator


def test_one_person_is_told_whatever_his_state_and_without_roles_too(company, explain):
    users = company.container.platform.user()
    with company.acting("lilei"):
        row = users.get(company.users["zhao"])
        users.change(row.id, {"roles": [], "state": "suspended"}, row.version)
    with explain.db.transaction(writes=False):
        assert company.users["zhao"] not in {one.user_id for one in explain.holdings()}
        (found,) = explain.holdings(company.users["zhao"])
    assert (found.user_name, found.role_id, found.grants) == ("赵敏", None, {})


def test_every_department_lies_under_itself_and_all_above_it(company, explain):
    with explain.db.transaction(writes=False):
        tree = {(one.above_id, one.below_id) for one in explain.tree()}
    names = {id: name for name, id in company.departments.items()}
    said = {(names[above], names[below]) for above, below in tree if above in names and below in names}
    assert {("east", "east"), ("sales", "east"), ("hq", "east"), ("hq", "finance")} <= said
    assert ("finance", "east") not in said and ("east", "sales") not in said
