"""Files of other calendars taken over: events become meetings, tasks become tasks; what came before is changed, not doubled."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from crm import current
from crm.dao.customer.calendar import CalendarDao
from crm.dao.kit.database import Database
from crm.domain.customer.activity import MODULE, Activity, ActivityDraft
from crm.domain.customer.calendar import Read
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words, say
from crm.service.customer.activity import ActivityService
from crm.service.customer.calendar import midnight
from crm.service.customer.calendar_file import read
from crm.service.kit.transaction import reading, transactional

LARGEST = 2_000_000  # bytes
BACK, AHEAD = timedelta(days=30), timedelta(days=365)
BATCH = 200
DUE = time(18)  # of a task with a day alone


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import came to."""

    created: int
    changed: int
    same: int
    skipped: int  # without a time
    change_set_id: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would come to; nothing is written."""

    created: list[Read]
    changed: list[Read]
    same: list[Read]
    skipped: list[Read]  # without a time


@dataclass(frozen=True, slots=True)
class Sorted:
    """What a file holds, held against what is there."""

    new: list[tuple[Read, Activity]]
    changed: list[tuple[Read, tuple[Activity, Activity]]]
    same: list[Read]
    skipped: list[Read]


class CalendarImportService:
    def __init__(self, db: Database, calendars: CalendarDao, activities: ActivityService):
        self.db = db
        self.calendars = calendars
        self.activities = activities

    @reading
    def preview(self, data: bytes) -> Preview:
        """What taking the file over would do. Raises Invalid for what is no calendar."""
        found = self._sorted(data)
        return Preview([one for one, _ in found.new], [one for one, _ in found.changed], found.same, found.skipped)

    @transactional
    def take(self, data: bytes) -> Taken:
        """Take over a file: recurring events from 30 days ago to a year ahead, all others as they are."""
        found = self._sorted(data)
        writer, dao = self.activities.writer, self.activities.records
        with writer.together(source="import"):
            new = [row for _, row in found.new]
            made = len([writer.insert(MODULE, dao, new[at : at + BATCH], verb="import") for at in range(0, len(new), BATCH)])
            set_id = current.last_change() if made else None
            set_id = writer.update(MODULE, dao, [pair for _, pair in found.changed], verb="import") or set_id
        return Taken(len(new), len(found.changed), len(found.same), len(found.skipped), set_id)

    def _sorted(self, data: bytes) -> Sorted:
        self.activities.require("create")
        if not data or len(data) > LARGEST:
            raise Invalid(file=Words("Please choose a calendar file (.ics) of at most {n} MB.", n=LARGEST // 1_000_000))
        today = current.today()
        try:
            found = read(data, today - BACK, today + AHEAD)
        except Refused as no:
            raise Invalid(file=no.words) from None
        timed = [one for one in found if one.start is not None]
        known = self._known([one.key for one in timed])
        rows = {row.id: row for row in self.activities.find(list(known.values()), "edit")}
        new: list[tuple[Read, Activity]] = []
        pairs: list[tuple[Read, tuple[Activity, Activity]]] = []
        for one in timed:
            before = rows.get(known.get(one.key, 0))
            draft = self._draft(one, before)
            if before is None:
                new.append((one, replace(self.activities._owned(Activity(**draft.values())), uid=one.key)))
            else:
                pairs.append((one, (before, replace(before, **draft.values()))))
        changed = [(one, pair) for one, pair in pairs if pair[0] != pair[1]]
        same = [one for one, pair in pairs if pair[0] == pair[1]]
        return Sorted(new, changed, same, [one for one in found if one.start is None])

    def _known(self, keys: list[str]) -> dict[str, int]:
        """key -> the activity that it became before."""
        found: dict[str, int] = {}
        for at in range(0, len(keys), BATCH):
            found |= {one.uid: one.id for one in self.calendars.known(current.actor().id, keys[at : at + BATCH])}
        return found

    @staticmethod
    def _draft(one: Read, before: Any) -> ActivityDraft:
        """What the file says; an end before the beginning is left out, and what is done stays done."""
        start, end = _moment(one.start, time(0)), _moment(one.end, time(0))
        raw: dict[str, Any] = {
            "kind": one.kind, "name": one.summary[:200] or say("Without a title"), "body": one.description[:20000],
        }  # fmt: skip
        if one.kind == "task":
            raw["due_at"] = _moment(one.start, DUE)
            if one.done and (before is None or before.done_at is None):
                raw["done_at"] = current.now()
        else:
            raw |= {"at": start, "ends_at": end if end and start and end > start else None}
        return ActivityDraft.parse(raw, base=before)


def _moment(value: date | datetime | None, at: time) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return midnight(value) + timedelta(hours=at.hour)
