"""Running one job: take it, do it as the user who asked for it, and write down what came of it."""

import json
import time
import traceback
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.job import JobDao
from crm.domain.kit.access import Grants
from crm.domain.platform.job import MOST_ATTEMPTS, Claim, End, GiveUp, Interrupted, JobEnded, Later, after_failure
from crm.errors import CrmError, Invalid
from crm.service.kit.event import Events
from crm.service.kit.job import Handler
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.field import FieldService
from crm.service.platform.job import JobService, result_text
from crm.service.platform.user import UserService

LEASE = timedelta(seconds=60)
WRITTEN_EVERY = 0.5  # seconds between two writes of a job's progress
log = structlog.get_logger()


class Running:
    """A job under way, as its handler sees it."""

    def __init__(self, runner: "JobRunner", claim: Claim, worker: str):
        self.id, self.attempts = claim.id, claim.attempts
        self.claim, self.worker = claim, worker
        self._runner = runner
        self._written = 0.0

    def progress(self, done: int, total: int | None = None) -> None:
        if self._runner.stopping:
            raise Interrupted()
        if time.monotonic() - self._written >= WRITTEN_EVERY or done == total:
            self._runner.write_progress(self, done, total)
            self._written = time.monotonic()


class JobRunner:
    """Takes jobs and runs them. Set `stopping` and handlers leave off at their next step."""

    def __init__(
        self, db: Database, jobs: JobDao, service: JobService, users: UserService, fields: FieldService, events: Events, app: dict[str, Any]
    ):
        self.db = db
        self.events = events
        self.jobs = jobs
        self.service = service
        self.users = users
        self.fields = fields
        self.zone = ZoneInfo(app["timezone"])
        self.system = current.Actor(0, "system", grants=Grants(everything=True), language=app["language"], timezone=app["timezone"])
        self.lease = LEASE
        self.stopping = False

    @transactional
    def seed(self) -> None:
        """Make sure that every schedule is there, once."""
        now = current.now()
        for handler in self.service.handlers.values():
            if handler.schedule:
                self.jobs.seed(handler.kind, handler.schedule.after(now, self.zone), now)

    @reading
    def due_in(self) -> float | None:
        """Seconds until a job may be taken; 0 when there is one, None when there is nothing to wait for."""
        due = self.jobs.next_due(self.service.runnable())
        return max(0.0, (due.run_at - current.now()).total_seconds()) if due else None

    @transactional
    def take(self, worker: str) -> Claim | None:
        now = current.now()
        return self.jobs.claim(worker, self.service.runnable(), now, now + self.lease)

    @transactional
    def renew(self, worker: str) -> None:
        """Keep the leases of everything that this worker runs."""
        self.jobs.renew(worker, current.now() + self.lease)

    @transactional
    def write_progress(self, job: Running, done: int, total: int | None) -> None:
        if not self.jobs.progress(job.id, job.worker, job.attempts, done, total, current.now() + self.lease):
            raise Interrupted()

    def run_due(self, limit: int = 100, worker: str = "here") -> int:
        """Run what is due, one after the other, in this thread; gives how many."""
        for n in range(limit):
            if not self.run_one(worker):
                return n
        return limit

    def run_one(self, worker: str) -> bool:
        """Take one job and run it to its end; False when none is due."""
        if self.due_in() != 0 or (claim := self.take(worker)) is None:
            return False
        job, handler = Running(self, claim, worker), self.service.handlers[claim.kind]
        with current.acting(actor=self.system, source="job", request_id=f"job-{claim.id}", language=None, reason="", group_id=None):
            began = time.perf_counter()
            end = self._ended(job, handler)
            held = self._settle(job, end, handler.forget and end.state == "done")
            log.info(
                "job", job=claim.id, kind=claim.kind, state=end.state if held else "lost", attempts=claim.attempts,
                ms=round((time.perf_counter() - began) * 1000, 1),
            )  # fmt: skip
        return True

    def _ended(self, job: Running, handler: Handler) -> End:
        """Do the work; whatever the handler raises becomes the job's end, never the worker's."""
        try:
            result = self._work(job, handler)
            now = current.now()
            return self._again(handler, End("done", now, job.attempts, result=result_text(result), ended_at=now))
        except Interrupted:
            return End("waiting", current.now(), job.attempts - 1)
        except Later as later:
            return End("waiting", current.now() + later.wait, job.attempts - 1, str(later))
        except Exception as error:
            if not isinstance(error, (CrmError, GiveUp)):
                log.error("job failed", job=job.id, kind=handler.kind, exc_info=error)
            return self._again(handler, after_failure(job.attempts, _told(error), current.now(), isinstance(error, GiveUp)))

    def _work(self, job: Running, handler: Handler) -> Any:
        if job.attempts > MOST_ATTEMPTS:
            raise GiveUp("Every worker that took this job died of it.")
        actor = self.system
        if job.claim.actor_id:
            found = self.users.actor(job.claim.actor_id)
            if found is None:
                raise GiveUp("The user who asked for this may no longer sign in.")
            actor = found
        try:
            payload = self.service.opened(job.claim.kind, job.claim.payload)
        except ValueError as error:
            raise GiveUp(f"The payload is not JSON: {error}") from error
        if not isinstance(payload, dict):
            raise GiveUp("The payload is not a JSON object.")
        with current.acting(actor=actor):
            self.fields.bring()
            return handler.run(payload, job)

    def _again(self, handler: Handler, end: End) -> End:
        """A schedule is put back: at its next time after a run, at the latest then after a failure."""
        if handler.schedule is None:
            return end
        next_at = handler.schedule.after(current.now(), self.zone)
        if end.state == "failed":
            return replace(end, run_at=min(end.run_at, next_at))
        return replace(end, state="waiting", run_at=next_at, attempts=0, ended_at=current.now())

    @transactional
    def _settle(self, job: Running, end: End, forget: bool) -> bool:
        """Write the end down and tell of it; False when the job is no longer this worker's."""
        if not self.jobs.settle(job.id, job.worker, job.attempts, end, forget or None):
            return False
        if job.claim.actor_id and end.state in ("done", "quarantined"):
            url = json.loads(end.result).get("url") if end.result else None
            self.events.publish(JobEnded(job.id, self.service.label(job.claim.kind), end.state, job.claim.actor_id, url))
        return True


def _told(error: Exception) -> str:
    """First what went wrong, in one line; then where, unless it is a business error, which says all itself."""
    if isinstance(error, Invalid):  # its own text names the fields as the program does
        first = " ".join(dict.fromkeys(error.fields.values())) or str(error.words)
    else:
        first = f"{error}" if isinstance(error, (CrmError, GiveUp)) else f"{type(error).__name__}: {error}"
    first = " ".join(first.split())
    if isinstance(error, (CrmError, GiveUp)):
        return first
    return f"{first}\n\n{''.join(traceback.format_tb(error.__traceback__))}"
