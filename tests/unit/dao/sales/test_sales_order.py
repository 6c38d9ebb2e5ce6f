"""Orders in the database: numbers that are taken, what their lines come to, and what leans on them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from crm.dao.sales.sales_order import SalesOrderDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON


@pytest.fixture
def dao(rows):
    return SalesOrderDao(rows.db)


def test_a_number_is_taken_and_a_quote_became_an_order_as_long_as_that_is_there(rows, dao):
    kept = rows.put("sales_order", number="SO-1", quote_id=5)
    rows.put("sales_order", number="SO-2", quote_id=6, removed_at=NOON), rows.put("sales_order", number="SO-9")
    assert [(one.id, one.number) for one in dao.numbers(["SO-1", "SO-2", "SO-3"])] == [(kept, "SO-1")]
    assert [dao.of_quote(id) for id in (5, 6, 7)] == [kept, None, None]
    assert [dao.touch([kept], NOON + timedelta(hours=hours)) for hours in (1, 1, 0, 2)] == [1, 0, 0, 1]


def test_lines_come_with_their_cost_and_those_whose_discount_waits_hold_the_order(rows, dao):
    product = rows.put("product", cost=Money(4), currency="CNY")
    for record, more in (
        (1, {"product_id": product, "approval": "approved"}),
        (1, {"approval": "refused"}),
        (2, {"approval": "waits"}),
        (2, {"approval": "waits"}),
        (3, {}),
        (4, {"module": "quote", "approval": "waits"}),
        (1, {"removed_at": NOON}),
        (5, {"approval": "waits", "removed_at": NOON}),
    ):
        rows.put("line", **{"module": "sales_order", "record_id": record, "quantity": Decimal(2), "net": Money(9)} | more)
    assert sorted((one.order_id, one.quantity, one.net, one.cost or 0) for one in dao.parts([1, 4])) == [
        (1, Decimal(2), Money(9), 0),
        (1, Decimal(2), Money(9), Money(4)),
    ]
    assert sorted(dao.waiting([1, 2, 3, 4, 5])) == [1, 2] and dao.waiting([2, 3]) == [2]


def test_an_order_is_leant_on_by_what_belongs_to_it_and_is_there_and_sums_leave_no_version(rows, dao):
    for table, order in (("delivery", 1), ("order_change", 2), ("contract", 3), ("delivery", 3)):
        rows.put(table, order_id=order)
    for table, order in (("delivery", 4), ("order_change", 5), ("contract", 6)):
        rows.put(table, order_id=order, removed_at=NOON)
    assert sorted(dao.leant_on([1, 2, 3, 4, 5, 6])) == [1, 2, 3] and dao.leant_on([2]) == [2]
    order, other = rows.put("sales_order"), rows.put("sales_order")
    dao.set_sums([{"id": order, "net": Money(5), "cost": None, "margin_base": None}])
    read = f"SELECT net, cost, version FROM sales_order WHERE id IN ({order}, {other}) ORDER BY id"
    assert rows.all(read) == [(Money(5).stored, None, 1), (None, None, 1)]
