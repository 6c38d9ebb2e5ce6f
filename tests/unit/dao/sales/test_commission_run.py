"""Runs of commission in the database: locked while they are there, their result written without a version."""

from crm.dao.sales.commission_run import CommissionRunDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON


def test_runs_come_by_month_without_those_taken_away_and_a_result_leaves_no_version(company, rows):
    dao = CommissionRunDao(rows.db)
    later, first = rows.put("commission_run", month="2026-10"), rows.put("commission_run", month="2026-09")
    gone = rows.put("commission_run", month="2026-08", removed_at=NOON)
    assert [one.id for one in dao.all()] == [first, later] and (dao.lock(first).month, dao.lock(gone)) == ("2026-09", None)
    assert dao.set_result(first, Money(9), 2, 3, NOON, {"1": {}}, ["x"]) == 1
    with company.acting("lilei"):
        found, other = (dao.find([id])[0] for id in (first, later))
    assert (found.total, found.people, found.entries, found.taken_at, found.version, other.taken_at) == (Money(9), 2, 3, NOON, 1, None)
    assert dao.lock(first).terms == {"1": {}}
