"""Who takes part in plans of commission, in the database."""

from crm.dao.sales.commission_member import CommissionMemberDao
from tests.kit.rows import NOON


def test_members_are_those_of_the_plans_who_were_not_taken_out(rows):
    for plan, more in ((1, {"person_id": 5}), (1, {"role_id": 6}), (1, {"unit_id": 7, "removed_at": NOON}), (2, {"unit_id": 8}), (3, {})):
        rows.put("commission_member", plan_id=plan, **more)
    found = CommissionMemberDao(rows.db).of([1, 2])
    assert {(one.plan_id, one.person_id, one.role_id, one.unit_id) for one in found} == {
        (1, 5, None, None),
        (1, None, 6, None),
        (2, None, None, 8),
    }
