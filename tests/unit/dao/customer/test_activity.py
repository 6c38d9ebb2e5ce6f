"""Activities in the database: a record's story, one's own tasks, reminders given out once."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def account(company):
    with company.acting("wang"):
        return company.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))


@pytest.fixture
def make(company, account):
    """make("拜访", kind="visit", at=NOON): an activity of the customer; its id."""
    service = company.container.customer.activity()

    def made(name, kind="call", **given):
        raw = {"kind": kind, "name": name, "subject_module": "account", "subject_id": account.id}
        with company.acting("wang"):
            return service.create(ActivityDraft.parse(raw | given)).id

    return made


@pytest.fixture
def activities(company):
    return company.container.customer.activity_dao()


def test_a_story_goes_back_in_time_page_by_page(activities, account, make):
    old, new = make("一", at=NOON - HOUR), make("二", "visit", at=NOON)
    with activities.db.transaction():
        assert [one.id for one in activities.story(5, account_id=account.id)] == [new, old]
        assert [one.id for one in activities.story(5, subject_module="account", subject_id=account.id, before=NOON)] == [old]
        assert [one.id for one in activities.story(5, account_id=account.id, kind="visit")] == [new]
        assert activities.story(5, account_id=account.id + 1) == []


def test_open_tasks_come_by_their_due_time_and_done_ones_not_at_all(company, activities, account, make):
    late, soon = make("晚", "task", due_at=NOON + HOUR), make("早", "task", due_at=NOON)
    make("完成", "task", due_at=NOON - HOUR, done_at=NOON)
    make("电话")
    with activities.db.transaction():
        assert [one.id for one in activities.open_of(company.users["wang"], 5)] == [soon, late]
        assert activities.open_of(company.users["zhao"], 5) == []
        assert [one.id for one in activities.top(5, account_id=account.id)] == [soon, late]
        assert activities.top(5, account_id=account.id + 1) == []


def test_a_reminder_is_given_out_once_and_again_when_its_time_is_moved(activities, make):
    id = make("报价", "task", due_at=NOON + HOUR, remind_at=NOON)
    with activities.db.transaction() as work:
        assert activities.mark_reminded(NOON - HOUR, 5) == []
        assert [(one.id, one.name, one.account_name) for one in activities.mark_reminded(NOON, 5)] == [(id, "报价", "云帆")]
        assert activities.mark_reminded(NOON + HOUR, 5) == []
        work.cursor.execute(f"UPDATE activity SET remind_at = due_at WHERE id = {id}")
        assert [one.id for one in activities.mark_reminded(NOON + HOUR, 5)] == [id]
