"""Lines of orders, counted in the database."""

from crm.dao.sales.sales_order_line import SalesOrderLineDao
from tests.kit.rows import NOON


def test_lines_are_counted_order_by_order_without_those_removed(rows):
    for record, more in ((5, {}), (5, {}), (5, {"removed_at": NOON}), (5, {"module": "quote"}), (6, {}), (7, {})):
        rows.put("line", **{"module": "sales_order", "record_id": record} | more)
    assert {one.order_id: one.lines for one in SalesOrderLineDao(rows.db).counts([5, 6, 8])} == {5: 2, 6: 1}
