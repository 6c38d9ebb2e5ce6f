"""What orders come to, in the database."""

from datetime import date

from crm.dao.sales.sales_order_statistic import SalesOrderStatisticDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 1)


def test_orders_add_up_by_whom_and_what_they_are_as_far_as_they_are_agreed_and_seen(company, rows):
    dao, users = SalesOrderStatisticDao(rows.db), company.users
    customer = rows.put("account", name="云帆")
    software = rows.put("product_category", name="软件")
    product = rows.put("product", category_id=software)
    variant = rows.put("product", parent_id=product)

    def put(amount, day, who="wang", **more):
        owner = {"owner_id": users[who], "department_id": company.departments["east" if who == "wang" else "south"]}
        sums = {"amount_base": Money(amount), "margin_base": Money(1)}
        return rows.put("sales_order", **{"state": "confirmed", "ordered_on": day, "account_id": customer} | owner | sums | more)

    split = put(9, NOVEMBER)
    for total, sold in ((20, variant), (10, None)):
        rows.put("line", module="sales_order", record_id=split, product_id=sold, total=Money(total))
    late = put(32, DECEMBER, "chen", account_id=None)
    put(16, OCTOBER, margin_base=None), put(64, NOVEMBER, state="draft"), put(99, NOVEMBER, removed_at=NOON)
    with company.acting("lilei"):
        assert [(one.key, one.orders, int(one.amount)) for one in dao.by_state(9)] == [("draft", 1, 64), ("confirmed", 3, 57)]
        assert [(one.name, int(one.amount), int(one.margin)) for one in dao.by_owner(9)] == [("陈静", 32, 1), ("王强", 25, 1)]
        assert [(one.name, int(one.amount)) for one in dao.by_department(9)] == [("华南组", 32), ("华东组", 25)]
        assert [(one.name, int(one.amount)) for one in dao.by_account(9)] == [(None, 32), ("云帆", 25)] and len(dao.by_account(1)) == 1
        assert [(one.key, int(one.amount)) for one in dao.by_month(9)] == [("2026-12", 32), ("2026-11", 9), ("2026-10", 16)]
        assert [(one.name, one.orders, int(one.amount)) for one in dao.by_category(9)] == [(None, 3, 51), ("软件", 1, 6)]
        for by in (dao.by_owner, dao.by_department, dao.by_account, dao.by_month):
            assert [int(one.amount) for one in by(9, since=NOVEMBER, until=DECEMBER)] == [9]
        assert [(one.id, int(one.amount_base)) for one in dao.of_category(9, software)] == [(split, 6)]
        first, second = dao.of_category(2)
        assert (first.id, second.id, int(second.amount_base)) == (late, split, 3)
        assert [int(one.amount_base) for one in dao.of_category(9, None, None, None, second.ordered_on, second.id)] == [16]
    with company.acting("chen"):
        assert [int(one.amount) for one in dao.by_state(9)] == [32] == [int(one.amount) for one in dao.by_category(9)]
