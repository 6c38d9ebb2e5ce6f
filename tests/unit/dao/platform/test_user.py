"""Users in the database: who is found by which name, and what roles give."""

import pytest


@pytest.fixture
def users(company):
    dao = company.container.platform.user_dao()
    with dao.db.transaction():
        yield dao


def test_an_account_is_found_by_name_or_mail_however_it_is_written(company, users):
    for text in ("wang", "WANG", "Wang@Example.com"):
        assert users.by_account(text).id == company.users["wang"]
    assert users.by_account("nobody") is None


def test_a_removed_user_is_found_no_more_but_still_counts(company, users):
    before = users.count_users()
    with company.container.db().transaction() as work:
        work.cursor.execute(f"UPDATE app_user SET removed_at = created_at WHERE id = {company.users['wang']}")
    assert (users.by_account("wang"), users.by_id(company.users["wang"])) == (None, None)
    assert users.count_users() == before


def test_colleagues_are_found_by_name_account_or_pinyin(company, users):
    assert [one.name for one in users.colleagues(10, like="%强%", start="nobody%")] == ["王强"]
    assert [one.name for one in users.colleagues(10, like="%zhao%", start="nobody%")] == ["赵敏"]
    assert [one.name for one in users.colleagues(10, like="nobody", start="zhao%")] == ["赵敏"]
    assert len(users.colleagues(2)) == 2
    assert users.colleagues(10, like="%!%%", start="nobody%") == []


def test_roles_are_put_once_and_give_their_grants(company, users):
    wang, role = company.users["wang"], company.roles["auditor"]
    assert [one.name for one in users.role_grants(wang)] == ["销售"]
    users.put_roles([{"user_id": wang, "role_id": role}] * 2)
    assert {one.name for one in users.role_grants(wang)} == {"销售", "审计"}
    assert users.drop_roles([wang]) == 2
    assert [one.administrator for one in users.roles_named([company.roles["administrator"], 0])] == [True]


def test_only_active_administrators_are_counted(company, users):
    assert users.administrators() == 1
    with company.container.db().transaction() as work:
        work.cursor.execute(f"UPDATE app_user SET state = 'suspended' WHERE id = {company.users['lilei']}")
    assert users.administrators() == 0


def test_the_stamp_moves_with_every_call(users):
    before = users.access_stamp()
    users.move_stamp()
    assert users.access_stamp() == before + 1


def test_who_may_not_sign_in_is_not_among_the_active(company, users):
    wang, zhao = company.users["wang"], company.users["zhao"]
    with company.container.db().transaction() as work:
        work.cursor.execute(f"UPDATE app_user SET state = 'suspended' WHERE id = {zhao}")
    assert users.active([wang, zhao, 424242]) == [wang]
    assert users.active([]) == []


def test_whose_department_moved_is_read_from_the_change_set(company, users):
    service, journal = company.container.platform.user(), company.container.platform.journal()
    wang, zhao = company.users["wang"], company.users["zhao"]
    with company.acting("lilei"):
        moved = service.change_all([wang, zhao], {"department_id": company.departments["finance"]}).change_set_id
        paused = service.change_all([wang, zhao], {"state": "suspended"}).change_set_id
        assert len(journal.items(moved)) == 2
    assert users.moved(moved) == sorted([wang, zhao])
    assert users.moved(paused) == []
