"""Changes of orders in the database."""

from crm.dao.sales.order_change import OrderChangeDao
from tests.kit.rows import NOON


def test_when_a_change_was_applied_is_written_and_taken_back_without_a_version(company, rows):
    dao, (one, other) = OrderChangeDao(rows.db), (rows.put("order_change") for _ in range(2))
    with company.acting("lilei"):
        assert dao.set_applied(one, NOON) == 1
        assert {found.id: (found.applied_at, found.version) for found in dao.find([one, other])} == {one: (NOON, 1), other: (None, 1)}
        dao.set_applied(one, None)
        assert dao.find([one])[0].applied_at is None
