"""What waits for a person, in the database."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft
from crm.domain.platform.job import End

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def days(company):
    dao = company.container.customer.today_dao()
    with dao.db.transaction():
        yield dao


def task(company, name: str, due: datetime, who: str = "wang", **more):
    with company.acting(who, clock=NOON):
        raw = {"kind": "task", "name": name, "due_at": due.isoformat(), **more}
        return company.container.customer.activity().create(ActivityDraft.parse(raw))


def test_tasks_are_ones_own_open_ones_that_are_due_the_most_urgent_first(company, days):
    for name, due, who, more in (
        ("明天", NOON + DAY, "wang", {}), ("昨天", NOON - DAY, "wang", {}), ("做完", NOON, "wang", {"done_at": NOON.isoformat()}),
        ("别人的", NOON, "zhao", {}), ("今天", NOON, "wang", {}),
    ):  # fmt: skip
        task(company, name, due, who, **more)
    wang = company.users["wang"]
    assert [one.name for one in days.tasks([wang], NOON + HOUR, 10)] == ["昨天", "今天"]
    assert [one.name for one in days.tasks([wang], NOON + 2 * DAY, 2)] == ["昨天", "今天"]
    assert days.tasks([wang], NOON - DAY, 10) == []  # before, not at


def test_a_mention_waits_until_its_reader_wrote_to_the_record(company, days):
    wang = company.users["wang"]
    with company.acting("wang", clock=NOON):
        about = company.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))
    with company.acting("zhao", clock=NOON):
        company.container.platform.notice().tell([wang], "mention", "看一下", f"/accounts/{about.id}")
        company.container.platform.notice().tell([wang], "reminder", "提醒", f"/accounts/{about.id}")
    assert [(one.title, one.record_id) for one in days.asked(wang, [wang], NOON - DAY, 10)] == [("看一下", about.id)]
    assert days.asked(wang, [wang], NOON + HOUR, 10) == [] == days.asked(company.users["zhao"], [company.users["zhao"]], NOON - DAY, 10)
    with company.acting("wang", clock=NOON + HOUR):
        raw = {"kind": "note", "name": "回复", "subject_module": "account", "subject_id": about.id}
        company.container.customer.activity().create(ActivityDraft.parse(raw))
    assert days.asked(wang, [wang], NOON - DAY, 10) == []


def test_failed_jobs_are_those_of_the_person_and_of_late(company, days):
    jobs, wang = company.container.platform.job_dao(), company.users["wang"]
    failing = jobs.insert("mail", "寄报价", {}, None, NOON, wang, NOON)
    jobs.insert("mail", "还在等", {}, None, NOON, wang, NOON)
    jobs.claim("w", ["mail"], NOON + HOUR, NOON + 2 * HOUR)
    jobs.settle(failing, "w", 1, End("quarantined", NOON, 1, "no", ended_at=NOON + HOUR))
    assert [(one.kind, one.title, one.second, one.created_at) for one in days.asked(wang, [wang], NOON - DAY, 10)] == [
        ("job", "寄报价", "quarantined", NOON + HOUR)
    ]
    assert days.asked(wang, [wang], NOON + DAY, 10) == [] == days.asked(company.users["zhao"], [company.users["zhao"]], NOON - DAY, 10)


def test_what_is_put_off_comes_back_at_its_time_or_when_asked(company, days):
    wang = company.users["wang"]
    for key, until in (("task:1", NOON + DAY), ("task:2", NOON + HOUR), ("task:3", NOON - HOUR), ("task:1", NOON + 2 * HOUR)):
        days.put_off(wang, key, until)
    assert [(one.key, one.until) for one in days.put_offs(wang, NOON)] == [("task:2", NOON + HOUR), ("task:1", NOON + 2 * HOUR)]
    assert days.put_offs(company.users["zhao"], NOON) == []
    assert (days.bring_back(company.users["zhao"], "task:2"), days.bring_back(wang, "task:2")) == (0, 1)
    assert days.forget(NOON) == 1
    assert [one.key for one in days.put_offs(wang, NOON - DAY)] == ["task:1"]
