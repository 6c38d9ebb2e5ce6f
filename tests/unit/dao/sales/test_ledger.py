"""The books of contracts: whole, without what was taken away, and overdue only once the day is over."""

from datetime import date, timedelta

from crm.dao.sales.ledger import LedgerDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

TODAY = date(2026, 11, 20)


def test_the_books_of_contracts_hold_what_is_there_of_each(rows):
    dao = LedgerDao(rows.db)
    first, second, gone = (rows.put("contract", removed_at=at) for at in (None, None, NOON))
    for table in ("receipt_plan", "receipt", "refund", "invoice_request"):
        for contract, amount, at in ((first, 1, None), (first, 2, NOON), (second, 4, None), (1, 8, None)):
            rows.put(table, contract_id=contract, amount=Money(amount), removed_at=at)
    rows.put("contract")
    assert [one.id for one in dao.lock([second, gone, first])] == [first, second] and {one.id for one in dao.heads([first, gone])} == {
        first
    }
    for read in (dao.plans, dao.receipts, dao.refunds, dao.invoices):
        assert sorted((one.contract_id, one.amount) for one in read([first, second])) == [(first, Money(1)), (second, Money(4))]
    account = rows.put("account", name="云帆")
    rows.put("account", name="远洋")
    assert [one.name for one in dao.customers([account, 1])] == ["云帆"]


def test_sums_leave_no_version_and_an_open_instalment_is_late_the_day_after(company, rows):
    dao, contract, other = LedgerDao(rows.db), *(rows.put("contract") for _ in range(2))
    dao.set_sums(
        [
            {
                "id": contract,
                "received": Money(1),
                "received_base": Money(2),
                "open_amount": Money(3),
                "open_base": Money(4),
                "invoiced": Money(5),
            }
        ]
    )
    sums = "received, received_base, open_amount, open_base, invoiced, version"
    assert rows.all(f"SELECT {sums} FROM contract WHERE id IN ({contract}, {other}) ORDER BY id") == [
        (*(Money(n).stored for n in range(1, 6)), 1), (0, 0, 0, 0, 0, 1)
    ]  # fmt: skip
    before = TODAY - timedelta(days=1)
    plans = [rows.put("receipt_plan", **{"state": "open", "due_on": before} | more) for more in (
        {}, {"state": "part"}, {"due_on": TODAY}, {"state": "paid"}, {"removed_at": NOON}, {})]  # fmt: skip
    dao.set_plans([{"id": plans[5], "received": Money(1), "open_amount": Money(0), "open_base": Money(0), "state": "paid"}])
    assert dao.late(TODAY) == 2
    found = rows.all(f"SELECT id FROM receipt_plan WHERE state = 'overdue' AND id >= {plans[0]} ORDER BY id")
    assert [id for (id,) in found] == plans[:2]
