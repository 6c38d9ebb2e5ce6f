"""Members of pools in the database, and who manages which."""

from crm.dao.sales.pool_member import PoolMemberDao
from tests.kit.rows import NOON


def test_members_come_as_they_were_put_and_name_who_they_are(company, rows):
    dao, pool, other = PoolMemberDao(rows.db), rows.put("pool", name="华东公海"), rows.put("pool")
    made = [
        rows.put("pool_member", **{"pool_id": pool} | more)
        for more in (
            {"person_id": company.users["wang"]},
            {"removed_at": NOON},
            {"unit_id": company.departments["east"]},
            {"pool_id": other},
        )
    ]
    assert [(one.id, one.person_name, one.unit_name, one.pool_name) for one in dao.of(pool)] == [
        (made[0], "王强", None, "华东公海"),
        (made[2], None, "华东组", "华东公海"),
    ]
    assert sorted(dao.pools_with(made)) == [pool, other] and dao.pools_with(made[:3]) == [pool]


def test_a_pool_is_managed_by_name_by_a_role_that_is_there_and_by_a_department_above(company, rows):
    dao, wang, role, sales = PoolMemberDao(rows.db), company.users["wang"], company.roles["salesperson"], company.departments["sales"]
    for pool, more in ((1, {"person_id": wang}), (2, {"role_id": role}), (3, {"unit_id": sales}), (3, {"person_id": wang}),
                       (4, {"person_id": wang, "manages": False}), (5, {"person_id": wang, "removed_at": NOON}),
                       (6, {"person_id": company.users["zhao"]}),
                       (8, {"role_id": company.roles["manager"]}), (7, {"unit_id": company.departments["south"]})):  # fmt: skip
        rows.put("pool_member", **{"pool_id": pool, "manages": True} | more)
    assert sorted(dao.managed(wang)) == [1, 2, 3]
    rows.set("role", role, removed_at=NOON)
    assert sorted(dao.managed(wang)) == [1, 3]
