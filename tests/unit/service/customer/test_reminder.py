"""Reminders of tasks: once each, at the bell and by mail, however many workers there are."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from crm.container import build
from crm.current import acting
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.domain.customer.activity import ActivityDraft
from crm.settings import load
from tests.kit import databases
from tests.kit.company import SYSTEM, Company, found

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def remind(company: Company):
    """remind(minutes): the schedule runs so long after noon."""

    def run(minutes: float) -> None:
        with acting(actor=SYSTEM, clock=NOON + timedelta(minutes=minutes)):
            company.container.customer.reminder().remind()

    return run


def task(company: Company, who: str = "wang", minutes: int = 10, **more: object):
    with company.acting(who, clock=NOON):
        due = NOON + timedelta(hours=2)
        raw = {"kind": "task", "name": "发送报价", "due_at": due, "remind_at": NOON + timedelta(minutes=minutes), **more}
        return company.container.customer.activity().create(ActivityDraft.parse(raw))


def notices(company: Company, who: str = "wang") -> list[str]:
    with company.acting(who):
        return [one.title for one in company.container.platform.notice().page(50)]


def test_a_task_is_reminded_of_at_its_time_and_once(company, remind):
    made = task(company)
    remind(9)
    assert notices(company) == []
    remind(10)
    remind(11)
    assert notices(company) == ["提醒：发送报价"]
    with company.acting("wang"):
        assert company.container.platform.notice().page(1)[0].url == f"/activities/{made.id}"


def test_the_owner_gets_a_mail_in_his_language_with_what_and_when(company, remind):
    with company.acting("wang"):
        account = company.container.customer.account()
        customer = account.create(account.module.draft.parse({"name": "北京云帆科技有限公司"}))
    task(company, subject_module="account", subject_id=customer.id)
    remind(10)
    jobs = company.container.platform.job()
    with company.acting("lilei"):
        (mail,) = jobs.page(5, kind="mail")
    with jobs.db.transaction() as work:
        work.cursor.execute("SELECT CAST(payload AS TEXT) FROM job WHERE kind = 'mail'")
        ((payload,),) = work.cursor.fetchall()
    assert (mail.title, mail.actor_id) == ("提醒：发送报价", 0)
    for part in ("wang@example.com", "北京云帆科技有限公司", "2026-11-20 14:00"):
        assert part in payload


def test_somebody_without_a_mail_address_is_told_at_the_bell_alone(company, remind):
    with company.acting("lilei"):
        company.container.platform.user().change(company.users["wang"], {"mail": None})
    task(company)
    remind(10)
    with company.acting("lilei"):
        assert company.container.platform.job().page(5, kind="mail") == []
    assert len(notices(company)) == 1


def test_a_done_or_removed_task_is_not_reminded_of(company, remind):
    activities = company.container.customer.activity()
    with company.acting("wang", clock=NOON):
        activities.finish(task(company).id)
    with company.acting("lilei", clock=NOON):
        activities.remove_all([task(company).id])
    remind(10)
    assert notices(company) == []


def test_a_reminder_that_is_moved_comes_again(company, remind):
    made = task(company)
    remind(10)
    with company.acting("wang", clock=NOON + timedelta(minutes=12)):
        company.container.customer.activity().change(made.id, {"remind_at": NOON + timedelta(minutes=30)})
    remind(29)
    assert len(notices(company)) == 1
    remind(30)
    assert len(notices(company)) == 2


def test_editing_a_task_does_not_bring_its_reminder_back(company, remind):
    made = task(company)
    with company.acting("wang", clock=NOON):
        read = company.container.customer.activity().get(made.id)
    remind(10)
    with company.acting("wang", clock=NOON + timedelta(minutes=11)):
        company.container.customer.activity().change(made.id, {"name": "发送新报价"}, read.version)
    remind(12)
    assert len(notices(company)) == 1


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_two_workers_at_once_remind_of_each_task_once(engine, tmp_path):
    if engine == "postgresql":
        db = next(databases.postgresql())
    else:
        db = Database(f"sqlite:///{tmp_path}/crm.db")
        Migrator(db).migrate()
    company = found(build(load("test", {}, app={"data": tmp_path}, secret="a secret of the tests"), db))
    for n in range(30):
        task(company, name=f"任务 {n}")
    gate, service = threading.Barrier(2), company.container.customer.reminder()

    def work() -> None:
        with acting(actor=SYSTEM, clock=NOON + timedelta(hours=1)):
            gate.wait()
            service.remind()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = notices(company)
    assert (len(told), len(set(told))) == (30, 30)
    db.engine.dispose()
