"""Absences in the database: who is away or comes to be, and who works under whom."""

from datetime import date

import pytest

from crm.dao.platform.absence import AbsenceDao
from tests.kit.rows import NOON

DAY = date(2026, 11, 20)


@pytest.fixture
def absences(rows):
    return AbsenceDao(rows.db)


def test_an_absence_is_near_up_to_its_last_day_in_the_order_of_first_days(company, rows, absences):
    wang, zhao, chen = (company.users[who] for who in ("wang", "zhao", "chen"))

    def away(person, first, last, **more):
        return rows.put(
            "absence", person_id=person, stand_in_id=chen, first_day=date(2026, 11, first), last_day=date(2026, 11, last), **more
        )

    later, last_day, over = away(wang, 25, 26), away(wang, 18, 20), away(wang, 1, 19)
    zhaos = away(zhao, 20, 20)
    away(wang, 20, 21, removed_at=NOON)
    assert [one.id for one in absences.near(DAY, 9, people=[wang])] == [last_day, later]
    assert [one.id for one in absences.near(DAY, 9, stand_in=chen)] == [last_day, zhaos, later]
    assert [one.id for one in absences.near(date(2026, 11, 19), 1)] == [over] and absences.near(DAY, 9, stand_in=wang) == []
    assert [(one.person_name, one.stand_in_name) for one in absences.near(DAY, 9, people=[zhao])] == [("赵敏", "陈静")]


def test_under_somebody_work_the_active_people_of_his_departments_and_below(company, rows, absences):
    users, places = company.users, company.departments
    rows.set("department", places["sales"], manager_id=users["han"])
    rows.set("department", places["east"], manager_id=users["han"])
    assert [one.id for one in absences.people(users["han"])] == [users["wang"], users["zhao"], users["chen"]]
    rows.set("app_user", users["zhao"], state="suspended")
    rows.set("app_user", users["chen"], removed_at=NOON)
    assert [(one.id, one.department_id) for one in absences.people(users["han"])] == [(users["wang"], places["east"])]
    rows.set("department", places["sales"], removed_at=NOON)
    rows.set("department", places["east"], removed_at=NOON)
    assert absences.people(users["han"]) == []
