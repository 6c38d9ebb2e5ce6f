"""What is still to come in, by how long it is overdue, in the database."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.ageing import AgeingDao
from crm.domain.kit.money import Money
from tests.kit.rows import NOON

TODAY = date(2026, 11, 20)
DAYS = {"today": TODAY} | {f"since_{days}": TODAY - timedelta(days=days) for days in (30, 60, 90)}
PARTS = ("coming", "days_30", "days_60", "days_90", "older")


def split(found):
    """The lines, and what all of them together come to."""
    return [one for one in found if one.key != 0], next(parts(one) for one in found if one.key == 0)


def parts(found):
    return tuple(int(getattr(found, name)) for name in PARTS)


@pytest.fixture
def plans(company, rows):
    """Instalments of two customers, one on each side of every bound; what is paid or removed is none."""
    second, first, third = (rows.put("account", name=name) for name in ("乙", "甲", "丙"))

    def plan(account, days, amount, who="wang", **more):
        due = TODAY - timedelta(days=days)
        owner = {"owner_id": company.users[who], "department_id": company.departments["east"]}
        rows.put("receipt_plan", **{"account_id": account, "due_on": due, "open_base": Money(amount)} | owner | more)

    for days, amount in ((-5, 1), (0, 2), (1, 10), (30, 20), (31, 100), (60, 200), (61, 1000), (90, 2000), (91, 10000)):
        plan(first, days, amount)
    plan(second, -1, 50000, "zhao")
    plan(third, 5, 0, "chen"), plan(third, 5, 7, removed_at=NOON)
    return [first, second]


def test_each_day_falls_into_one_column_and_whoever_owes_most_for_long_comes_first(company, rows, plans):
    dao = AgeingDao(rows.db)
    with company.acting("lilei"):
        lines, whole = split(dao.by_customer(**DAYS, size=9))
        assert [(one.key, one.name, parts(one)) for one in lines] == [
            (plans[0], "甲", (3, 30, 300, 3000, 10000)), (plans[1], "乙", (50000, 0, 0, 0, 0)),
        ]  # fmt: skip
        assert whole == (50003, 30, 300, 3000, 10000) == split(dao.by_owner(**DAYS, size=9))[1]
        assert [one.name for one in split(dao.by_owner(**DAYS, size=9))[0]] == ["王强", "赵敏"]
        lines, whole = split(dao.by_customer(**DAYS, size=1))
        assert [one.key for one in lines] == plans[:1] and whole == (50003, 30, 300, 3000, 10000)
    with company.acting("zhao"):
        lines, whole = split(dao.by_customer(**DAYS, size=9))
        assert [one.key for one in lines] == [plans[1]] and whole == (50000, 0, 0, 0, 0)
        assert [one.name for one in split(dao.by_owner(**DAYS, size=9))[0]] == ["赵敏"]
    with company.acting("chen"):
        assert split(dao.by_owner(**DAYS, size=9)) == ([], (0, 0, 0, 0, 0))
