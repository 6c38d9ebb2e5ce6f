"""The calendar: what stands between two days, for whom, and moving it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crm.domain.customer.activity import ActivityDraft
from crm.domain.kit.calendar import days_of, first_day, stepped
from crm.errors import Invalid, NotFound

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)  # Friday, 12:00 in Shanghai
MONDAY = date(2026, 11, 16)


@pytest.fixture
def calendar(company):
    return company.container.customer.calendar()


@pytest.fixture
def make(company):
    def made(name: str, who: str = "wang", kind: str = "meeting", **more):
        raw = {"kind": kind, "name": name, **({"due_at": NOON} if kind == "task" else {"at": NOON}), **more}
        with company.acting(who, clock=NOON):
            return company.container.customer.activity().create(ActivityDraft.parse(raw))

    return made


def names(company, calendar, who: str = "wang", of: str | None = "wang", first: date = MONDAY, days: int = 7) -> list[str]:
    with company.acting(who, clock=NOON):
        return [slot.name for slot in calendar.between(first, days, company.users[of] if of else None)]


def test_appointments_and_tasks_stand_by_their_time_and_notes_do_not(company, calendar, make):
    make("会议")
    make("报价", kind="task", due_at=NOON - timedelta(hours=1))
    make("电话", kind="call", at=NOON + timedelta(hours=1))
    make("备注", kind="note")
    make("下周", at=NOON + timedelta(days=4))
    assert names(company, calendar) == ["报价", "会议", "电话"]


def test_the_week_is_that_of_the_reader_s_own_clock(company, calendar, make):
    make("周日深夜", at=datetime(2026, 11, 15, 15, 59, tzinfo=UTC))
    make("周一零点", at=datetime(2026, 11, 15, 16, tzinfo=UTC))
    assert names(company, calendar) == ["周一零点"]


def test_what_began_before_and_reaches_into_the_days_is_shown(company, calendar, make):
    make("展会", at=NOON - timedelta(days=6), ends_at=NOON - timedelta(days=1))
    make("已结束", at=NOON - timedelta(days=9), ends_at=NOON - timedelta(days=8))
    assert names(company, calendar) == ["展会"]


def test_colleagues_are_seen_as_far_as_their_activities_are(company, calendar, make):
    make("王强的")
    make("赵敏的", "zhao")
    make("陈静的", "chen")
    assert names(company, calendar, "wang", None) == ["王强的"]
    assert names(company, calendar, "wang", "zhao") == []
    assert names(company, calendar, "han", "zhao") == ["赵敏的"]
    assert names(company, calendar, "han", None) == ["王强的", "赵敏的", "陈静的"]


def test_the_people_one_may_choose_are_those_one_sees(company, calendar):
    def people(who):
        with company.acting(who):
            return {one.name for one in calendar.people()}

    assert people("wang") == set()
    assert people("han") == {"韩梅梅", "王强", "赵敏", "陈静"}
    assert people("lilei") == {"李雷", "韩梅梅", "王强", "赵敏", "陈静", "孙丽"}


def test_moving_takes_the_end_and_the_reminder_along(company, calendar, make):
    meeting = make("会议", ends_at=NOON + timedelta(hours=2))
    task = make("报价", kind="task", remind_at=NOON - timedelta(hours=1))
    with company.acting("wang", clock=NOON):
        moved = calendar.move(meeting.id, "2026-11-23T15:00")
        assert (moved.at, moved.ends_at) == (datetime(2026, 11, 23, 7, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC))
        moved = calendar.move(task.id, "2026-11-24")
        assert (moved.due_at, moved.remind_at) == (NOON + timedelta(days=4), NOON + timedelta(days=4, hours=-1))


def test_a_move_to_nowhere_is_refused_and_somebody_elses_is_not_found(company, calendar, make):
    own, other = make("会议"), make("赵敏的", "zhao")
    with company.acting("wang"):
        with pytest.raises(Invalid):
            calendar.move(own.id, "irgendwann")
        with pytest.raises(NotFound):
            calendar.move(other.id, "2026-11-24")


@pytest.mark.parametrize(
    ("view", "day", "first", "on"),
    [
        ("day", date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 21)),
        ("week", date(2026, 11, 22), date(2026, 11, 16), date(2026, 11, 29)),
        ("month", date(2026, 12, 31), date(2026, 11, 30), date(2027, 1, 1)),
        ("agenda", date(2026, 11, 20), date(2026, 11, 20), date(2026, 12, 4)),
    ],
)
def test_a_view_begins_and_steps_as_people_expect(view, day, first, on):
    assert (first_day(view, day), stepped(view, day, 1)) == (first, on)
    assert first <= day < first + timedelta(days=days_of(view))
