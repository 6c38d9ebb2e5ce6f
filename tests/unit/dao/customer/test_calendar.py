"""The calendar in the database: what lies between two times, and whose feed an address is."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.calendar import EVENTS, LONGEST

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def calendars(company):
    return company.container.customer.calendar_dao()


def make(company, name: str, who: str = "wang", **raw):
    with company.acting(who, clock=NOON):
        given = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in raw.items()}
        return company.container.customer.activity().create(ActivityDraft.parse({"kind": "meeting", "name": name, **given}))


def test_events_lie_or_reach_between_the_two_times_as_far_as_one_may_see_them(company, calendars):
    make(company, "昨天到今天", at=NOON - DAY, ends_at=NOON + HOUR)
    make(company, "昨天", at=NOON - DAY, ends_at=NOON - DAY + HOUR)
    make(company, "现在", at=NOON)
    make(company, "到点", at=NOON + 2 * HOUR)
    make(company, "笔记", kind="note", at=NOON)
    make(company, "陈静的", "chen", at=NOON)

    def events(who: str, **more) -> list[str]:
        with company.acting(who), calendars.db.transaction():
            found = calendars.events(list(EVENTS), NOON - LONGEST, NOON, NOON + 2 * HOUR, more.pop("size", 100), **more)
            return [one.name for one in found]

    assert events("wang") == ["昨天到今天", "现在"]
    assert events("lilei") == ["昨天到今天", "现在", "陈静的"]
    assert events("lilei", owner_id=company.users["chen"]) == ["陈静的"]
    assert events("wang", size=1) == ["昨天到今天"]


def test_tasks_are_due_from_the_first_time_and_before_the_second(company, calendars):
    for name, due in (("前", NOON - HOUR), ("始", NOON), ("末", NOON + HOUR)):
        make(company, name, kind="task", due_at=due)
    with company.acting("wang"), calendars.db.transaction():
        assert [one.name for one in calendars.tasks(NOON, NOON + HOUR, 10)] == ["始"]
        assert calendars.tasks(NOON, NOON + HOUR, 10, owner_id=company.users["zhao"]) == []


def test_people_are_the_active_ones_of_the_departments(company, calendars):
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["zhao"], {"state": "left"})
        with calendars.db.transaction():
            assert [one.name for one in calendars.people(10, [company.departments["east"]])] == ["王强"]
            assert len(calendars.people(3)) == 3
            assert calendars.people(10, []) == []


def test_an_address_tells_whose_feed_it_is_until_it_is_renewed_or_its_person_left(company, calendars):
    wang = company.users["wang"]
    with calendars.db.transaction():
        assert calendars.feed_of(wang) is None
        calendars.put_feed(wang, "a", NOON)
        calendars.see_feed(wang, NOON + HOUR)
        assert calendars.holder("a").user_id == wang and calendars.feed_of(wang).last_used_at == NOON + HOUR
        calendars.put_feed(wang, "b", NOON + DAY)
        assert calendars.holder("a") is None
        assert (calendars.feed_of(wang).created_at, calendars.feed_of(wang).last_used_at) == (NOON + DAY, None)
    with company.acting("lilei"):
        company.container.platform.user().change(wang, {"state": "left"})
    with calendars.db.transaction():
        assert calendars.holder("b") is None
        assert (calendars.drop_feed(wang), calendars.drop_feed(wang)) == (1, 0)


def test_what_was_taken_over_before_is_known_to_its_owner_alone(company, calendars):
    lines = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:x\r\nDTSTART:20261120T020000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    with company.acting("wang", clock=NOON):
        company.container.customer.calendar_import().take(lines.encode())
    with calendars.db.transaction():
        assert [one.uid for one in calendars.known(company.users["wang"], ["u1", "u2"])] == ["u1"]
        assert calendars.known(company.users["zhao"], ["u1"]) == [] == calendars.known(company.users["wang"], [])
