"""The statements of jobs: claims, fences, seeds and the sweep."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm.dao.kit.database import Database
from crm.dao.kit.migration import Migrator
from crm.dao.platform.job import JobDao
from crm.domain.platform.job import End
from tests.kit import databases

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)


@pytest.fixture
def jobs(db: Database) -> JobDao:
    return JobDao(db)


def put(jobs: JobDao, minutes: int = 0, kind: str = "print") -> int:
    with jobs.db.transaction():
        return jobs.insert(kind, "", {}, None, NOON + timedelta(minutes=minutes), 0, NOON)


def test_who_waited_longest_is_taken_first(jobs):
    second, first, third = put(jobs, -1), put(jobs, -2), put(jobs, -1)
    with jobs.db.transaction():
        taken = [jobs.claim("w", ["print"], NOON, LATER).id for _ in range(3)]
        assert jobs.claim("w", ["print"], NOON, LATER) is None
    assert taken == [first, second, third]


def test_only_known_kinds_are_taken(jobs):
    put(jobs, kind="other")
    with jobs.db.transaction():
        assert jobs.claim("w", ["print"], NOON, LATER) is None
        assert jobs.claim("w", [], NOON, LATER) is None
        assert jobs.next_due(["print"]) is None
        assert jobs.next_due(["other"]).run_at == NOON


def test_an_old_claim_can_neither_tell_progress_nor_settle(jobs):
    id = put(jobs)
    with jobs.db.transaction():
        old = jobs.claim("w", ["print"], NOON, LATER)
        new = jobs.claim("w", ["print"], LATER, LATER + timedelta(minutes=1))
        done = End("done", LATER, 1, ended_at=LATER)
        assert (old.attempts, new.attempts) == (1, 2)
        assert jobs.progress(id, "w", old.attempts, 1, 2, LATER) == 0
        assert jobs.settle(id, "w", old.attempts, done) == 0
        assert jobs.settle(id, "somebody else", new.attempts, done) == 0
        assert jobs.settle(id, "w", new.attempts, done) == 1
        assert jobs.settle(id, "w", new.attempts, done) == 0


def test_what_is_over_gives_its_key_away_and_what_waits_keeps_it(jobs):
    with jobs.db.transaction():
        first = jobs.insert("print", "", {}, "once", NOON, 0, NOON)
        assert (jobs.release("once", ("done",)), jobs.insert("print", "", {}, "once", NOON, 0, NOON)) == (0, None)
        held = jobs.claim("w", ["print"], NOON, LATER)
        jobs.settle(first, "w", held.attempts, End("done", LATER, 1, ended_at=LATER))
        assert (jobs.release("once", ("done",)), jobs.id_of("once")) == (1, None)
        assert jobs.insert("print", "", {}, "once", NOON, 0, NOON) != first


def test_a_seed_stays_one_row_and_moves_only_forward_in_time(jobs):
    with jobs.db.transaction():
        jobs.seed("tick", NOON, NOON)
        jobs.seed("tick", LATER, NOON)
        assert jobs.next_due(["tick"]).run_at == NOON
        jobs.seed("tick", NOON - timedelta(minutes=5), NOON)
        assert jobs.next_due(["tick"]).run_at == NOON - timedelta(minutes=5)
        assert len(jobs.page(10)) == 1


def test_the_sweep_leaves_schedules_alone(jobs):
    with jobs.db.transaction():
        jobs.seed("tick", NOON, NOON)
        (tick,) = jobs.page(1)
        jobs.cancel(tick.id, ("waiting",), NOON)
        assert jobs.forget(NOON + timedelta(days=99)) == 0


def test_old_sessions_forms_and_links_are_swept_out(jobs):
    old, new = NOON - timedelta(days=2), NOON
    with jobs.db.transaction() as work:
        columns = "id, sort_key, name, account, created_at, updated_at"
        work.cursor.execute(f"INSERT INTO app_user ({columns}) VALUES (1, 'a', 'a', 'a', '2026-01-01', '2026-01-01')")
        for n, at in enumerate((old, new)):
            text = at.replace(tzinfo=None).isoformat(" ", "microseconds")
            columns = "token_hash, user_id, created_at, seen_at, proven_at"
            work.cursor.execute(f"INSERT INTO session ({columns}) VALUES ('t{n}', 1, '{text}', '{text}', '{text}')")
            columns = "token_hash, user_id, path, data, created_at"
            work.cursor.execute(f"INSERT INTO held_form ({columns}) VALUES ('t{n}', 1, '/', '{{}}', '{text}')")
            work.cursor.execute(f"INSERT INTO password_reset (token_hash, user_id, expires_at) VALUES ('t{n}', 1, '{text}')")
            work.cursor.execute(f"INSERT INTO sign_in_failure (subject, at) VALUES ('x', '{text}')")
        before = NOON - timedelta(days=1)
        swept = (
            jobs.forget_sessions(before, before), jobs.forget_held_forms(before), jobs.forget_resets(before), jobs.forget_failures(before),
        )  # fmt: skip
    assert swept == (1, 1, 1, 1)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_two_threads_share_out_200_jobs(engine, tmp_path: Path):
    if engine == "postgresql":
        db = next(databases.postgresql())
    else:
        db = Database(f"sqlite:///{tmp_path}/crm.db")
        Migrator(db).migrate()
    jobs, taken = JobDao(db), []
    ids = {put(jobs) for _ in range(200)}

    def take() -> None:
        while True:
            with db.transaction():
                claim = jobs.claim(threading.current_thread().name, ["print"], NOON, LATER)
            if claim is None:
                return
            taken.append(claim.id)

    threads = [threading.Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.engine.dispose()
    assert (len(taken), set(taken)) == (200, ids)
