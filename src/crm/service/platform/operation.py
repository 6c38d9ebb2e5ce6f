"""How the installation fares: measured every night, and shown to who looks after it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.platform.doctor import DoctorDao
from crm.dao.platform.operation import OperationDao
from crm.domain.platform.operation import GROWTH_DAYS, KEPT_DAYS, DayTotal, DayUse, Load, PersonUse, Sample, Size, TokenUse, share
from crm.errors import Forbidden
from crm.language import N_, say
from crm.service.kit.job import JobHandle, handles, scheduled
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService

MEASURE = "storage.measure"
LISTED = 50


@dataclass(frozen=True, slots=True)
class Storage:
    """What was measured last, how it grew, and what the whole database takes now."""

    day: date | None
    whole: int
    samples: tuple[Sample, ...]
    growth: tuple[DayTotal, ...]


class OperationService:
    def __init__(self, db: Database, operation: OperationDao, doctor: DoctorDao, jobs: JobService):
        self.db = db
        self.operation = operation
        self.doctor = doctor
        self.jobs = jobs

    def _require(self) -> None:
        if not current.actor().may("operation.view"):
            raise Forbidden()

    @scheduled("10 3 * * *", label=N_("Measure the storage"))
    @transactional
    def measure(self, _: Any = None) -> dict[str, int]:
        """Put down what tables, indexes and files take today; what is older than a year is forgotten."""
        counts, today = self.doctor.counts(), current.today()
        found = [*(self.operation.sizes() if self.operation.is_measurable() else ()), *self.operation.files()]
        named = {one.name for one in found if one.kind == "table"}
        found += [Size("table", name, 0, count) for name, count in counts.items() if name not in named]
        found.append(Size("database", "", self.operation.whole(), 0))
        self.operation.put_sizes(
            [{"day": today, **vars(one), "count": counts.get(one.name, 0) if one.kind == "table" else one.count} for one in found]
        )
        before = today - timedelta(days=KEPT_DAYS)
        return {
            "measured": len(found), "sizes": self.operation.forget_sizes(before), "loads": self.operation.forget_loads(before),
            "uses": self.operation.forget_uses(before),
        }  # fmt: skip

    @handles(MEASURE, label=N_("Measure the storage"))
    def measure_now(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        return self.measure() | {"url": "/operation"}

    def ask(self) -> int:
        """Have it measured now, by a job: to look through a large database takes a while."""
        self._require()
        return self.jobs.enqueue(MEASURE, {}, title=say("Measure the storage"))

    @reading
    def storage(self) -> Storage:
        """As it was measured last."""
        self._require()
        day, since = self.operation.last_day(), current.today() - timedelta(days=GROWTH_DAYS)
        first = self.operation.first_day(since) or day
        samples = self.operation.samples(day, first) if day and first else []
        return Storage(day, self.operation.whole(), tuple(samples), tuple(self.operation.growth("database", since)))

    @reading
    def waiting_since(self) -> datetime | None:
        """Since when the job that waits longest could have run; None while none is late."""
        self._require()
        found = self.operation.oldest()
        return found if found and found < current.now() else None

    @reading
    def statements(self, days: int, sort: str) -> list[tuple[Load, float]]:
        """The statements that take the most, each with the seconds within which 95 of 100 calls were done."""
        self._require()
        since = current.today() - timedelta(days=days - 1)
        found = self.operation.loads(since, sort, LISTED)
        buckets = self.operation.buckets(since, [one.label for one in found]) if found else []
        return [(one, share(bucket for bucket in buckets if bucket.label == one.label)) for one in found]

    @reading
    def usage(self) -> tuple[list[DayUse], list[PersonUse], list[TokenUse]]:
        """By day, by person, by token, over the last thirty days."""
        self._require()
        since = current.today() - timedelta(days=GROWTH_DAYS - 1)
        return self.operation.uses(since), self.operation.people(since, LISTED), self.operation.tokens(since, LISTED)
