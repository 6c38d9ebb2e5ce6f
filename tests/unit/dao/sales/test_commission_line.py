"""Lines of commission in the database: what was counted before a month, and what each may see of it."""

import pytest

from crm.dao.sales.commission_line import CommissionLineDao
from crm.domain.kit.money import Money


@pytest.fixture
def lines(company, rows):
    """Puts a line, of Wang's unless it says so."""

    def put(who="wang", **more):
        owner = {"owner_id": company.users[who], "department_id": company.departments["east"]}
        amounts = {name: Money(more.pop(name)) for name in ("amount", "base") if name in more}
        return rows.put("commission_line", **{"plan_id": 1, "run_id": 1, "month": "2026-10"} | owner | amounts | more)

    return put


@pytest.fixture
def dao(rows):
    return CommissionLineDao(rows.db)


def test_payees_of_a_month_come_by_name_with_what_they_earn_and_each_sees_his_own(company, dao, lines):
    for who, month, amount in (("zhao", "2026-10", 5), ("wang", "2026-10", 1), ("wang", "2026-10", 2), ("wang", "2026-11", 9)):
        lines(who, month=month, amount=amount)
    with company.acting("lilei"):
        assert [(one.name, one.amount, one.entries) for one in dao.payees("2026-10", 9)] == [("王强", Money(3), 2), ("赵敏", Money(5), 1)]
        assert [(one.month, one.amount) for one in dao.months(9)] == [("2026-11", Money(9)), ("2026-10", Money(8))]
        assert len(dao.months(1)) == 1 == len(dao.payees("2026-10", 1))
    with company.acting("zhao"):
        assert [one.name for one in dao.payees("2026-10", 9)] == ["赵敏"] and [one.month for one in dao.months(9)] == ["2026-10"]


def test_credited_is_what_the_plan_counted_of_the_sources_in_months_before(company, dao, lines):
    wang = company.users["wang"]
    for base, more in ((1, {"month": "2026-09"}), (2, {}), (4, {"origin": "2026-09"}), (8, {"month": "2026-11"}), (16, {"plan_id": 2}),
                       (32, {"source_id": 6}), (64, {"source_module": "contract"})):  # fmt: skip
        lines(base=base, pieces=1, **{"source_module": "receipt", "source_id": 5, "origin": "2026-10"} | more)
    found = dao.credited(1, [5], "receipt", "2026-11")
    assert {(one.origin, one.user_id, one.base, one.pieces) for one in found} == {
        ("2026-10", wang, Money(3), 2),
        ("2026-09", wang, Money(4), 1),
    }
    counted = dao.counted(1, [wang], ["2026-10"], "2026-11")
    assert [(one.origin, one.base, one.pieces) for one in counted] == [("2026-10", Money(99), 4)]
    assert dao.counted(1, [company.users["zhao"]], ["2026-10"], "2026-11") == []


def test_paid_is_what_stands_in_runs_that_were_approved_and_a_run_is_cleared_alone(company, rows, dao, lines):
    for run, (month, state) in enumerate((("2026-08", "approved"), ("2026-09", "paid"), ("2026-10", "draft"))):
        rows.put("commission_run", id=run + 1, month=month, state=state)
        for amount in (1, 2):
            lines(run_id=run + 1, month=month, amount=amount)
    months = ["2026-08", "2026-09", "2026-10"]
    assert {(one.month, one.user_id, one.amount) for one in dao.paid(months)} == {
        (month, company.users["wang"], Money(3)) for month in months[:2]
    }
    assert [one.month for one in dao.paid(months[1:])] == ["2026-09"]
    assert dao.clear(1) == 2 and [one.month for one in dao.paid(months)] == ["2026-09"]
