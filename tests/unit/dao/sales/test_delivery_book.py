"""The books of deliveries: what was ordered and what was taken of it, of orders that are still there."""

from decimal import Decimal

from crm.dao.sales.delivery_book import DeliveryBookDao
from tests.kit.rows import NOON


def test_orders_are_locked_by_number_with_their_customer_and_without_those_removed(rows):
    book, account = DeliveryBookDao(rows.db), rows.put("account", name="云帆")
    first, second, gone = (rows.put("sales_order", **more) for more in ({"account_id": account}, {}, {"removed_at": NOON}))
    rows.put("sales_order")
    assert [(one.id, one.account_name) for one in book.lock([second, first, gone])] == [(first, "云帆"), (second, None)]
    assert {one.id for one in book.heads([first, gone])} == {first}


def test_lines_and_what_was_delivered_of_them_come_order_by_order(rows):
    book, product = DeliveryBookDao(rows.db), rows.put("product", name="许可")
    for order, position, more in (
        (5, 2, {}),
        (5, 1, {"product_id": product}),
        (4, 1, {}),
        (6, 1, {}),
        (5, 3, {"removed_at": NOON}),
        (5, 4, {"module": "quote"}),
    ):
        rows.put("line", **{"module": "sales_order", "record_id": order, "position": position, "quantity": Decimal(position)} | more)
    assert [(one.order_id, one.quantity, one.product_name) for one in book.ordered([5, 4])] == [
        (4, Decimal(1), None), (5, Decimal(1), "许可"), (5, Decimal(2), None),
    ]  # fmt: skip
    first, second, gone, other = (
        rows.put("delivery", order_id=order, removed_at=at) for order, at in ((5, None), (5, None), (5, NOON), (4, None))
    )
    for delivery, line, at in ((second, 1, None), (first, 2, None), (first, 3, NOON), (gone, 4, None), (other, 5, None)):
        rows.put("delivery_line", delivery_id=delivery, line_id=line, removed_at=at)
    assert [(one.delivery_id, one.line_id) for one in book.taken([5])] == [(first, 2), (second, 1)]
