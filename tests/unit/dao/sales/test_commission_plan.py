"""Plans of commission in the database."""

from crm.dao.sales.commission_plan import CommissionPlanDao


def test_used_are_plans_that_lines_were_paid_by_each_told_once(rows):
    for plan in (1, 1, 3):
        rows.put("commission_line", plan_id=plan)
    assert CommissionPlanDao(rows.db).used([1, 2]) == [1]
