"""Jobs in the database, and the sweeping out of what nobody needs any longer."""

from datetime import datetime

from crm.dao.kit.base import Dao, statement
from crm.domain.platform.job import Claim, Due, End, Job, JobCount


class JobDao(Dao):
    @statement
    def insert(
        self, kind: str, title: str, payload: dict, unique_key: str | None, run_at: datetime, actor_id: int, now: datetime
    ) -> int | None: ...

    @statement
    def id_of(self, unique_key: str) -> int | None: ...

    @statement
    def release(self, unique_key: str, states: tuple[str, ...]) -> int: ...

    @statement
    def seed(self, kind: str, run_at: datetime, now: datetime) -> int: ...

    @statement
    def next_due(self, kinds: list[str]) -> Due | None: ...

    @statement
    def claim(self, worker: str, kinds: list[str], now: datetime, until: datetime) -> Claim | None:
        """The job that has waited longest is this worker's until then; nobody else gets it."""
        ...

    @statement
    def renew(self, worker: str, until: datetime) -> int: ...

    @statement
    def progress(self, id: int, worker: str, held: int, done: int, total: int | None, until: datetime) -> int:
        """0 when the job is no longer this worker's; so for `settle`."""
        ...

    @statement
    def settle(self, id: int, worker: str, held: int, end: End, forget: bool | None = None) -> int: ...

    @statement
    def replay(self, id: int, states: tuple[str, ...], now: datetime) -> int: ...

    @statement
    def cancel(self, id: int, states: tuple[str, ...], now: datetime) -> int: ...

    @statement
    def get(self, id: int) -> Job | None: ...

    @statement
    def page(
        self,
        size: int,
        before_id: int | None = None,
        state: str | None = None,
        kind: str | None = None,
        actor_id: int | None = None,
        states: tuple[str, ...] | None = None,
    ) -> list[Job]: ...

    @statement
    def counts(self) -> list[JobCount]: ...

    @statement
    def forget(self, before: datetime) -> int:
        """Jobs that ended before then; what failed for good stays until somebody has looked at it."""
        ...

    @statement
    def forget_held_forms(self, before: datetime) -> int: ...

    @statement
    def forget_sessions(self, idle: datetime, absolute: datetime) -> int: ...

    @statement
    def forget_resets(self, before: datetime) -> int: ...

    @statement
    def forget_failures(self, before: datetime) -> int: ...
