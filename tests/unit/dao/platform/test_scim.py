"""People as a provisioning client sees them, in the database."""

import pytest

from crm.dao.platform.scim import ScimDao
from tests.kit.rows import NOON


@pytest.fixture
def scim(rows):
    return ScimDao(rows.db)


def test_people_are_paged_by_number_and_found_by_what_the_client_knows_of_them(company, rows, scim):
    users = company.users
    rows.set("app_user", users["han"], removed_at=NOON)
    scim.put_person(users["wang"], "x-1", "王", "强", False)
    scim.put_person(users["zhao"], "x-2", None, None, True)
    with company.acting("lilei"):
        everybody = [one.id for one in scim.people(9, 0)]
        assert everybody == [users[who] for who in ("lilei", "wang", "chen", "sun")] and scim.count_people() == 4
        assert [one.id for one in scim.people(2, 1)] == everybody[1:3]
        for more in ({"id": users["wang"]}, {"account": "wang"}, {"mail": "wang@example.com"}, {"external_id": "x-1"}):
            assert [(one.name, one.family_name, one.branch, one.said) for one in scim.people(9, 0, **more)] == [("王强", "王", "华东组", 1)]
        assert scim.people(9, 0, account="zhao") == [] and scim.people(9, 0, account="wang", external_id="x-2") == []
        scim.put_person(users["wang"], None, "王", "强", False)
        assert [one.said for one in scim.people(9, 0, account="wang")] == [2]


def test_gone_is_who_was_deleted_by_the_client_and_is_still_known_here(company, rows, scim):
    zhao = company.users["zhao"]
    scim.put_person(zhao, None, None, None, True)
    scim.put_person(company.users["wang"], None, None, None, False)
    assert (scim.gone("zhao"), scim.gone("wang"), scim.gone("chen")) == (zhao, None, None)
    rows.set("app_user", zhao, removed_at=NOON)
    assert scim.gone("zhao") is None


def test_groups_of_people_come_by_name_without_those_that_are_gone(company, rows, scim):
    wang, zhao = company.users["wang"], company.users["zhao"]
    b, a, gone = (
        rows.put("identity_group", name=name, sort_key=name, removed_at=at) for name, at in (("b", None), ("a", None), ("c", NOON))
    )
    for group, user in ((b, wang), (a, wang), (gone, wang), (b, zhao)):
        rows.put("scim_member", group_id=group, user_id=user)
    assert [(one.user_id, one.group_id) for one in scim.groups_of([wang, zhao])] == [(wang, a), (wang, b), (zhao, b)]
    assert [one.name for one in scim.groups_of([zhao])] == ["b"]
