"""What a list finds, spread over days."""

from datetime import date, timedelta

import pytest

from crm.dao.kit.spread import YEARLY, spread
from crm.domain.customer.account import MODULE
from crm.domain.kit.filter import Condition, Query
from crm.service.kit.days import on_days

FIRST = date(2026, 3, 2)
WEEK = [FIRST + timedelta(days=n) for n in range(7)]


@pytest.fixture
def make(company):
    def made(who, module="account", **raw):
        with company.acting(who):
            service = company.container.records()(module)
            return service.create(service.module.draft.parse(raw))

    return made


@pytest.fixture
def by_day(company):
    """Day -> (how many, the names of the first) as that person sees it."""

    def found(who, name, module="account", days=WEEK):
        with company.acting(who):
            shown = company.container.records()(module).by_day(Query(), name, days, 2, 1000)
            return {day: (one.count, [row.name for row in one.rows]) for day, one in shown.items()}

    return found


def test_each_day_has_its_count_and_its_first_records(make, by_day):
    for name, day in (("甲", 0), ("乙", 0), ("丙", 0), ("丁", 6), ("早", -1), ("晚", 7)):
        make("wang", name=name, next_follow_at=WEEK[0] + timedelta(days=day))
    make("wang", name="无")
    assert by_day("wang", "next_follow_at") == {WEEK[0]: (3, ["甲", "乙"]), WEEK[6]: (1, ["丁"])}


def test_records_that_one_may_not_see_are_not_counted(make, by_day):
    make("wang", name="甲", next_follow_at=FIRST)
    assert by_day("chen", "next_follow_at") == {}
    assert by_day("han", "next_follow_at") == {FIRST: (1, ["甲"])}


def test_days_of_moments_begin_at_the_reader_s_midnight(make, by_day, company):
    for name, at in (("零点", "2026-03-02T00:00"), ("夜", "2026-03-02T23:59"), ("次日", "2026-03-03T00:00")):
        make("wang", "activity", kind="call", name=name, at=at)
    assert by_day("wang", "at", "activity") == {WEEK[0]: (2, ["零点", "夜"]), WEEK[1]: (1, ["次日"])}


def test_added_fields_have_days_too(make, by_day, company):
    with company.acting("lilei"):
        fields = company.container.platform.field()
        fields.create(fields.module.draft.parse({"module": "account", "name": "x_signed", "kind": "date", "label_zh": "签约"}))
    make("wang", name="甲", x_signed="2026-03-04")
    assert by_day("wang", "x_signed") == {WEEK[2]: (1, ["甲"])}


def test_birthdays_come_back_each_year_also_those_of_leap_years(make, by_day):
    for name, day in (("甲", "1985-02-28"), ("乙", "1984-02-29"), ("丙", "2001-03-01"), ("丁", "2001-04-01")):
        make("wang", name=name, kind="person", birthday=day)
    february = [date(2026, 2, 27) + timedelta(days=n) for n in range(4)]
    assert by_day("wang", "birthday", days=february) == {date(2026, 2, 28): (2, ["甲", "乙"]), date(2026, 3, 1): (1, ["丙"])}
    february = [date(2028, 2, 28) + timedelta(days=n) for n in range(2)]
    assert by_day("wang", "birthday", days=february) == {date(2028, 2, 28): (1, ["甲"]), date(2028, 2, 29): (1, ["乙"])}


def test_birthdays_are_indexed_in_the_words_the_calendar_asks_in(sqlite_db):
    """SQLite takes an index over an expression only for the same expression."""
    with sqlite_db.transaction(writes=False) as work:
        work.cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name LIKE '%_by_birthday'")
        found = [sql for (sql,) in work.cursor.fetchall()]
    assert len(found) == 3 and all(YEARLY["sqlite"].format("birthday") in sql for sql in found)


def test_no_more_than_so_many_records_are_looked_at(make, company):
    for n in range(5):
        make("wang", name=f"公司{n}", next_follow_at=FIRST)
    with company.acting("wang"):
        dao = company.container.customer.account().records
        query = on_days(Query(), Condition("next_follow_at", "between", (WEEK[0], WEEK[6])))
        with dao.db.transaction(writes=False):
            found = spread(dao, query, MODULE.fields["next_follow_at"], WEEK, 10, 3)
    assert [count for _, _, count in found] == [3, 3, 3]
