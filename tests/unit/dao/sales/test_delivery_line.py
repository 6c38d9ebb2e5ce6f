"""Lines of deliveries in the database."""

from crm.dao.sales.delivery_line import DeliveryLineDao
from tests.kit.rows import NOON


def test_lines_of_a_delivery_come_in_the_order_of_the_order_s_own(rows):
    dao, product = DeliveryLineDao(rows.db), rows.put("product", name="许可")
    late, early = (rows.put("line", position=position, product_id=product, text=text) for position, text in ((2, "后"), (1, "先")))
    made = [rows.put("delivery_line", delivery_id=delivery, line_id=line, removed_at=at)
            for delivery, line, at in ((5, late, None), (5, early, None), (5, 1, NOON), (6, early, None))]  # fmt: skip
    assert [(one.id, one.text, one.product_name) for one in dao.of(5, 9)] == [(made[1], "先", "许可"), (made[0], "后", "许可")]
    assert [one.id for one in dao.of(5, 1)] == [made[1]] and sorted(dao.deliveries(made)) == [5, 6] and dao.deliveries(made[:3]) == [5]
