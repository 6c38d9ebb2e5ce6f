"""The entry that a visit leaves in the story of its customer once it took place: an activity of the kind visit.

The plan is the visit; what was done is the activity, so there is nothing that has to be written twice by hand. The
entry follows the visit, also when a change of the visit is undone; deleted by hand it stays away.
"""

from datetime import datetime
from typing import Any

from crm import current
from crm.domain.customer.activity import Activity
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.field import changed, made_of
from crm.domain.sales.visit import DONE, MODULE
from crm.service.customer.activity import ActivityService
from crm.service.kit.event import listens
from crm.service.sales.visit import VisitService, begins

ABOUT = ("subject_module", "subject_id", "account_id", "account_name")


class VisitEntryService:
    def __init__(self, visits: VisitService, activities: ActivityService):
        self.visits = visits
        self.activities = activities

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """By whatever way visits were written: what took place has its entry, what did not has none."""
        if event.module != MODULE.name:
            return
        with current.acting(actor=current.everyone()):
            there: list[Any] = self.visits.records.find(list(event.ids))
            gone: list[Any] = self.visits.records.find(list(event.ids), "view", True)
            kept = {row.id: row for row in self._entries([*there, *gone])}
        done = [row for row in there if row.state == DONE]
        undone = [row for row in (*(row for row in there if row.state != DONE), *gone) if row.activity_id]
        self._write([row for row in done if row.activity_id is None])
        self._update([(kept[row.activity_id], row) for row in done if row.activity_id in kept], event.verb in ("merge", "undo"))
        self._take_back(undone, kept)

    def _entries(self, rows: list[Any]) -> list[Any]:
        ids = [row.activity_id for row in rows if row.activity_id]
        return list(self.activities.records.find(ids)) if ids else []

    def _write(self, visits: list[Any]) -> None:
        if not visits:
            return
        service = self.activities
        rows = [entry_of(visit, made_of(Activity, {"owner_id": visit.owner_id, "department_id": visit.department_id})) for visit in visits]
        made = service.writer.insert(service.module, service.records, rows)
        service.written(made)
        named = [{"id": visit.id, "activity_id": row.id} for visit, row in zip(visits, made, strict=True)]
        self.visits.records.name_entries(named)

    def _update(self, pairs: list[tuple[Any, Any]], moved: bool) -> None:
        """A merge moves entries by itself, and so does its undo: then what they are about is left alone."""
        service = self.activities
        changes = [(row, entry_of(visit, row)) for row, visit in pairs]
        if moved:
            changes = [(row, changed(new, **{name: getattr(row, name) for name in ABOUT})) for row, new in changes]
        if changes and service.writer.update(service.module, service.records, changes):
            service.written([new for _, new in changes])

    def _take_back(self, visits: list[Any], kept: dict[int, Any]) -> None:
        if not visits:
            return
        service = self.activities
        service.writer.remove(service.module, service.records, [kept[row.activity_id] for row in visits if row.activity_id in kept])
        self.visits.records.name_entries([{"id": visit.id, "activity_id": None} for visit in visits])


def entry_of(visit: Any, row: Activity) -> Activity:
    """The activity as the visit says it, about what it was about: the deal, the contact or the customer."""
    at, text = when(visit), [visit.result, visit.next_step and f"→ {visit.next_step}"]
    return changed(  # type: ignore[no-any-return]
        row, kind="visit", name=visit.name, body="\n".join(part for part in text if part) or None, subject_module=visit.about[0],
        subject_id=visit.about[1], account_id=visit.account_id, account_name=visit.account_name, at=at,
        ends_at=visit.check_out_at if visit.check_out_at and visit.check_out_at > at else None,
    )  # fmt: skip


def when(visit: Any) -> datetime:
    """When one was there: at the check-in; else when it was planned, yet not in the time to come."""
    return visit.check_in_at or min(begins(visit), current.now())
