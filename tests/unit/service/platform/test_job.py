"""Jobs: the outbox, retries, quarantine, schedules, and who may do what with them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from crm import current
from crm.current import acting
from crm.domain.platform.job import BACK_OFF, GiveUp, Later
from crm.domain.platform.job_schedule import Every
from crm.errors import Forbidden, Invalid, NotFound
from crm.service.kit.job import Handler
from tests.kit.company import Company

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.fixture
def jobs(company: Company):
    return company.container.platform.job()


@pytest.fixture
def runner(company: Company):
    return company.container.platform.job_runner()


@pytest.fixture
def does(jobs) -> Callable[..., None]:
    """does("greet", method): there is a handler for the kind."""

    def add(kind: str, run: Any, **more: Any) -> None:
        jobs.handlers[kind] = Handler(kind, run, **more)

    return add


@pytest.fixture
def at(company: Company):
    """at(moment): Li Lei, who looks after jobs, at that moment."""
    return lambda moment=NOON, who="lilei": acting(actor=company.actor(who), language="en", clock=moment)


def fails(payload, job):
    raise OSError("the printer is on fire")


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


def test_when_the_business_is_undone_there_was_no_job(jobs, runner, does, at):
    does("greet", fails)
    calls = jobs.queue.seen()
    with at(), pytest.raises(ZeroDivisionError), jobs.db.transaction():
        jobs.enqueue("greet", {})
        raise ZeroDivisionError
    with at():
        assert jobs.page(10) == []
    assert jobs.queue.seen() == calls


def test_workers_are_woken_after_the_commit_and_not_before(jobs, does):
    does("greet", fails)
    calls = jobs.queue.seen()
    with jobs.db.transaction():
        jobs.enqueue("greet", {})
        assert jobs.queue.seen() == calls
    assert jobs.queue.seen() > calls


def test_a_unique_key_is_put_in_once(jobs, does):
    does("greet", fails)
    first = jobs.enqueue("greet", {"n": 1}, unique_key="monday")
    assert jobs.enqueue("greet", {"n": 2}, unique_key="monday") == first
    assert jobs.enqueue("greet", {"n": 3}) != first


def test_a_job_waits_for_its_time(jobs, runner, does, at):
    seen = []
    does("greet", lambda payload, job: seen.append(payload))
    with at():
        jobs.enqueue("greet", {}, run_at=NOON + timedelta(minutes=5))
        assert runner.run_due() == 0
        assert runner.due_in() == 300
    with at(NOON + timedelta(minutes=5)):
        assert runner.run_due() == 1


def test_a_failing_job_is_tried_later_and_later_and_then_given_up(jobs, runner, does, at):
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
            assert "test_job.py" in job.error
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


def test_a_replayed_job_has_all_its_attempts_again(jobs, runner, does, at):
    seen = []
    does("print", fails)
    with at():
        id = jobs.enqueue("print", {"page": 3})
        runner.run_due()
        does("print", lambda payload, job: seen.append(payload) or {"url": "/x"})
        assert (jobs.replay(id).state, jobs.get(id).attempts) == ("waiting", 0)
        runner.run_due()
        assert (seen, jobs.get(id).results) == ([{"page": 3}], {"url": "/x"})


def test_a_done_job_is_neither_replayed_nor_cancelled(jobs, runner, does, at):
    does("print", lambda payload, job: None)
    with at():
        id = jobs.enqueue("print", {})
        runner.run_due()
        for verb in (jobs.replay, jobs.cancel):
            with pytest.raises(Invalid):
                verb(id)
        assert jobs.get(id).state == "done"


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


def test_a_renewed_lease_keeps_others_away(jobs, runner, does, at):
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


def test_a_kind_that_nobody_does_cannot_be_put_in(jobs):
    with pytest.raises(LookupError):
        jobs.enqueue("juggle", {})


def test_a_kind_that_this_program_does_not_know_waits_with_the_reason(jobs, runner, does, at):
    does("newer", fails)
    with at():
        id = jobs.enqueue("newer", {})
        del jobs.handlers["newer"]
        assert runner.run_due() == 0
        job = jobs.get(id)
        assert (job.state, jobs.held(job)) == ("waiting", "This program does not know this kind of job.")


def test_a_kind_that_is_not_ready_waits_without_attempts(jobs, runner, does, at):
    does("print", lambda payload, job: None, ready=lambda: "No printer is set up.")
    with at():
        id = jobs.enqueue("print", {})
        assert runner.run_due() == 0
        assert jobs.held(jobs.get(id)) == "No printer is set up."


@pytest.mark.parametrize("payload", [{"at": NOON}, {"what": object()}, {1, 2}])
def test_a_payload_that_json_does_not_know_is_refused(jobs, does, payload):
    does("print", fails)
    with pytest.raises(TypeError):
        jobs.enqueue("print", payload)


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


def test_a_job_of_somebody_who_left_is_given_up(company, jobs, runner, does, at):
    does("print", fails)
    with at(who="wang"):
        id = jobs.enqueue("print", {})
    with at():
        company.container.platform.user().change(company.users["wang"], {"state": "left"})
        runner.run_due()
        assert jobs.get(id).why == "The user who asked for this may no longer sign in."


def test_jobs_are_seen_by_their_owner_and_by_who_looks_after_them(jobs, does, at):
    does("print", fails)
    with at(who="wang"):
        id = jobs.enqueue("print", {})
        assert jobs.get(id).id == id
        with pytest.raises(Forbidden):
            jobs.page(10)
        with pytest.raises(Forbidden):
            jobs.replay(id)
    with at(who="zhao"), pytest.raises(NotFound):
        jobs.get(id)
    with at(who="zhao"), pytest.raises(NotFound):
        jobs.cancel(id)
    with at(who="sun"):  # reads everything, writes nothing
        assert [job.id for job in jobs.page(10)] == [id]
        with pytest.raises(Forbidden):
            jobs.cancel(id)


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


def test_a_schedule_never_stops_whatever_happens_to_its_runs(jobs, runner, does, at):
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


def test_old_jobs_are_swept_out_but_not_what_failed_for_good(jobs, runner, does, at):
    does("print", lambda payload, job: None)
    with at():
        done = jobs.enqueue("print", {})
        runner.run_due()
        cancelled = jobs.cancel(jobs.enqueue("print", {})).id
        does("print", lambda payload, job: (_ for _ in ()).throw(GiveUp("no")))
        failed = jobs.enqueue("print", {})
        runner.run_due()
    with at(NOON + timedelta(days=29)):
        assert jobs.tidy()["jobs"] == 0
    with at(NOON + timedelta(days=31)):
        assert jobs.tidy()["jobs"] == 2
        assert [job.id for job in jobs.page(10)] == [failed]
    assert len({done, cancelled, failed}) == 3
