"""Shares in the database: which of a record are there, and whom each reaches."""

import pytest

from crm.dao.platform.share import ShareDao
from tests.kit.rows import NOON


@pytest.fixture
def shares(rows):
    return ShareDao(rows.db)


def test_shares_of_a_record_come_as_they_were_given_without_those_taken_back(company, rows, shares):
    first = rows.put("share", subject_id=5, person_id=company.users["wang"])
    gone, other = rows.put("share", subject_id=5, removed_at=NOON), rows.put("share", subject_id=6)
    second = rows.put("share", subject_id=5, role_id=company.roles["manager"], until=NOON.date())
    assert [(one.id, one.person_name, one.role_name) for one in shares.of(5)] == [(first, "王强", None), (second, None, "销售经理")]
    assert sorted(one.id for one in shares.still([first, gone, other])) == [first, other]


def test_a_share_reaches_the_person_or_who_has_the_role_or_is_in_the_team_or_department(company, rows, shares):
    users, role, places = company.users, company.roles["salesperson"], company.departments
    sellers = {users[who] for who in ("wang", "zhao", "chen")}
    team = rows.put("team")
    rows.put("team_member", team_id=team, person_id=users["sun"])
    rows.put("team_member", team_id=team, person_id=users["han"], removed_at=NOON)
    assert shares.people(users["wang"]) == [users["wang"]] and shares.people(team) == [users["sun"]]
    assert set(shares.people(role)) == sellers and set(shares.people(places["sales"])) == sellers | {users["han"]}
    rows.set("app_user", users["zhao"], state="suspended")
    rows.set("app_user", users["chen"], removed_at=NOON)
    assert shares.people(role) == [users["wang"]] and shares.people(users["zhao"]) == []
