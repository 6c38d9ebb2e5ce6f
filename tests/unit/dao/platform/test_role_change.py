"""What a change of roles touches, in the database."""

import pytest

from crm.dao.platform.role_change import RoleChangeDao
from tests.kit.rows import NOON


@pytest.fixture
def changes(rows):
    return RoleChangeDao(rows.db)


def test_active_people_come_with_each_of_their_roles_however_they_are_asked_for(company, rows, changes):
    users, seller, auditor = company.users, company.roles["salesperson"], company.roles["auditor"]
    rows.put("user_role", user_id=users["wang"], role_id=auditor)
    bare = rows.put("app_user", account="n", name="新", state="active", department_id=company.departments["east"], sort_key="~")
    assert [(one.name, one.role_id) for one in changes.people(role_id=auditor)] == [("孙丽", auditor), ("王强", seller), ("王强", auditor)]
    assert [(one.name, one.role_id) for one in changes.people(user_ids=[bare, users["zhao"]])] == [("赵敏", seller), ("新", None)]
    assert {one.name for one in changes.people(department_ids=[company.departments["east"]])} == {"王强", "赵敏", "新"}
    assert changes.people(user_ids=[users["wang"]], role_id=company.roles["manager"]) == []
    rows.set("app_user", users["zhao"], state="suspended")
    rows.set("app_user", users["chen"], removed_at=NOON)
    rows.set("role", auditor, removed_at=NOON)
    assert {(one.name, one.role_id, one.department_name) for one in changes.people(role_id=seller)} == {
        ("王强", seller, "华东组"), ("王强", None, "华东组")
    }  # fmt: skip


def test_a_role_keeps_the_key_that_it_came_by(company, changes):
    assert changes.put_ready(company.roles["auditor"], "audit") == 1
    assert changes.ready(company.roles["auditor"]) == "audit" and changes.ready(company.roles["manager"]) is None
