"""Activities: they touch their customer, make its story, and tasks are ticked off."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import Activity, ActivityDraft
from crm.domain.customer.contact import ContactDraft
from crm.errors import Invalid, NotFound

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def activities(company):
    return company.container.customer.activity()


@pytest.fixture
def account(company):
    with company.acting("wang", clock=NOW):
        return company.container.customer.account().create(AccountDraft.parse({"name": "云帆"}))


def log(activities, **more):
    return activities.create(ActivityDraft.parse({"kind": "call", "name": "电话回访", **more}))


def touched(company, account, who="wang"):
    with company.acting(who):
        return company.container.customer.account().get(account.id).touched_at


@pytest.mark.parametrize("kind", ["call", "visit", "mail", "meeting"])
def test_what_was_done_with_a_customer_touches_it(company, activities, account, kind):
    with company.acting("wang", clock=NOW):
        log(activities, kind=kind, subject_module="account", subject_id=account.id)
    assert touched(company, account) == NOW


def test_a_note_touches_nobody_and_an_older_call_does_not_turn_time_back(company, activities, account):
    with company.acting("wang", clock=NOW):
        log(activities, kind="note", account_id=account.id)
        assert touched(company, account) is None
        log(activities, account_id=account.id)
        log(activities, account_id=account.id, at="2026-11-01 09:00")
    assert touched(company, account) == NOW


def test_a_call_with_a_contact_touches_his_company_as_well(company, activities, account):
    with company.acting("wang", clock=NOW):
        contact = company.container.customer.contact().create(ContactDraft.parse({"name": "王芳", "account_id": account.id}))
        made = log(activities, subject_module="contact", subject_id=contact.id)
        assert company.container.customer.contact().get(contact.id).touched_at == NOW
    assert made.account_id == account.id and touched(company, account) == NOW


def test_the_story_of_a_customer_is_told_newest_first_and_in_parts(company, activities, account):
    with company.acting("wang", clock=NOW):
        for n in range(5):
            log(activities, name=f"电话{n}", account_id=account.id, at=f"2026-11-{10 + n} 09:00")
        log(activities, name="记录", kind="note", account_id=account.id, at="2026-11-12 10:00")
        first = activities.story("account", account.id, 3)
        assert [row.name for row in first] == ["电话4", "电话3", "记录"]
        assert [row.name for row in activities.story("account", account.id, 9, before=(first[-1].at, first[-1].id))] == [
            "电话2",
            "电话1",
            "电话0",
        ]
        assert [row.name for row in activities.story("account", account.id, 9, kind="note")] == ["记录"]


def test_an_activity_about_what_one_may_not_see_is_refused(company, activities, account):
    with company.acting("zhao"), pytest.raises(Invalid):
        log(activities, subject_module="account", subject_id=account.id)
    with company.acting("zhao"), pytest.raises((Invalid, NotFound)):
        log(activities, subject_module="contact", subject_id=987654)


def test_a_task_waits_for_its_owner_until_it_is_done(company, activities, account):
    with company.acting("wang", clock=NOW):
        later = log(activities, name="后", kind="task", due_at="2026-12-02 09:00", account_id=account.id)
        sooner = log(activities, name="先", kind="task", due_at="2026-12-01 09:00", account_id=account.id)
        assert activities.next_step("account", account.id).id == sooner.id
    with company.acting("wang", clock=NOW + timedelta(days=1)):
        done = activities.finish(sooner.id, "已电话确认")
        assert done.done_at == NOW + timedelta(days=1) and done.result == "已电话确认" and not done.is_open
        assert activities.next_step("account", account.id).id == later.id


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"kind": "task"}, "due_at"),
        ({"kind": "task", "due_at": "2026-12-01 09:00", "remind_at": "2026-12-02 09:00"}, "remind_at"),
        ({"subject_module": "account"}, "subject_id"),
        ({"subject_id": 7}, "subject_id"),
        ({"kind": "dance"}, "kind"),
    ],
)
def test_what_does_not_fit_together_is_refused(raw, field):
    with pytest.raises(Invalid, match=field):
        ActivityDraft.parse({"name": "x", **raw})


def test_a_task_is_late_once_its_time_has_passed():
    task = ActivityDraft.parse({"kind": "task", "name": "x", "due_at": "2026-11-20 09:00"})
    row = Activity(**task.values())
    assert row.is_late(NOW) and not row.is_late(NOW - timedelta(days=3))
