"""Positions in the database, and who works here."""

from crm.dao.platform.position import PositionDao
from tests.kit.rows import NOON


def test_holders_are_counted_without_those_removed_and_staff_is_told_with_what_each_is(company, rows):
    positions, users = PositionDao(rows.db), company.users
    seller, empty = (rows.put("job_position", name=name) for name in ("销售代表", "空缺"))
    for who, more in (("wang", {"title": "强哥"}), ("zhao", {"removed_at": NOON}), ("chen", {"state": "suspended"})):
        rows.set("app_user", users[who], position_id=seller, **more)
    rows.set("app_user", users["han"], title="经理", department_id=None)
    rows.set("app_user", users["sun"], title="审计")
    assert [(one.position_id, one.n) for one in positions.holders([seller, empty])] == [(seller, 2)]
    assert [(one.name, one.position_name) for one in positions.staff(9)] == [("李雷", None), ("孙丽", "审计"), ("王强", "销售代表")]
    assert len(positions.staff(2)) == 2
