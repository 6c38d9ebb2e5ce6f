"""Lines of documents in the database."""

from crm.dao.sales.line import LineDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON


def test_lines_of_a_document_come_in_their_order_with_their_product(rows):
    dao, product = LineDao(rows.db), rows.put("product", name="许可", category_id=3)
    made = [
        rows.put("line", **{"module": "quote", "record_id": 5} | more)
        for more in (
            {"position": 2},
            {"position": 1, "product_id": product},
            {"position": 2},
            {"removed_at": NOON},
            {"module": "contract"},
            {"record_id": 6},
        )
    ]
    assert [(one.id, one.product_name, one.category_id) for one in dao.of("quote", 5, 9)] == [
        (made[1], "许可", 3), (made[0], None, None), (made[2], None, None),
    ]  # fmt: skip
    assert len(dao.of("quote", 5, 1)) == 1
    assert sorted((one.module, one.record_id) for one in dao.documents(made)) == [("contract", 5), ("quote", 5), ("quote", 6)]
    assert [(one.module, one.record_id) for one in dao.documents(made[4:5])] == [("contract", 5)]
    dao.set_amounts([{"id": made[0], "net": Money(1), "tax": Money(2), "total": Money(3)}])
    assert [(one.net, one.tax, one.total, one.version) for one in dao.of("quote", 5, 9)][1:] == [
        (Money(1), Money(2), Money(3), 1),
        (Money(0), Money(0), Money(0), 1),
    ]


def test_lines_of_several_documents_come_document_by_document_in_their_order(rows):
    dao = LineDao(rows.db)
    made = [rows.put("line", **{"module": "quote"} | more) for more in (
        {"record_id": 6, "position": 1}, {"record_id": 5, "position": 2}, {"record_id": 5, "position": 1}, {"record_id": 7},
        {"record_id": 5, "removed_at": NOON}, {"record_id": 5, "module": "contract"},
    )]  # fmt: skip
    assert [one.id for one in dao.of_all("quote", [6, 5])] == [made[2], made[1], made[0]]
