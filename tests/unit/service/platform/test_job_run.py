"""Running jobs: as whom, again and again, leases, quarantine, schedules."""

from datetime import UTC, datetime, timedelta

import pytest

from crm import current
from crm.current import acting
from crm.domain.platform.job import BACK_OFF, GiveUp, Later
from crm.domain.platform.job_schedule import Every
from crm.errors import Invalid
from crm.language import Words

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # noon in Shanghai


def test_a_job_runs_as_the_user_who_asked_for_it(company, jobs, runner, does, at):
    seen = []
    does("greet", lambda payload, job: seen.append((payload, current.actor().id, current.source(), current.context().request_id)))
    with at(who="wang"):
        id = jobs.enqueue("greet", {"name": "赵敏"}, title="greet 赵敏")
        assert jobs.mine()[0].id == id
    with acting(clock=NOON):
        assert runner.run_due() == 1
    assert seen == [({"name": "赵敏"}, company.users["wang"], "job", f"job-{id}")]
    with at():
        job = jobs.get(id)
    assert (job.state, job.attempts, job.error, job.actor_name, job.title) == ("done", 1, None, "王强", "greet 赵敏")


def test_a_job_of_the_system_may_do_everything(jobs, runner, does):
    seen = []
    does("greet", lambda payload, job: seen.append(current.actor().may("account.remove")))
    jobs.enqueue("greet", {})
    runner.run_due()
    assert seen == [True]


def test_a_failing_job_is_tried_later_and_later_and_then_given_up(jobs, runner, does, at, fails):
    does("print", fails)
    with at():
        id = jobs.enqueue("print", {})
    moment = NOON
    for n, wait in enumerate(BACK_OFF, 1):
        with at(moment):
            assert runner.run_due() == 1
            job = jobs.get(id)
            assert (job.state, job.attempts, job.run_at) == ("failed", n, moment + wait)
            assert job.why == "OSError: the printer is on fire"
            assert "conftest.py" in job.error
        with at(moment + wait - timedelta(seconds=1)):
            assert runner.run_due() == 0
        moment += wait
    with at(moment):
        assert runner.run_due() == 1
        assert jobs.get(id).state == "quarantined"
    with at(moment + timedelta(days=9)):
        assert runner.run_due() == 0


def test_a_final_failure_is_given_up_at_once_in_its_own_words(jobs, runner, does, at):
    def refused(payload, job):
        raise GiveUp("550 no such user")

    does("print", refused)
    with at():
        id = jobs.enqueue("print", {})
        runner.run_due()
        assert (jobs.get(id).state, jobs.get(id).error) == ("quarantined", "550 no such user")


def test_a_refusal_is_told_without_the_name_of_its_field(jobs, runner, does, at):
    def refused(payload, job):
        raise Invalid(owner_id=Words("This person has left."))

    does("print", refused)
    with at():
        id = jobs.enqueue("print", {})
        runner.run_due()
        assert jobs.get(id).why == "This person has left."


def test_a_job_that_cannot_be_done_now_waits_without_using_up_attempts(jobs, runner, does, at):
    def away(payload, job):
        raise Later("the server is away", timedelta(minutes=2))

    does("print", away)
    with at():
        id = jobs.enqueue("print", {})
    for n in range(8):
        with at(NOON + n * timedelta(minutes=2)):
            assert runner.run_due() == 1
    with at():
        job = jobs.get(id)
    assert (job.state, job.attempts, job.why) == ("waiting", 0, "the server is away")


def test_a_cancelled_job_leaves_off_at_its_next_step(jobs, runner, does, at):
    steps = []

    def long(payload, job):
        for n in range(10):
            job.progress(n, 10)
            steps.append(n)
            if n == 2:
                jobs.cancel(job.id)
                job._written = 0  # the next step writes, as it does after half a second

    does("print", long)
    with at(who="wang"):
        id = jobs.enqueue("print", {})
        runner.run_due()
        assert jobs.get(id).state == "cancelled"
    assert steps == [0, 1, 2]


def test_a_stopping_worker_gives_the_job_back(jobs, runner, does, at):
    def long(payload, job):
        runner.stopping = True
        job.progress(1, 10)

    does("print", long)
    with at():
        id = jobs.enqueue("print", {})
        runner.run_due(1)
        assert (jobs.get(id).state, jobs.get(id).attempts) == ("waiting", 0)


def test_progress_shows_while_the_job_runs_and_keeps_its_lease(jobs, runner, does, at):
    shares = []

    def long(payload, job):
        job.progress(25, 100)
        shares.append((jobs.get(job.id).share, jobs.get(job.id).run_at - current.now()))
        job.progress(26, 100)  # too soon to be written
        shares.append(jobs.get(job.id).share)
        job.progress(100, 100)
        shares.append(jobs.get(job.id).share)

    does("print", long)
    with at():
        jobs.enqueue("print", {})
        runner.run_due()
    assert shares == [(25, runner.lease), 25, 100]


def test_a_job_whose_worker_died_is_taken_up_after_its_lease(jobs, runner, does, at):
    does("print", lambda payload, job: None)
    with at():
        id = jobs.enqueue("print", {})
        assert runner.take("a worker that dies").id == id
        assert runner.run_due() == 0
    with at(NOON + runner.lease):
        assert runner.run_due() == 1
        assert (jobs.get(id).state, jobs.get(id).attempts) == ("done", 2)


def test_a_renewed_lease_keeps_others_away(jobs, runner, does, at, fails):
    does("print", fails)
    with at():
        jobs.enqueue("print", {})
        runner.take("a slow worker")
    with at(NOON + timedelta(seconds=50)):
        runner.renew("a slow worker")
    with at(NOON + timedelta(seconds=100)):
        assert runner.run_due() == 0


def test_a_worker_that_lost_its_lease_writes_nothing(jobs, runner, does, at):
    def slow(payload, job):
        with at(NOON + timedelta(hours=1)):
            assert runner.take("somebody else").id == job.id
        return {"by": "the slow one"}

    does("print", slow)
    with at():
        id = jobs.enqueue("print", {})
        runner.run_due(1)
        assert (jobs.get(id).state, jobs.get(id).attempts, jobs.get(id).result) == ("running", 2, None)


def test_a_job_that_kills_every_worker_is_given_up(jobs, runner, does, at):
    does("print", lambda payload, job: pytest.fail("it ran"))
    with at():
        id = jobs.enqueue("print", {})
    for n in range(5):
        with at(NOON + n * runner.lease):
            assert runner.take("a worker that dies")
    with at(NOON + 5 * runner.lease):
        runner.run_due()
        assert jobs.get(id).state == "quarantined"


@pytest.mark.parametrize("text", ['["a list"]', '"{broken"', "12"])
def test_a_payload_that_is_no_object_is_given_up_and_stops_nobody(jobs, runner, does, at, text):
    seen = []
    does("print", lambda payload, job: seen.append(payload))
    with at():
        bad, good = jobs.enqueue("print", {}), jobs.enqueue("print", {"n": 1})
        with jobs.db.transaction() as work:
            work.cursor.execute(f"UPDATE job SET payload = '{text}' WHERE id = {bad}")
        assert runner.run_due() == 2
        assert (jobs.get(bad).state, jobs.get(good).state, seen) == ("quarantined", "done", [{"n": 1}])
        assert jobs.get(bad).why.startswith("The payload is not")


def test_a_job_of_somebody_who_left_is_given_up(company, jobs, runner, does, at, fails):
    does("print", fails)
    with at(who="wang"):
        id = jobs.enqueue("print", {})
    with at():
        company.container.platform.user().change(company.users["wang"], {"state": "left"})
        runner.run_due()
        assert jobs.get(id).why == "The user who asked for this may no longer sign in."


def test_a_schedule_is_one_job_that_is_put_back_after_each_run(jobs, runner, does, at):
    runs = []
    jobs.handlers.clear()
    does("clock.tick", lambda payload, job: runs.append(current.now()), schedule=Every(timedelta(minutes=5)))
    with at(NOON + timedelta(seconds=7)):
        runner.seed()
        runner.seed()
        assert runner.run_due() == 0
    with at(NOON + timedelta(minutes=5)):
        assert runner.run_due() == 1
        assert runner.run_due() == 0
    with at(NOON + timedelta(minutes=47)):  # what was missed is not made up for
        assert runner.run_due() == 1
        (job,) = jobs.page(10, kind="clock.tick")
        assert (job.state, job.run_at, job.attempts) == ("waiting", NOON + timedelta(minutes=50), 0)


def test_a_schedule_never_stops_whatever_happens_to_its_runs(jobs, runner, does, at, fails):
    jobs.handlers.clear()
    does("clock.tick", fails, schedule=Every(timedelta(hours=1)))
    with at():
        runner.seed()
    moment = NOON + timedelta(hours=1)
    for _ in range(12):
        with at(moment):
            assert runner.run_due() == 1
            (job,) = jobs.page(10, kind="clock.tick")
            assert job.state in ("failed", "waiting")
            assert job.why == "OSError: the printer is on fire"
            moment = job.run_at
