"""Months and whether they are closed, in the database."""

from crm.dao.sales.period import PeriodDao
from tests.kit.rows import NOON


def test_a_month_is_closed_that_says_so_and_was_not_taken_away(rows):
    dao = PeriodDao(rows.db)
    for month, state, at in (
        ("2026-08", "closed", None),
        ("2026-09", "open", None),
        ("2026-10", "closed", NOON),
        ("2026-07", "closed", None),
    ):
        rows.put("period", month=month, state=state, removed_at=at)
    months = ["2026-08", "2026-09", "2026-10", "2026-11"]
    assert dao.closed(months) == ["2026-08"] and sorted(one.month for one in dao.taken(months)) == ["2026-08", "2026-09"]


def test_whoever_books_and_whoever_closes_hold_a_lock_of_the_database_that_has_several_writers(rows):
    dao = PeriodDao(rows.db)
    dao.join(), dao.alone()
    if rows.db.dialect == "postgresql":
        found = rows.all("SELECT mode FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = 7265638 ORDER BY 1")
        assert found == [("ExclusiveLock",), ("ShareLock",)]
