"""Today: one queue from every source, each line with its reasons and points, and what one does with it."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.customer.account import AccountDraft
from crm.domain.customer.activity import ActivityDraft
from crm.domain.customer.care import CareDraft
from crm.domain.customer.today import Item
from crm.errors import Forbidden, Invalid, NotFound
from crm.service.customer.today_source import Source
from crm.tally import Tally, tally_begin, tally_end

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)  # Friday, 12:00 in Shanghai


@pytest.fixture
def today(company):
    return company.container.customer.today()


@pytest.fixture
def task(company):
    def make(name: str, due: datetime | str, who: str = "wang", **more):
        with company.acting(who, clock=NOON):
            return company.container.customer.activity().create(ActivityDraft.parse({"kind": "task", "name": name, "due_at": due, **more}))

    return make


@pytest.fixture
def account(company):
    def make(name: str, who: str = "wang", days: int = 0, **more):
        with company.acting(who, clock=NOON - timedelta(days=days)):
            return company.container.customer.account().create(AccountDraft.parse({"name": name, **more}))

    return make


def queue(company, today, who: str = "wang", clock: datetime = NOON):
    with company.acting(who, clock=clock):
        return today.mine().queue


def titles(company, today, who: str = "wang", clock: datetime = NOON) -> list[str]:
    return [one.item.title for one in queue(company, today, who, clock)]


def test_tasks_stand_by_how_late_they_are_and_others_tasks_are_absent(company, today, task):
    task("赵敏的", NOON - timedelta(days=9), "zhao")
    task("今天", NOON + timedelta(hours=2))
    task("昨天", NOON - timedelta(days=1))
    task("上周", NOON - timedelta(days=7))
    task("下周", NOON + timedelta(days=5))
    assert titles(company, today) == ["上周", "昨天", "今天"]
    with company.acting("wang", clock=NOON):
        assert [item.title for item in today.mine().later] == ["下周"]


def test_a_task_with_a_day_alone_is_not_late_before_the_day_is_over(company, today, task):
    task("今天之内", "2026-11-20")
    (one,) = queue(company, today)
    assert (one.item.tone, str(one.item.why[0])) == ("", "Due today")
    (one,) = queue(company, today, clock=NOON + timedelta(hours=13))
    assert (one.item.tone, str(one.item.why[0])) == ("bad", "Overdue since 20 Nov 2026")


def test_a_reminder_brings_a_task_forward_and_a_wait_is_respected(company, today, task, account):
    customer = account("北京云帆", grade="A")
    task("早提醒", NOON + timedelta(days=3), remind_at=NOON - timedelta(hours=1))
    task("等客户", NOON + timedelta(days=4), waiting=True, subject_module="account", subject_id=customer.id)
    (one,) = queue(company, today)
    assert (one.item.title, str(one.item.why[0])) == ("早提醒", "Reminder; due 23 Nov 2026 12:00")
    late = queue(company, today, clock=NOON + timedelta(days=5))
    assert "We waited for the customer until 24 Nov 2026 12:00" in [str(one.item.why[0]) for one in late]


def test_customers_come_by_follow_up_by_care_plan_and_without_a_next_step(company, today, account):
    with company.acting("lilei"):
        company.container.customer.care().create(CareDraft.parse({"name": "普通", "grade": "B", "ideal_days": "10", "longest_days": "30"}))
    account("别人的", "zhao", next_follow_at="2026-11-01")
    account("该跟进", next_follow_at="2026-11-20")
    account("还早", next_follow_at="2026-11-30")
    account("久未联系", days=25, grade="B")
    account("没有下一步", grade="A")
    found = {one.item.title: str(one.item.why[0]) for one in queue(company, today)}
    assert found == {
        "该跟进": "Follow-up was planned for 20 Nov 2026",
        "久未联系": "No touch for 25 days; 10 are ideal, 30 the longest".replace("; 10 are", "; every 10 are"),
        "没有下一步": "Grade A without a next step",
    }


def test_a_customer_for_whom_several_reasons_speak_stands_once_with_all_of_them(company, today, account):
    with company.acting("lilei"):
        company.container.customer.care().create(CareDraft.parse({"name": "重点", "grade": "A", "ideal_days": "10", "longest_days": "30"}))
    account("都该", days=40, grade="A")
    (one,) = queue(company, today)
    assert (one.item.source, len(one.item.why)) == ("care", 2)


def test_a_mention_waits_until_one_answers_on_the_record(company, today, account):
    customer, activities = account("北京云帆"), company.container.customer.activity()
    about = {"kind": "note", "name": "请看", "subject_module": "account", "subject_id": customer.id}
    with company.acting("han", clock=NOON):
        activities.create(ActivityDraft.parse(about | {"body": "@王强 报价可以吗"}))
    (one,) = queue(company, today, clock=NOON + timedelta(hours=1))
    assert one.item.source == "mention" and one.item.record == ("account", customer.id)
    with company.acting("wang", clock=NOON + timedelta(hours=2)):
        activities.create(ActivityDraft.parse(about | {"body": "可以"}))
    assert queue(company, today, clock=NOON + timedelta(hours=3)) == []


def test_a_job_that_failed_is_told_to_whoever_asked_for_it(company, today):
    with company.acting("wang", clock=NOON):
        id = company.container.platform.job().enqueue("mail", {"to": "nonsense"}, title="发给客户的邮件")
    with company.container.db().transaction() as work:
        work.cursor.execute(f"UPDATE job SET state = 'quarantined' WHERE id = {id}")
    assert titles(company, today) == ["发给客户的邮件"]
    assert titles(company, today, "zhao") == []
    with company.acting("wang", clock=NOON):
        today.finish(f"job:{id}")
    assert titles(company, today) == []


def test_the_points_are_the_sum_of_their_named_parts(company, today, task, account):
    customer = account("北京云帆", grade="A")
    task("报价", NOON - timedelta(days=2), subject_module="account", subject_id=customer.id)
    (one,) = [one for one in queue(company, today) if one.item.source == "task"]
    assert [points for _, points in one.parts] == [50, 8, 18]
    assert one.points == 76


def test_an_administrator_changes_the_weights_for_everybody(company, today, task, account):
    task("任务", NOON + timedelta(hours=1))
    account("跟进", next_follow_at="2026-11-20")
    assert titles(company, today) == ["任务", "跟进"]
    with company.acting("lilei"):
        assert today.reweigh({"follow": "500"})
    assert titles(company, today) == ["跟进", "任务"]
    with company.acting("lilei"):
        with pytest.raises(Invalid) as refusal:
            today.reweigh({"follow": "viele", "task": "-1"})
        today.reweigh({})
    assert set(refusal.value.fields) == {"follow", "task"}
    assert titles(company, today) == ["任务", "跟进"]
    with company.acting("wang"), pytest.raises(Forbidden):
        today.reweigh({"task": "1"})


def test_a_task_is_done_and_put_off_through_its_own_service(company, today, task):
    one, other = task("一", NOON - timedelta(days=1)), task("二", NOON - timedelta(days=1))
    with company.acting("wang", clock=NOON):
        today.finish(f"task:{one.id}")
        assert today.snooze(f"task:{other.id}", "+3d") is None
        assert company.container.customer.activity().get(one.id).done_at == NOON
        assert company.container.customer.activity().get(other.id).due_at == NOON + timedelta(days=3)
    assert titles(company, today) == []


def test_another_line_is_put_off_by_today_itself_and_comes_back(company, today, account):
    customer = account("该跟进", next_follow_at="2026-11-20")
    key = f"follow:{customer.id}"
    with company.acting("wang", clock=NOON):
        assert today.snooze(key, "+1d") == datetime(2026, 11, 21, 1, tzinfo=UTC)
        assert (today.mine().queue, [until for _, until in today.mine().put_off]) == ([], [datetime(2026, 11, 21, 1, tzinfo=UTC)])
        today.bring_back(key)
    assert titles(company, today) == ["该跟进"]
    with company.acting("wang", clock=NOON):
        today.snooze(key, "+1d")
    assert titles(company, today, clock=NOON + timedelta(days=1)) == ["该跟进"]


@pytest.mark.parametrize("until", ["", "-1d", "+9y", "irgendwann"])
def test_nobody_puts_a_line_off_to_nowhere(company, today, account, until):
    customer = account("该跟进", next_follow_at="2026-11-20")
    with company.acting("wang", clock=NOON), pytest.raises(Invalid):
        today.snooze(f"follow:{customer.id}", until)


@pytest.mark.parametrize("key", ["", "task", "task:", "task:x", "nonsense:1", "task:١"])
def test_a_line_that_does_not_exist_is_not_found(company, today, key):
    with company.acting("wang"), pytest.raises(NotFound):
        today.finish(key)


def test_somebody_elses_task_cannot_be_done_from_here(company, today, task):
    made = task("赵敏的", NOON, "zhao")
    with company.acting("wang"), pytest.raises(NotFound):
        today.finish(f"task:{made.id}")


def test_a_touch_is_logged_with_whom_the_line_concerns(company, today, account):
    customer = account("没有下一步", grade="A")
    with company.acting("wang", clock=NOON):
        made = today.touch("account", customer.id, "call", "电话回访")
        assert (made.kind, made.account_id) == ("call", customer.id)
        with pytest.raises(Invalid):
            today.touch("account", customer.id, "note", "不是联系")


def test_somebody_without_rights_sees_an_empty_day(company, today, task):
    task("逾期", NOON - timedelta(days=1))
    assert queue(company, today, "sun") == []


def test_a_later_area_adds_its_source_by_a_class(company, today):
    class Deals(Source):
        name, label, base = "deal", "Deal", 70

        def items(self, now):
            return [Item(self.name, 1, "合同到期", "/deals/1", ("it ends",))]

    today.connect(Deals())
    assert titles(company, today) == ["合同到期"]
    assert today.weights()["deal"] == 70


def test_the_day_costs_few_statements(company, today, task, account):
    for n in range(5):
        task(f"任务{n}", NOON - timedelta(days=n))
        account(f"客户{n}", grade="A", next_follow_at="2026-11-01")
    with company.acting("wang", clock=NOON):
        today.mine()  # the settings, and what else seldom changes, are in memory from here on
        token, tally = tally_begin(Tally())
        today.mine()
        tally_end(token)
    assert tally.count <= 11, tally.labels
