"""Jobs: put beside the business data in one transaction, so that an undone order takes its mail with it."""

import json
from datetime import datetime, timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.job import JobDao
from crm.domain.kit.plain import dumps
from crm.domain.kit.sealed import SEALED, Unreadable
from crm.domain.platform.job import CANCELLABLE, OVER, REPLAYABLE, Job, JobCount
from crm.domain.platform.maintenance import read
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import N_, Words
from crm.service.kit.job import Handler, handlers, scheduled
from crm.service.kit.queue import Queue
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.setting import SettingService
from crm.service.platform.vault import Vault


class JobService:
    """Puts jobs in, shows them, replays and cancels them; knows who does which kind."""

    def __init__(self, db: Database, jobs: JobDao, queue: Queue, settings: SettingService, vault: Vault, limits: dict[str, Any]):
        self.db = db
        self.jobs = jobs
        self.queue = queue
        self.settings = settings
        self.vault = vault
        self.session_days = limits["session_days"]
        self.handlers: dict[str, Handler] = {}

    def connect(self, service: Any) -> None:
        """Know the service's methods that are marked with @handles or @scheduled."""
        for handler in handlers(service):
            if handler.kind in self.handlers:
                raise RuntimeError(f"Two services do jobs of the kind {handler.kind}.")
            self.handlers[handler.kind] = handler

    @transactional
    def enqueue(
        self, kind: str, payload: dict[str, Any], run_at: datetime | None = None, unique_key: str | None = None, title: str = "",
        anew: bool = False,
    ) -> int:  # fmt: skip
        """The job's id; it runs as the actor, after the commit. A job of the same unique key is not put in twice; with `anew`
        only while it is not over.

        `title` is what people see of it. The payload becomes JSON; raises TypeError for what JSON does not know.
        """
        if kind not in self.handlers:
            raise LookupError(f"No service does jobs of the kind {kind}.")
        text = json.dumps(payload)
        if self.handlers[kind].sealed:
            payload = {SEALED: self.vault.seal(text, f"job {kind}")}
        now, actor = current.now(), current.actor().id
        if anew and unique_key:
            self.jobs.release(unique_key, OVER)
        id = self.jobs.insert(kind, title[:200], payload, unique_key, run_at or now, actor, now)
        if id is None:
            return self.jobs.id_of(unique_key or "") or 0
        self.db.after_commit(self.queue.wake)
        return id

    def opened(self, kind: str, text: str) -> Any:
        """A payload again. Raises ValueError for what is no JSON, Unreadable where it lies under a key that is not here."""
        payload = json.loads(text)
        if not (isinstance(payload, dict) and self.handlers[kind].sealed and SEALED in payload):
            return payload
        if (found := self.vault.unseal(payload[SEALED], f"job {kind}")) is None:
            raise Unreadable(kind)
        return json.loads(found)

    @reading
    def known(self, unique_key: str) -> int | None:
        """The job of this key, if there is one still."""
        return self.jobs.id_of(unique_key)

    def paused(self) -> bool:
        """Whether jobs wait for the end of maintenance."""
        found = read(self.settings.get("maintenance"))
        return found is not None and not found.jobs

    def runnable(self) -> list[str]:
        """The kinds that can be done here and now."""
        return [] if self.paused() else [kind for kind, handler in self.handlers.items() if handler.ready() is None]

    def held(self, job: Job) -> str | None:
        """Why nobody takes a waiting job, in words."""
        if job.state not in ("waiting", "failed"):
            return None
        if self.paused():
            return Words("Waits until maintenance is over.")
        handler = self.handlers.get(job.kind)
        return handler.ready() if handler else Words("This program does not know this kind of job.")

    def label(self, kind: str) -> str:
        """The kind in words."""
        handler = self.handlers.get(kind)
        return handler.label if handler and handler.label else kind

    @reading
    def get(self, id: int) -> Job:
        """One's own job, or any with the right to see them."""
        job = self.jobs.get(id)
        if job is None or not (self._own(job) or current.actor().may("job.view")):
            raise NotFound()
        return job

    @staticmethod
    def _own(job: Job) -> bool:
        return bool(job.actor_id) and job.actor_id == current.actor().id

    @reading
    def page(self, size: int, before_id: int | None = None, state: str | None = None, kind: str | None = None) -> list[Job]:
        """All jobs, newest first."""
        if not current.actor().may("job.view"):
            raise Forbidden()
        return self.jobs.page(size, before_id=before_id, state=state, kind=kind)

    @reading
    def mine(self, size: int = 5) -> list[Job]:
        """The actor's own jobs that are not over."""
        return self.jobs.page(size, actor_id=current.actor().id, states=("waiting", "failed", "running"))

    @reading
    def counts(self) -> list[JobCount]:
        return self.jobs.counts()

    @reading
    def trouble(self, kind: str) -> str | None:
        """In one line, why a schedule failed when it ran last; None since it ran well again."""
        id = self.jobs.id_of(kind)
        found = self.jobs.get(id) if id else None
        return found.error.partition("\n")[0] if found and found.error else None

    def may_end(self, job: Job) -> bool:
        """Whether the actor may cancel it: whoever asked for it, and who looks after jobs."""
        return self._own(job) or current.actor().may("job.edit")

    @transactional
    def replay(self, id: int) -> Job:
        """Let a job that failed or was cancelled run again, with all its attempts."""
        self.get(id)
        if not current.actor().may("job.edit"):
            raise Forbidden()
        if not self.jobs.replay(id, REPLAYABLE, current.now()):
            raise Invalid(state=Words("Only a job that failed or was cancelled can be run again."))
        self.db.after_commit(self.queue.wake)
        return self.get(id)

    @transactional
    def cancel(self, id: int) -> Job:
        """Take a job back. One that is running leaves off at its next step."""
        if not self.may_end(self.get(id)):
            raise Forbidden()
        if not self.jobs.cancel(id, CANCELLABLE, current.now()):
            raise Invalid(state=Words("This job is over; it cannot be cancelled."))
        return self.get(id)

    @scheduled("15 3 * * *", label=N_("Sweep out old jobs and sessions"))
    @transactional
    def tidy(self, _: Any = None) -> dict[str, int]:
        """Sweep out what nobody needs any longer; gives how much of each."""
        now = current.now()
        idle, absolute = timedelta(minutes=self.settings.get("session_idle")), timedelta(days=self.session_days)
        return {
            "jobs": self.jobs.forget(now - timedelta(days=30)),
            "held_forms": self.jobs.forget_held_forms(now - timedelta(days=1)),
            "sessions": self.jobs.forget_sessions(now - idle, now - absolute),
            "resets": self.jobs.forget_resets(now),
            "sign_in_failures": self.jobs.forget_failures(now - timedelta(days=7)),
        }


def result_text(result: Any) -> str | None:
    return None if result is None else dumps(result)
