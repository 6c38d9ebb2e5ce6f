"""Jobs: the outbox, waiting, replay, and who may do what with them."""

from datetime import UTC, datetime, timedelta

import pytest

from crm.domain.platform.job import GiveUp
from crm.errors import Forbidden, Invalid, NotFound

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)  # noon in Shanghai


def test_when_the_business_is_undone_there_was_no_job(jobs, runner, does, at, fails):
    does("greet", fails)
    calls = jobs.queue.seen()
    with at(), pytest.raises(ZeroDivisionError), jobs.db.transaction():
        jobs.enqueue("greet", {})
        raise ZeroDivisionError
    with at():
        assert jobs.page(10) == []
    assert jobs.queue.seen() == calls


def test_workers_are_woken_after_the_commit_and_not_before(jobs, does, fails):
    does("greet", fails)
    calls = jobs.queue.seen()
    with jobs.db.transaction():
        jobs.enqueue("greet", {})
        assert jobs.queue.seen() == calls
    assert jobs.queue.seen() > calls


def test_a_unique_key_is_put_in_once(jobs, does, fails):
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


def test_a_replayed_job_has_all_its_attempts_again(jobs, runner, does, at, fails):
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


def test_a_kind_that_nobody_does_cannot_be_put_in(jobs):
    with pytest.raises(LookupError):
        jobs.enqueue("juggle", {})


def test_a_kind_that_this_program_does_not_know_waits_with_the_reason(jobs, runner, does, at, fails):
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
def test_a_payload_that_json_does_not_know_is_refused(jobs, does, payload, fails):
    does("print", fails)
    with pytest.raises(TypeError):
        jobs.enqueue("print", payload)


def test_jobs_are_seen_by_their_owner_and_by_who_looks_after_them(jobs, does, at, fails):
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


def test_sessions_are_swept_out_when_the_setting_says_that_they_ran_out(company, jobs, at):
    sessions, settings = company.container.platform.auth_dao(), company.container.platform.setting()
    with at():
        settings.change({"session_idle": "30"})
        with jobs.db.transaction():
            sessions.insert_session("a" * 64, company.users["wang"], NOON, None, None)
    with at(NOON + timedelta(minutes=29)):
        assert jobs.tidy()["sessions"] == 0
    with at(NOON + timedelta(minutes=31)):
        assert jobs.tidy()["sessions"] == 1
