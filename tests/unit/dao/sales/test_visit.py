"""Visits in the database: plan and done of each, what was missed, and positions that are forgotten."""

from datetime import date, timedelta

import pytest

from crm.dao.sales.visit import VisitDao
from tests.kit.rows import NOON

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)


@pytest.fixture
def dao(rows):
    return VisitDao(rows.db)


def test_plan_and_done_are_counted_by_person_from_the_first_to_the_last_day(company, rows, dao):
    for state, day, more in (
        ("done", 0, {"check_in_at": NOON, "distance": 5, "is_far": True}),
        ("done", 9, {"check_in_at": NOON}),
        ("done", 1, {}),
        ("missed", 1, {}),
        ("cancelled", 1, {}),
        ("planned", 1, {}),
        ("done", 10, {}),
        ("done", -1, {}),
        ("done", 1, {"removed_at": NOON}),
        ("planned", 1, {"owner_id": company.users["zhao"]}),
    ):
        rows.put("visit", **{"state": state, "planned_on": TODAY + day * DAY, "owner_id": company.users["wang"]} | more)
    with company.acting("lilei"):
        one, other = dao.rates(TODAY, TODAY + 9 * DAY)
        assert (one.owner_name, one.planned, one.done, one.missed, one.cancelled) == ("王强", 6, 3, 1, 1)
        assert (one.unchecked, one.unmeasured, one.far) == (1, 1, 1) and (other.owner_name, other.planned, other.done) == ("赵敏", 1, 0)
    with company.acting("zhao"):
        assert [found.owner_name for found in dao.rates(TODAY, TODAY + 9 * DAY)] == ["赵敏"]


def test_overdue_are_plans_of_days_before_the_earliest_first(rows, dao):
    late, early = (rows.put("visit", state="planned", planned_on=TODAY - days * DAY) for days in (1, 2))
    for more in ({"planned_on": TODAY}, {"state": "done"}, {"removed_at": NOON}):
        rows.put("visit", **{"state": "planned", "planned_on": TODAY - DAY} | more)
    assert dao.overdue(TODAY, 9) == [early, late] and dao.overdue(TODAY, 1) == [early]


def test_a_visit_is_found_by_its_entry_as_far_as_one_may_see_it_and_managers_by_department(company, rows, dao):
    id = rows.put("visit", owner_id=company.users["wang"])
    rows.put("visit", id=id + 1, activity_id=7, owner_id=company.users["wang"])
    dao.name_entries([{"id": id, "activity_id": 5}])
    with company.acting("wang"):
        assert (dao.by_entry(5), dao.by_entry(6), dao.by_entry(7)) == (id, None, id + 1)
    with company.acting("zhao"):
        assert dao.by_entry(5) is None
    east, south, sales = (company.departments[name] for name in ("east", "south", "sales"))
    rows.set("department", east, manager_id=company.users["han"])
    rows.set("department", south, manager_id=company.users["han"], removed_at=NOON)
    assert [(one.department_id, one.manager_id) for one in dao.managers([east, south, sales])] == [(east, company.users["han"])]
    assert dao.managers([sales]) == []


def test_positions_of_before_are_forgotten_but_not_how_far_away_one_was(rows, dao):
    old, new, bare = (rows.put("visit", check_in_at=at, latitude=latitude, longitude=120, accuracy=5, distance=7) for at, latitude in (
        (NOON - DAY, 30), (NOON, 30), (NOON - DAY, None)))  # fmt: skip
    assert dao.forget_positions(NOON) == 1 and dao.forget_positions(NOON) == 0
    found = {id: (latitude is None, accuracy, distance) for id, latitude, accuracy, distance in rows.all(
        "SELECT id, latitude, accuracy, distance FROM visit")}  # fmt: skip
    assert (found[old], found[new], found[bare]) == ((True, None, 7), (False, 5, 7), (True, 5, 7))


def test_old_photos_are_those_taken_in_before_a_moment_read_on_by_number(rows, dao):
    def photo(**more):
        return rows.put("file", **{"subject_module": "visit", "subject_id": 5, "media": "image/jpeg", "created_at": NOON - DAY} | more)

    ids = [photo() for _ in range(3)]
    photo(created_at=NOON), photo(media="text/csv"), photo(subject_module="account"), photo(removed_at=NOON)
    assert [(one.id, one.visit_id) for one in dao.old_photos(NOON, 0, 9)] == [(id, 5) for id in ids]
    assert [one.id for one in dao.old_photos(NOON, ids[0], 1)] == [ids[1]]
