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


def test_what_is_gone_of_each_line_is_added_up_without_what_is_planned_or_removed(rows):
    book = DeliveryBookDao(rows.db)
    seats, setup = (rows.put("line", module="sales_order", record_id=5, position=n, quantity=Decimal(10), total=n) for n in (1, 2))
    rows.put("line", module="quote", record_id=5, quantity=Decimal(1))
    for state, quantity, at in (("shipped", 4, None), ("received", 2, None), ("planned", 1, None), ("shipped", 3, NOON)):
        delivery = rows.put("delivery", order_id=5, state=state, removed_at=at)
        rows.put("delivery_line", delivery_id=delivery, line_id=seats, quantity=Decimal(quantity))
        rows.put("delivery_line", delivery_id=delivery, line_id=seats, quantity=Decimal(1), removed_at=NOON)
    assert {one.id: (one.quantity, one.gone) for one in book.progress(5, ("shipped", "received"))} == {seats: (10, 6), setup: (10, 0)}
