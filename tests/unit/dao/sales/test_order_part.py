"""Parts of orders in the database: each is its order's owner's and customer's."""

import pytest

from crm.dao.sales.order_part import OrderPartDao
from tests.kit.rows import NOON
from tests.unit.sql.test_statements import daos


@pytest.mark.parametrize("kind", [cls for cls in daos() if issubclass(cls, OrderPartDao)])
def test_what_is_not_yet_its_order_s_is_found_and_follows_it(rows, kind):
    dao, table, held = kind(rows.db), kind.module.table, {"account_id": 5, "owner_id": 6, "department_id": 7}
    order, other = rows.put("sales_order", **held), rows.put("sales_order")
    his = rows.put(table, order_id=order, **held)
    strays = [rows.put(table, order_id=order, **held | {name: None}) for name in held]
    gone, elsewhere = rows.put(table, order_id=order, removed_at=NOON), rows.put(table, order_id=other, **held)
    assert dao.orders([his, gone]) == [order] and sorted(dao.orders([his, elsewhere])) == [order, other]
    assert sorted((one.id, one.owner_id, one.department_id) for one in dao.strays([order])) == [(id, 6, 7) for id in strays]
    assert dao.follow([order]) == 5 and dao.strays([order]) == [] and [one.id for one in dao.strays([other])] == [elsewhere]
