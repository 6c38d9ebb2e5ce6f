"""Commission runs: a month worked out as a whole or not at all, reviewed, approved, paid."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from crm import current
from crm.dao.sales.commission_line import CommissionLineDao
from crm.dao.sales.commission_run import CommissionRunDao, Head
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter import Query, Sort
from crm.domain.platform.job import GiveUp
from crm.domain.sales.commission import NONE
from crm.domain.sales.commission_month import Worked
from crm.domain.sales.commission_run import DECIDED, MOVES, STATES, CommissionRun, CommissionRunDraft
from crm.domain.sales.commission_source import named
from crm.domain.sales.commission_written import written_lines
from crm.domain.sales.period import month_of
from crm.errors import Invalid
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.job import JobHandle, handles
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.job import JobService
from crm.service.platform.notice import NoticeService
from crm.service.sales.commission import CommissionService, Past, People
from crm.service.sales.commission_plan import CommissionPlanService
from crm.service.sales.period import PeriodService

LABELS = {option.value: option.label for option in STATES}
TOLD = {"approved": N_("Your commission of {month} is approved"), "paid": N_("Your commission of {month} is paid out")}
PLANS, PEOPLE = 500, 10_000


class CommissionRunService(RecordService[CommissionRun, CommissionRunDraft]):
    records: CommissionRunDao

    def __init__(
        self, kit: Kit, records: CommissionRunDao, lines: CommissionLineDao, commission: CommissionService, plans: CommissionPlanService,
        periods: PeriodService, jobs: JobService, notices: NoticeService,
    ):  # fmt: skip
        super().__init__(kit, records)
        self.lines = lines
        self.commission = commission
        self.plans = plans
        self.periods = periods
        self.jobs = jobs
        self.notices = notices

    # What is true ------------------------------------------------------------

    def verify_all(self, pairs: list[tuple[Any, Any | None]]) -> dict[int, Invalid]:
        """Each month once, one after the other, by the moves there are; who may approve decides."""
        runs = self.records.all()
        refused = {}
        for at, (row, before) in enumerate(pairs):
            others = [one for one in runs if one.id != row.id]
            if wrong := self._new(row, others) if before is None else self._unmoved(row, before, others):
                refused[at] = Invalid(wrong)
        return refused

    @staticmethod
    def _new(row: Any, others: Sequence[Head]) -> dict[str, Words]:
        if row.state != "draft":
            return {"state": Words("A run begins as a draft.")}
        if row.month > month_of(current.today()):
            return {"month": Words("This month has not begun yet.")}
        if any(one.month == row.month for one in others):
            return {"month": Words("There is a run of this month already.")}
        if later := next((one for one in others if one.month > row.month), None):
            return {"month": Words("There is a run of {month} already; months are worked out one after the other.", month=later.month)}
        return {}

    def _unmoved(self, row: Any, before: Any, others: Sequence[Head]) -> dict[str, Words]:
        if row.month != before.month:
            return {"month": Words("The month of a run stays.")}
        if row.state == before.state:
            return {}
        if row.state not in MOVES[before.state]:
            words = N_("“{now}” does not become “{then}”.")
            return {"state": Words(words, now=Words(LABELS[before.state]), then=Words(LABELS[row.state]))}
        if (row.state in DECIDED or before.state in DECIDED) and not self.may("approve", before):
            return {"state": Words("You may not decide on commission.")}
        if row.state == "reviewed" and before.taken_at is None:
            return {"state": Words("Work it out first.")}
        later = next((one for one in others if one.month > row.month), None)
        if row.state == "draft" and later:
            return {"state": Words("The run of {month} builds on this one. Delete it first.", month=later.month)}
        return {}

    def verify_removal(self, row: Any) -> None:
        if row.state != "draft":
            raise Invalid(state=Words("Only a draft can be deleted."))

    def guarded(self, pairs: Any) -> dict[int, Invalid]:
        """Nothing is paid out in a closed month; where a run stands is never undone: it is said anew, by whoever may."""
        refused = super().guarded(pairs) | self.periods.held(lambda row: {"paid_on": (row.paid_on,)} if row.paid_on else {}, pairs)
        if current.source() == "undo":
            why = Words("Where a run stands is not undone. Set its state instead.")
            refused |= {at: Invalid(state=why) for at, (row, before) in enumerate(pairs) if row and before and row.state != before.state}
        return refused

    # Working out ---------------------------------------------------------------

    @transactional
    def start(self, id: int) -> int:
        """Work it out as a job; gives the job."""
        row = self.get(id)
        self.check_record("edit", row)
        self._ready(Head(row.id, row.month, row.state, row.taken_at, row.terms))
        return self.jobs.enqueue("commission.run", {"id": id}, title=row.month)

    def _ready(self, run: Head) -> list[Past]:
        """In the transaction under way: the runs before it, when it may be worked out."""
        if run.state != "draft":
            raise Invalid(state=Words("Only a draft is worked out again."))
        before = [one for one in self.records.all() if one.month < run.month]
        if open_ := next((one for one in before if one.state not in DECIDED), None):
            raise Invalid(state=Words("Approve the run of {month} first.", month=open_.month))
        return [Past(one.month, one.taken_at, one.terms) for one in before if one.taken_at]

    @handles("commission.run", label=N_("Work out commission"))
    def work_out(self, payload: dict[str, Any], job: JobHandle) -> dict[str, Any]:
        """Plan by plan; written at the end in one transaction, so a run is there as a whole or as it was before, however often it is
        started and wherever it is stopped."""
        try:
            taken_at = current.now()
            run, past, plans, people = self._begun(payload["id"])
            worked = []
            for at, plan in enumerate(plans):
                job.progress(at, len(plans))
                worked.append(self.plan_of(plan, run.month, people, past))
            self.put(run.id, worked, people, taken_at)
        except Invalid as no:
            raise GiveUp(str(no)) from None
        job.progress(len(plans), len(plans))
        return {"url": f"/commission-runs/{run.id}"}

    @reading
    def _begun(self, id: int) -> tuple[Head, list[Past], list[Any], People]:
        run = self.get(id)
        head = Head(run.id, run.month, run.state, run.taken_at, run.terms)
        past = self._ready(head)
        return head, past, self._plans(head.month, past), self.commission.people()

    def _plans(self, month: str, past: Sequence[Past]) -> list[Any]:
        """Those in force, and those that earlier months were paid by."""
        before = {int(id) for one in past for id in one.terms}
        with current.acting(actor=current.everyone()):
            found = self.plans.page(Query(sort=Sort((("created_at", False),)), size=PLANS))[:PLANS]
        return [one for one in found if one.covers(month) or one.id in before]

    @reading
    def plan_of(self, plan: Any, month: str, people: People, past: Sequence[Past]) -> Worked:
        """What the plan pays for the month, and what it corrects of earlier ones."""
        worked = self.commission.month(plan, month, people) if plan.covers(month) else Worked(plan)
        worked.lines += self.commission.corrected(plan, month, people, past)
        return worked

    @transactional
    def put(self, id: int, worked: Sequence[Worked], people: People, taken_at: datetime) -> None:
        """Make these the lines of the run, in place of those that it has."""
        run = self.records.lock(id)
        if run is None:
            raise Invalid(month=Words("This run was deleted."))
        self._ready(run)
        self.lines.clear(id)
        count = sum(len(one.lines) for one in worked)
        ids = self.writer.sequence.take(count) if count else []
        rows = written_lines(run.id, run.month, worked, people.known, ids, current.now(), current.actor().id)
        if rows:
            self.lines.insert(rows)
        terms = {str(one.plan.id): one.plan.snapshot for one in worked if one.plan.covers(run.month)}
        problems = [vars(one) for one in named(problem for one in worked for problem in one.problems)]
        total = sum((row["amount"] for row in rows), NONE)
        self.records.set_result(id, total, len({row["owner_id"] for row in rows}), count, taken_at, terms, problems)

    # What happens elsewhere ------------------------------------------------------

    @transactional
    def change(self, id: int, changes: Mapping[str, Any], version: int | None = None) -> CommissionRun:
        """As ever; whoever earns something hears when it is approved, and when it is paid."""
        before = self.get(id).state
        row = super().change(id, changes, version)
        if row.state != before and row.state in TOLD:
            people = [one.id for one in self.lines.payees(row.month, PEOPLE)]
            self.notices.tell(people, "commission", Words(TOLD[row.state], month=row.month), f"/my-commission?month={row.month}")
        return row

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """A draft that is deleted, or undone, takes its lines along."""
        if event.module == self.module.name and event.verb in ("remove", "undo"):
            for id in set(event.ids) - {one.id for one in self.records.all()}:
                self.lines.clear(id)
