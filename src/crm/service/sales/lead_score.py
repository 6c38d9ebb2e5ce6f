"""Scores leads by the rules: at every write and touch, and all open ones each night, for scores cool down."""

from datetime import datetime, timedelta
from typing import Any

from crm import current
from crm.dao.kit.match import met
from crm.dao.sales.lead import LeadDao
from crm.dao.sales.lead_score import LeadScoreDao
from crm.domain.customer.event import Touched
from crm.domain.kit.event import RecordsWritten
from crm.domain.sales.lead import MODULE as LEAD
from crm.domain.sales.lead import Lead
from crm.domain.sales.lead_score import LeadScore, LeadScoreDraft, Part, Scale
from crm.errors import Forbidden, Invalid
from crm.language import N_
from crm.service.kit.event import listens
from crm.service.kit.fresh import Fresh
from crm.service.kit.job import JobHandle, handles, scheduled
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.setting import SettingService

BATCH = 500
JOB = "lead_score.run"
MINUTE = timedelta(minutes=1)


class LeadScoreService(RecordService[LeadScore, LeadScoreDraft]):
    records: LeadScoreDao

    def __init__(self, kit: Kit, records: LeadScoreDao, leads: LeadDao, settings: SettingService, jobs: JobService):
        super().__init__(kit, records)
        self.leads = leads
        self.settings = settings
        self.jobs = jobs
        self._kept = Fresh(self._rules)

    @property
    def scale(self) -> Scale:
        get = self.settings.get
        return Scale(get("lead_hot"), get("lead_warm"), get("lead_half_life"))

    # Why -----------------------------------------------------------------------

    @reading
    def parts(self, lead: Lead) -> list[Part]:
        """What the score of a lead is made of, by the rules as they are now. Every page of a lead asks: they are kept for some seconds."""
        return self._parts([lead], self._kept())[lead.id]

    def _rules(self) -> list[LeadScore]:
        """Those in force whose condition can be read; one that names a field that is gone gives nothing."""
        return [rule for rule in self.records.active_rules() if _readable(rule)]

    def _parts(self, rows: list[Lead], rules: list[LeadScore]) -> dict[int, list[Part]]:
        with current.acting(actor=current.everyone()):
            meets = met(self.leads, [rule.filter for rule in rules], [row.id for row in rows])
        found, scale, now = {}, self.scale, current.now()
        for row in rows:
            parts = [Part(rule.points, rule) for rule, fits in zip(rules, meets[row.id], strict=True) if fits]
            whole, since = sum(part.points for part in parts), row.touched_at or row.created_at
            if (lost := scale.cooled(whole, since, now) - whole) and since:
                parts.append(Part(lost, days=(now - since).days))
            found[row.id] = parts
        return found

    # Keeping scores true ----------------------------------------------------------

    @listens(RecordsWritten)
    def wrote(self, event: RecordsWritten) -> None:
        """A lead is scored with the write; when a rule changes, all are scored anew by a job."""
        if event.module == LEAD.name and event.verb != "remove":
            for start in range(0, len(event.ids), BATCH):
                self._score(list(event.ids[start : start + BATCH]))
        elif event.module == self.module.name:
            self._kept.forget()
            with current.acting(actor=current.NOBODY):  # nobody asked for it, so it stands in nobody's list
                self._enqueue(current.now())

    @listens(Touched)
    def touched(self, event: Touched) -> None:
        if event.module == LEAD.name:
            self._score(list(event.ids))

    def _score(self, ids: list[int]) -> int:
        """In the transaction under way."""
        rules = self._rules()
        with current.acting(actor=current.everyone()):
            rows: list[Lead] = self.leads.find(ids)  # type: ignore[assignment]
        if not rules:
            plain = [row for row in rows if row.grade is not None or row.score]
            return self.leads.set_scores([{"id": row.id, "score": 0, "grade": None} for row in plain])
        scale, parts = self.scale, self._parts(rows, rules)
        scores = {row.id: sum(part.points for part in parts[row.id]) for row in rows}
        moved = [row for row in rows if (row.score, row.grade) != (scores[row.id], scale.grade(scores[row.id]))]
        return self.leads.set_scores([{"id": row.id, "score": scores[row.id], "grade": scale.grade(scores[row.id])} for row in moved])

    @transactional
    def start(self) -> int:
        """Have all open leads scored anew; gives the job's id."""
        if not current.actor().may("lead_score.edit"):
            raise Forbidden()
        return self._enqueue(current.now())

    def _enqueue(self, now: datetime) -> int:
        """One job for all that happens within a minute, at its end."""
        at = now.replace(second=0, microsecond=0) + MINUTE
        return self.jobs.enqueue(JOB, {}, at, f"{JOB}.{at:%Y%m%d%H%M}.{current.actor().id}")

    @handles(JOB, label=N_("Score the leads anew"))
    def run(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        return self._all(job) | {"url": "/leads?sort=-score"}

    @scheduled("40 2 * * *", label=N_("Score the leads anew every night"))
    def nightly(self, job: JobHandle) -> dict[str, Any]:
        return self._all(job)

    def _all(self, job: JobHandle) -> dict[str, Any]:
        """Each batch is a transaction of its own."""
        after, done, changed, more = 0, 0, 0, True
        while more:
            ids, moved = self._batch(after)
            after, done, changed, more = ids[-1] if ids else after, done + len(ids), changed + moved, len(ids) == BATCH
            job.progress(done)
        return {"leads": done, "changed": changed}

    @transactional
    def _batch(self, after: int) -> tuple[list[int], int]:
        ids = self.leads.open_after(after, BATCH)
        return ids, self._score(ids) if ids else 0


def _readable(rule: LeadScore) -> bool:
    try:
        return bool(rule.filter)
    except Invalid:
        return False
