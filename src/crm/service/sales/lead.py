"""Leads: what is true of them beyond their shape, and how they come to rest and come back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from crm import current
from crm.dao.sales.lead import LeadDao
from crm.domain.customer.event import Touched
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed
from crm.domain.sales.lead import CONVERTED, DISQUALIFIED, NEW, OUTCOME, Lead, LeadDraft
from crm.domain.sales.lead_assignment import LeadsCame
from crm.errors import Conflict, Invalid
from crm.language import N_, Words
from crm.service.kit.event import listens
from crm.service.kit.job import JobHandle, scheduled
from crm.service.kit.record import Kit, RecordService
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.notice import NoticeService

BATCH = 200
BACK = N_("“{name}” is new again: the day came on which it was to be tried once more")
LOCKED = N_("A lead is converted on its own page, and undone in its history.")


class LeadService(RecordService[Lead, LeadDraft]):
    records: LeadDao

    def __init__(self, kit: Kit, records: LeadDao, notices: NoticeService):
        super().__init__(kit, records)
        self.notices = notices

    def _owned(self, row: Any) -> Any:
        return changed(super()._owned(row), stage_at=current.now())  # later changes are dated by the statement

    @transactional
    def create(self, draft: LeadDraft, once: str | None = None, digest: str = "") -> Lead:
        """As for every record; then a rule may hand it to somebody else, whose it is given back as."""
        again = once is not None and self.once.get(once, current.actor().id) is not None
        made = super().create(draft, once, digest)
        if again:
            return made
        self.writer.events.publish(LeadsCame((made.id,), current.source()))
        with current.acting(actor=current.everyone()):
            return self.find([made.id])[0]

    @listens(RecordsWritten)
    def imported(self, event: RecordsWritten) -> None:
        """An import writes rows by itself; those that it brought up to date were handed out before."""
        if event.module == self.module.name and event.verb == "import":
            self.writer.events.publish(LeadsCame(event.ids, "import"))

    def verify(self, row: Any, before: Any | None) -> None:
        """What a conversion writes is written by nothing else."""
        was = before.state if before is not None else NEW
        if (row.state == CONVERTED) != (was == CONVERTED):
            raise Invalid(state=Words(LOCKED))
        if any(getattr(row, name) != (getattr(before, name) if before is not None else None) for name in OUTCOME):
            raise Invalid(state=Words(LOCKED))

    def complete(self, pairs: list[tuple[Any | None, Any]]) -> list[Any]:
        """With a lead that is at rest nothing is planned."""
        return [row if row.is_open or row.next_follow_at is None else changed(row, next_follow_at=None) for _, row in pairs]

    def asked(self, field: str) -> Mapping[str, tuple[str, ...]]:
        return {DISQUALIFIED: ("reason",)} if field == "state" else {}

    def gates(self, row: Any, field: str, value: Any) -> tuple[str, ...]:
        """On the board: a lead is put aside only with a reason, and converted only on its own page."""
        if field == "state" and CONVERTED in (value, row.state) and value != row.state:
            raise Invalid(state=Words(LOCKED))
        return self.asked(field).get(value, ())

    @listens(Touched)
    def touch(self, event: Touched) -> None:
        if event.module == self.module.name:
            self.records.touch(list(event.ids), event.at)

    # Putting aside, and back --------------------------------------------------

    @transactional
    def disqualify(self, id: int, reason: str, recycle_on: str | date | None = None, version: int | None = None) -> Lead:
        return self.change(id, {"state": DISQUALIFIED, "reason": reason, "recycle_on": recycle_on or ""}, version)

    @transactional
    def reopen(self, id: int, version: int | None = None) -> Lead:
        return self.change(id, {"state": NEW, "reason": "", "recycle_on": ""}, version)

    @scheduled("10 6 * * *", label=N_("Bring back disqualified leads whose day has come"))
    def recycle(self, job: JobHandle) -> dict[str, Any]:
        """Each batch is a transaction and a change set. A lead that somebody changes meanwhile waits until tomorrow."""
        done, tried = 0, set[int]()
        while ids := [id for id in self.due_back() if id not in tried]:
            tried.update(ids)
            try:
                done += self._bring_back(ids)
            except Conflict:
                continue
            job.progress(done)
        return {"leads": done}

    @reading
    def due_back(self) -> list[int]:
        return self.records.due_back(current.today(), BATCH)

    @transactional
    def _bring_back(self, ids: list[int]) -> int:
        rows = [row for row in self.find(ids) if row.state == DISQUALIFIED]
        pairs = [(row, changed(row, state=NEW, reason=None, recycle_on=None)) for row in rows]
        with current.acting(source="job"):
            self.writer.update(self.module, self.records, pairs)
        for row in rows:
            if row.owner_id:
                self.notices.tell([row.owner_id], "reminder", Words(BACK, name=row.name), f"{self.module.path}/{row.id}")
        return len(rows)
