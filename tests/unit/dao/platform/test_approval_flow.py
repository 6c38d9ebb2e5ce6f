"""Flows of approval in the database."""

from crm.dao.platform.approval_flow import ApprovalFlowDao
from tests.kit.rows import NOON


def test_every_flow_comes_in_its_order_and_lives_while_it_is_active_and_not_removed(rows):
    for name, more in (("third", {"position": 2}), ("first", {"position": 1}), ("off", {"position": 1, "active": False}),
                       ("gone", {"position": 0, "removed_at": NOON})):  # fmt: skip
        rows.put("approval_flow", **{"name": name, "active": True} | more)
    assert [(one.name, one.live) for one in ApprovalFlowDao(rows.db).every()] == [
        ("gone", False), ("first", True), ("off", False), ("third", True),
    ]  # fmt: skip
