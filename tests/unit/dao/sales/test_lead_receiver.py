"""Whom leads are handed to, in the database."""

from crm.dao.sales.lead_receiver import LeadReceiverDao
from tests.kit.rows import NOON


def test_each_has_one_line_that_is_there(rows):
    rows.put("lead_receiver", user_id=5, removed_at=NOON)
    line, _ = rows.put("lead_receiver", user_id=5), rows.put("lead_receiver", user_id=6, removed_at=NOON)
    assert [LeadReceiverDao(rows.db).of_user(user) for user in (5, 6)] == [line, None]
