"""A job: work done outside the request, at least once; what becomes of it when it ends."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.domain.kit.kind import Option
from crm.language import N_

STATES = (
    Option("waiting", N_("Waiting"), "", ()),
    Option("running", N_("Running"), "brand", ()),
    Option("failed", N_("To be retried"), "warn", ()),
    Option("quarantined", N_("Given up"), "bad", ()),
    Option("done", N_("Done"), "ok", ()),
    Option("cancelled", N_("Cancelled"), "", ()),
)
REPLAYABLE = ("failed", "quarantined", "cancelled")
OVER = ("done", "quarantined", "cancelled")
CANCELLABLE = ("waiting", "failed", "running", "quarantined")
BACK_OFF = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
MOST_ATTEMPTS = len(BACK_OFF) + 1
ERROR_LENGTH = 8000


class GiveUp(Exception):
    """A failure that trying again would not mend: the job is quarantined at once."""


class Later(Exception):
    """What the job needs is not there now; it waits without having used up an attempt."""

    def __init__(self, why: str, wait: timedelta = timedelta(minutes=1)):
        super().__init__(why)
        self.wait = wait


class Interrupted(Exception):
    """The worker stops, the job was cancelled, or its lease was lost: the handler must leave off."""


@dataclass(frozen=True)
class Job:
    """A job as the database has it. `error`: its first line says what, the rest says where."""

    id: int
    kind: str
    title: str
    state: str
    unique_key: str | None
    run_at: datetime
    attempts: int
    error: str | None
    done: int
    total: int | None
    result: str | None  # JSON
    actor_id: int
    actor_name: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def share(self) -> int | None:
        """How much is done, in percent; None while that is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def is_over(self) -> bool:
        return self.state in ("done", "cancelled", "quarantined")

    @property
    def results(self) -> dict[str, Any]:
        """What it told by name; a scheduled one may have given a bare count."""
        found = json.loads(self.result) if self.result else {}
        return found if isinstance(found, dict) else {"count": found}

    @property
    def why(self) -> str:
        """The error in one line."""
        return (self.error or "").partition("\n")[0]


@dataclass(frozen=True)
class Claim:
    """A job that this worker holds. `attempts` fences: whoever took it later has a higher number."""

    id: int
    kind: str
    payload: str  # JSON, as the database keeps it
    attempts: int
    actor_id: int


@dataclass(frozen=True)
class Due:
    """When a job of a schedule runs next."""

    run_at: datetime


@dataclass(frozen=True)
class JobCount:
    """How many jobs of a kind are in a state."""

    kind: str
    state: str
    n: int


@dataclass(frozen=True)
class End:
    """What an attempt came to."""

    state: str
    run_at: datetime
    attempts: int
    error: str | None = None
    result: str | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class JobEnded:
    """Somebody's job came to its end: done, or given up. `url` is where its result leads."""

    id: int
    label: str
    state: str
    actor_id: int
    url: str | None


def after_failure(attempts: int, error: str, now: datetime, final: bool = False) -> End:
    """Tried again later and later; given up after the last attempt, or at once when the failure is final."""
    error = error[:ERROR_LENGTH].replace("\x00", "")
    if final or attempts >= MOST_ATTEMPTS:
        return End("quarantined", now, attempts, error, ended_at=now)
    return End("failed", now + BACK_OFF[attempts - 1], attempts, error)
