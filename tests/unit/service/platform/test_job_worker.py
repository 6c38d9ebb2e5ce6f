"""Workers in threads and in processes: each job once, none lost, also when a process is killed."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from crm.container import Container, build
from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.service.kit.job import Handler
from crm.service.kit.queue import Embedded, open_queue
from crm.service.kit.queue_postgresql import Postgres
from crm.service.platform import job_worker
from crm.service.platform.job_worker import Workers
from crm.settings import load
from tests.kit import databases

ROOT = Path(__file__).parents[4]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that several processes share."""
    if request.param == "postgresql":
        for db in databases.postgresql():
            yield db.url.render_as_string(hide_password=False)
    else:
        db = Database(f"sqlite:///{tmp_path}/crm.db")
        Migrator(db).migrate()
        db.engine.dispose()
        yield f"sqlite:///{tmp_path}/crm.db"


@pytest.fixture
def shared(url: str) -> Iterator[Container]:
    container = build(load("test", {}, database={"url": url}, secret="a secret of the tests"))
    container.platform.job().handlers["mark"] = Handler("mark", lambda payload, job: None)
    yield container
    container.platform.queue().close()
    container.db().engine.dispose()


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    return tmp_path / "marks"


@pytest.fixture
def process(url: str, marks: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """process(lease) starts a process with two workers; those still there at the end are stopped."""
    started: list[subprocess.Popen[str]] = []
    path = os.pathsep.join((str(ROOT), str(ROOT / "src")))

    def start(lease: float = 60) -> subprocess.Popen[str]:
        made = subprocess.Popen(
            [sys.executable, ROOT / "tests/kit/job_process.py", url, marks, str(lease)],
            env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(made)
        return made

    yield start
    for one in started:
        one.kill()
        one.communicate()


def ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    while process.stdout.readline() != "ready\n":
        assert process.poll() is None


def until(holds: Callable[[], Any], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def states(container: Container) -> dict[str, int]:
    return {count.state: count.n for count in container.platform.job().counts() if count.kind == "mark"}


def lines(marks: Path) -> list[str]:
    return marks.read_text().split() if marks.exists() else []


@pytest.mark.slow
def test_two_processes_do_each_of_200_jobs_once(shared, process, marks):
    first, second = process(), process()
    ready(first), ready(second)
    jobs = shared.platform.job()
    for n in range(200):
        jobs.enqueue("mark", {"n": n})
    until(lambda: states(shared) == {"done": 200})
    assert Counter(lines(marks)) == Counter(str(n) for n in range(200))


def test_the_job_of_a_killed_process_is_taken_up_by_another(shared, process, marks):
    victim = process(lease=4)
    ready(victim)
    shared.platform.job().enqueue("mark", {"n": 7, "hang": True})
    until(lambda: lines(marks) == ["7"])
    victim.kill()
    victim.wait()
    assert states(shared) == {"running": 1}
    ready(process(lease=4))
    until(lambda: states(shared) == {"done": 1})
    assert lines(marks) == ["7", "7"]


@pytest.mark.slow
def test_a_process_that_is_stopped_ends_in_time(process):
    worker = process()
    ready(worker)
    worker.communicate("", timeout=20)  # a handler would be given 30 seconds
    assert worker.returncode == 0


@pytest.mark.slow
def test_a_lease_is_kept_while_its_job_runs(shared):
    ran, go = [], threading.Event()
    jobs = shared.platform.job()
    jobs.handlers["mark"] = Handler("mark", lambda payload, job: (ran.append(job.attempts), go.wait(10)))
    workers = Workers(shared, 2)
    workers.runner.lease = workers.runner.lease / 20
    workers.start()
    jobs.enqueue("mark", {})
    until(lambda: ran)
    time.sleep(4.5)
    go.set()
    until(lambda: states(shared) == {"done": 1})
    workers.stop()
    assert ran == [1]


def test_a_worker_is_woken_without_waiting_for_the_sweep(shared, monkeypatch):
    monkeypatch.setattr(job_worker, "SWEEP", 600)
    done = threading.Event()
    shared.platform.job().handlers["mark"] = Handler("mark", lambda payload, job: done.set())
    workers = Workers(shared, 1)
    workers.start()
    time.sleep(0.3)
    shared.platform.job().enqueue("mark", {})
    assert done.wait(20)
    workers.stop()


def test_a_call_from_another_machine_wakes_over_postgresql(postgres_url):
    here, there = Postgres(postgres_url), Postgres(postgres_url)
    seen = here.seen()
    here.wait(seen, 0.01)
    until(lambda: here.seen() > seen, 5)  # it listens
    seen = here.seen()
    there.wake()
    here.wait(seen, 5)
    woken = here.seen() > seen
    here.close(), there.close()
    assert woken


def test_a_call_that_is_lost_is_no_error():
    queue = Postgres("postgresql://127.0.0.1:1/nowhere")
    seen = queue.seen()
    queue.wake()
    assert queue.seen() > seen
    queue.close()


@pytest.mark.parametrize(
    ("address", "database", "kind"),
    [("", "sqlite:///x.db", Embedded), ("", "postgresql+psycopg://h/d", Postgres), ("postgresql://h/q", "postgresql://h/d", Postgres)],
)
def test_the_queue_follows_the_settings(address, database, kind):
    assert type(open_queue(address, database)) is kind


def test_an_unknown_queue_is_refused_at_the_start():
    with pytest.raises(ValueError, match=r"jobs.queue must be empty or .* not redis://"):
        open_queue("redis://somewhere", "sqlite:///x.db")
