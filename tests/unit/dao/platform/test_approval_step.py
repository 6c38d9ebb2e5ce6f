"""Steps of flows of approval in the database."""

from crm.dao.platform.approval_step import ApprovalStepDao
from tests.kit.rows import NOON


def test_steps_are_those_of_their_flow_in_their_order_with_the_names_of_who_decides(company, rows):
    role = company.roles["manager"]
    for flow, name, more in ((1, "后", {"position": 2}), (1, "先", {"position": 1, "user_id": company.users["han"]}),
                             (1, "同", {"position": 2, "role_id": role}), (1, "删", {"removed_at": NOON}), (2, "别", {})):  # fmt: skip
        rows.put("approval_step", flow_id=flow, name=name, **more)
    found = ApprovalStepDao(rows.db).of_flow(1)
    assert [(one.name, one.user_name, one.role_name) for one in found] == [
        ("先", "韩梅梅", None),
        ("后", None, None),
        ("同", None, "销售经理"),
    ]
