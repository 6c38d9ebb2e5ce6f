"""The feed of a calendar: one's own open entries, behind a secret that can be changed, kept as a hash."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from crm.domain.customer.activity import ActivityDraft
from crm.errors import NotFound

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)  # Friday, 12:00 in Shanghai


@pytest.fixture
def make(company):
    def made(name: str, who: str = "wang", kind: str = "meeting", **more):
        raw = {"kind": kind, "name": name, **({"due_at": NOON} if kind == "task" else {"at": NOON}), **more}
        with company.acting(who, clock=NOON):
            return company.container.customer.activity().create(ActivityDraft.parse(raw))

    return made


def test_the_feed_holds_ones_own_open_entries_as_rfc_5545_wants(company, make):
    feeds = company.container.customer.calendar_feed()
    make("会议", ends_at=NOON + timedelta(hours=2), body="带上报价\n" + "很长" * 60)
    make("全天", at=datetime(2026, 11, 20, 16, tzinfo=UTC), ends_at=datetime(2026, 11, 21, 16, tzinfo=UTC))
    make("报价", kind="task", remind_at=NOON - timedelta(hours=1))
    make("做完了", kind="task", done_at=NOON)
    make("赵敏的", "zhao")
    with company.acting("wang", clock=NOON):
        token = feeds.renew()
    with company.acting("lilei", clock=NOON):  # whoever asks: the secret says whose it is
        data = feeds.read(token)
    assert all(len(line) <= 75 for line in data.split(b"\r\n")) and data.endswith(b"END:VCALENDAR\r\n")
    calendar = Calendar.from_ical(data)
    events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"会议", "全天", "☐ 报价"}
    assert (calendar["VERSION"], str(calendar["X-WR-CALNAME"])) == ("2.0", "CRM – 王强")
    assert events["会议"].decoded("DTSTART") == NOON and events["会议"].decoded("DTEND") == NOON + timedelta(hours=2)
    assert (events["全天"].decoded("DTSTART"), events["全天"].decoded("DTEND")) == (date(2026, 11, 21), date(2026, 11, 22))
    (alarm,) = events["☐ 报价"].walk("VALARM")
    assert alarm["TRIGGER"].dt == NOON - timedelta(hours=1)
    assert len({str(event["UID"]) for event in events.values()}) == 3
    assert all(event.get("DTSTAMP") for event in events.values())


def test_a_new_address_ends_the_one_before_and_it_can_be_switched_off(company):
    feeds = company.container.customer.calendar_feed()
    with company.acting("wang"):
        first = feeds.renew()
        assert feeds.mine().last_used_at is None
        feeds.read(first)
        assert feeds.mine().last_used_at is not None
        second = feeds.renew()
        for unknown in (first, "", "x" * 200, "nonsense"):
            with pytest.raises(NotFound):
                feeds.read(unknown)
        feeds.read(second)
        feeds.end()
        with pytest.raises(NotFound):
            feeds.read(second)


def test_the_feed_of_somebody_who_left_is_gone(company):
    feeds = company.container.customer.calendar_feed()
    with company.acting("wang"):
        token = feeds.renew()
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"state": "left"})
        with pytest.raises(NotFound):
            feeds.read(token)


def test_the_secret_is_kept_as_a_hash_alone(company):
    with company.acting("wang"):
        token = company.container.customer.calendar_feed().renew()
    with company.container.db().transaction() as work:
        work.cursor.execute("SELECT token_hash FROM calendar_feed")
        assert token not in str(work.cursor.fetchall())


def test_the_feed_says_what_its_owner_may_see_in_his_language_whoever_asks(company, make):
    feeds = company.container.customer.calendar_feed()
    make("会议")
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"language": "en"})
    with company.acting("wang", clock=NOON):
        token = feeds.renew()
    with company.acting("chen", clock=NOON):
        assert "会议" in feeds.read(token).decode().replace("\r\n ", "")


def test_a_use_is_noted_at_most_every_ten_minutes(company):
    feeds = company.container.customer.calendar_feed()
    with company.acting("wang", clock=NOON):
        token = feeds.renew()
        feeds.read(token)
    for minutes, seen in ((9, NOON), (11, NOON + timedelta(minutes=11))):
        with company.acting("wang", clock=NOON + timedelta(minutes=minutes)):
            feeds.read(token)
            assert feeds.mine().last_used_at == seen
