"""Browsers that want notices pushed, in the database."""

from datetime import UTC, datetime, timedelta

import pytest

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def devices(company):
    dao = company.container.platform.notice_push_dao()
    with dao.db.transaction():
        yield dao


def test_devices_are_listed_by_person_the_newest_first(company, devices):
    wang, zhao = company.users["wang"], company.users["zhao"]
    for n, (key, user) in enumerate((("a", wang), ("b", zhao), ("c", wang))):
        devices.put(key, user, f"Chrome {n}", "sealed", NOON + timedelta(hours=n))
    assert [one.key for one in devices.devices([wang])] == ["c", "a"]
    assert {one.user_id for one in devices.devices([wang, zhao])} == {wang, zhao}
    assert devices.devices([]) == []


def test_the_same_browser_is_one_device_of_whoever_came_last(company, devices):
    devices.put("a", company.users["wang"], "Chrome", "one", NOON)
    devices.put("a", company.users["zhao"], "Edge", "two", NOON + timedelta(hours=1))
    found = devices.get("a")
    assert (found.user_id, found.name, found.sealed, found.created_at) == (company.users["zhao"], "Edge", "two", NOON + timedelta(hours=1))
    assert devices.devices([company.users["wang"]]) == []


def test_a_device_is_removed_by_its_own_person_or_by_the_system(company, devices):
    devices.put("a", company.users["wang"], "Chrome", "one", NOON)
    assert devices.remove("a", company.users["zhao"]) == 0
    assert devices.remove("a") == 1
    assert devices.get("a") is None
