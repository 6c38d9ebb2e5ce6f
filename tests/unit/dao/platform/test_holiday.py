"""Holidays and shifted days in the database."""

from datetime import date

import pytest

from crm.domain.platform.holiday import HolidayDraft


@pytest.fixture
def days(company):
    with company.acting("lilei"):
        create = company.container.platform.holiday().create
        for day in ("2026-10-01", "2026-10-10", "2027-01-01"):
            create(HolidayDraft.parse({"day": day, "kind": "off", "name": day}))
        company.container.platform.holiday().remove_all([create(HolidayDraft.parse({"day": "2026-10-05", "name": "x"})).id])
    dao = company.container.platform.holiday_dao()
    with dao.db.transaction():
        yield dao


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2026, 10, 1), date(2026, 10, 10), ["2026-10-01", "2026-10-10"]),
        (date(2026, 10, 2), date(2026, 10, 9), []),
        (date(2026, 10, 2), None, ["2026-10-10", "2027-01-01"]),
    ],
)
def test_days_are_found_from_the_first_to_the_last_without_those_taken_back(days, first, last, found):
    assert [(one.name, one.day) for one in days.between(first, last)] == [(name, date.fromisoformat(name)) for name in found]
