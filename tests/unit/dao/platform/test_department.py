"""Departments and their people in the database."""

import pytest


@pytest.fixture
def departments(company):
    dao = company.container.platform.department_dao()
    with company.acting("lilei"), dao.db.transaction():
        yield dao


def test_people_are_counted_by_department_active_ones_and_all(company, departments):
    with company.container.db().transaction() as work:
        work.cursor.execute(f"UPDATE app_user SET state = 'suspended' WHERE id = {company.users['zhao']}")
    found = {one.department_id: (one.people, one.members) for one in departments.people()}
    assert (found[company.departments["east"]], found[company.departments["sales"]]) == ((1, 2), (1, 1))


def test_the_branches_say_what_belongs_to_what(company, departments):
    parents = {one.id: one.parent_id for one in departments.branches()}
    ids = company.departments
    assert (parents[ids["east"]], parents[ids["sales"]], parents[ids["hq"]]) == (ids["sales"], ids["hq"], None)


def test_the_tree_is_written_anew_as_a_whole(company, departments):
    users, ids = company.container.platform.user_dao(), company.departments
    assert set(users.departments_below(ids["sales"])) == {ids["sales"], ids["east"], ids["south"]}
    assert departments.clear_tree() > 0
    departments.put_tree([{"above_id": ids["sales"], "below_id": ids["east"], "depth": 1}])
    assert users.departments_below(ids["sales"]) == [ids["east"]]
