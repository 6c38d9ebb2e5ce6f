"""Groups that are kept elsewhere, in the database: who is in them, and which roles they stand for."""

import pytest

from crm.dao.platform.identity_group import IdentityGroupDao
from tests.kit.rows import NOON


@pytest.fixture
def groups(rows):
    return IdentityGroupDao(rows.db)


def test_members_are_put_once_and_named_in_the_order_of_their_names(company, rows, groups):
    one, other = rows.put("identity_group", name="a"), rows.put("identity_group", name="b")
    users = company.users
    for group, who in ((one, "wang"), (one, "chen"), (one, "wang"), (one, "sun"), (other, "zhao")):
        groups.put_members([{"group_id": group, "user_id": users[who]}])
    assert [(one_.group_id, one_.name) for one_ in groups.members([one, other])] == [
        (one, "陈静"),
        (one, "孙丽"),
        (one, "王强"),
        (other, "赵敏"),
    ]
    rows.set("app_user", users["sun"], removed_at=NOON)
    assert [each.name for each in groups.members([one])] == ["陈静", "王强"] and len(groups.people_in([one])) == 3
    assert groups.drop_members(one, [users["wang"], users["zhao"]]) == 1 and groups.people_in([other]) == [users["zhao"]]


def test_what_a_group_stands_for_is_written_down_and_nothing_once_it_is_gone(company, rows, groups):
    wang, role, later = company.users["wang"], company.roles["auditor"], company.roles["manager"]
    kept = rows.put("identity_group", name="Kept", role_id=role, home_id=company.departments["east"])
    rows.put("identity_group", name="Other", role_id=role)
    gone = rows.put("identity_group", name="Gone", role_id=role, removed_at=NOON)
    groups.put_members([{"group_id": group, "user_id": user} for group in (kept, gone) for user in (wang, company.users["zhao"])])
    assert [(one.id, one.name, one.role_id, one.home_id) for one in groups.meaning(["kept", "gone"])] == [
        (kept, "Kept", role, company.departments["east"])
    ]
    assert groups.put_granted([wang]) == 2
    rows.set("identity_group", kept, role_id=later)
    standing = {(one.group_id, one.user_id): (one.granted_id, one.role_id) for one in groups.standing([wang, company.users["zhao"]])}
    assert standing[kept, wang] == (role, later) and standing[gone, wang] == (None, None)
    assert standing[kept, company.users["zhao"]] == (None, later) and len(groups.standing([wang])) == 2


def test_a_client_pages_by_numbers_through_groups_that_are_there_and_finds_one_by_name(company, rows, groups):
    ids = [rows.put("identity_group", name=name, **more) for name, more in (
        ("Alpha", {"external_id": "x"}), ("Beta", {}), ("Gamma", {}), ("Delta", {"removed_at": NOON}))]  # fmt: skip
    with company.acting("lilei"):
        assert [one.id for one in groups.listed(2, 1)] == ids[1:3] and groups.count_listed() == 3
        assert [one.id for one in groups.listed(9, 0, name="beta")] == [ids[1]] == [one.id for one in groups.listed(9, 0, id=ids[1])]
        assert [one.id for one in groups.listed(9, 0, external_id="x")] == [ids[0]] and groups.listed(9, 0, name="delta") == []
        groups.note_members(ids[1])
        assert [one.said for one in groups.listed(9, 0)] == [0, 1, 0]
    with company.acting("wang"):
        assert groups.listed(9, 0) == [] and groups.count_listed() == 0
