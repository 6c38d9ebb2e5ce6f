"""Deliveries in the database."""

from crm.dao.sales.delivery import DeliveryDao
from tests.kit.rows import NOON


def test_a_number_is_taken_by_a_delivery_that_is_there(rows):
    kept = rows.put("delivery", number="FH-1")
    rows.put("delivery", number="FH-2", removed_at=NOON), rows.put("delivery", number="FH-9")
    assert [(one.id, one.number) for one in DeliveryDao(rows.db).numbers(["FH-1", "FH-2", "FH-3"])] == [(kept, "FH-1")]
