"""Recurring tasks: when one is done the next one is made; there is one open task of a series at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from crm import current
from crm.dao.customer.recurrence import RecurrenceDao
from crm.dao.kit.database import Database
from crm.domain.customer.activity import MODULE, Activity
from crm.domain.customer.recurrence import FREQUENCIES, FURTHEST, MOST, Rule, Workday, due_next, parse
from crm.domain.kit.dates import day
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.moments import moment
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words, local
from crm.service.customer.activity import ActivityService
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading, transactional
from crm.service.platform.workday import WorkdayService

FIRST = 5  # times that are shown beforehand


class RecurrenceService:
    def __init__(self, db: Database, recurrences: RecurrenceDao, activities: ActivityService, workdays: WorkdayService):
        self.db = db
        self.recurrences = recurrences
        self.activities = activities
        self.workdays = workdays

    @listens(RecordsWritten)
    def written(self, event: RecordsWritten) -> None:
        """One that was done is followed by the next; one that is open again takes back a successor nobody touched."""
        if event.module != MODULE.name or event.verb not in ("edit", "undo"):
            return
        series = self.recurrences.series(list(event.ids))
        self._make([one.id for one in series if one.done_at and one.next_id is None])
        untouched = [one.next_id for one in series if one.done_at is None and one.next_id and one.next_version == 1]
        self.activities.writer.remove(MODULE, self.activities.records, self.activities.find(untouched) if untouched else [])

    def _make(self, ids: list[int]) -> list[Activity]:
        """The next one of each; none where the series is over."""
        found = self.activities.find(ids) if ids else []
        is_workday = self._workdays([parse(row.repeats or "") for row in found])
        rows = [made for row in found if (made := self._next(row, is_workday))]
        return self.activities.writer.insert(MODULE, self.activities.records, rows) if rows else []

    def _workdays(self, rules: list[Rule]) -> Workday:
        """Asked of the database only where a rule goes by working days."""
        starts = [rule.start.date() for rule in rules if rule.unit == "workdays"]
        return self.workdays.workdays(min(starts)) if starts else lambda _: True

    @staticmethod
    def _next(row: Activity, is_workday: Workday) -> Activity | None:
        due = due_next(parse(row.repeats or ""), row.due_at or current.now(), row.done_at or row.due_at or current.now(), is_workday)
        if due is None:
            return None
        by = due - (row.due_at or due)
        return replace(
            row, id=0, version=1, at=current.now(), due_at=due, remind_at=row.remind_at and row.remind_at + by, reminded_at=None,
            done_at=None, result=None, pinned_at=None, waiting=False, follows_id=row.id, uid=None, created_at=None, created_by=None,
            updated_at=None, updated_by=None, touched_at=None,
        )  # fmt: skip

    @reading
    def first(self, rule: Rule) -> list[datetime]:
        """The times that come next."""
        return list(islice((at for at in rule.moments(self._workdays([rule])) if at >= current.now() - timedelta(days=1)), FIRST))

    # Setting it ------------------------------------------------------------------

    @transactional
    def plan(self, id: int, raw: Mapping[str, Any]) -> Activity:
        """Let a task come back, this one and all that follow; without a unit it no longer does. Raises Invalid by field."""
        row = self.activities.get(id)
        if row.kind != "task":
            raise Invalid(unit=Words("Only a task can repeat."))
        if not raw.get("unit"):
            return self.activities.change(id, {"repeats": None})
        rule = rule_of(raw)
        due = next(iter(rule.moments(self._workdays([rule]))), None)
        if due is None:
            raise Invalid(until=Words("The series would be over before it begins."))
        remind = row.remind_at and row.due_at and due - (row.due_at - row.remind_at)
        return self.activities.change(id, {"repeats": str(rule), "due_at": due, "remind_at": remind})

    @transactional
    def part(self, id: int) -> Activity:
        """Let this one be changed alone: the series goes on with the next one, as this one is now."""
        row = self.activities.get(id)
        self.activities.check_record("edit", row)
        if not row.repeats or not row.is_open:
            raise Invalid(repeats=Words("This task does not repeat."))
        with self.activities.writer.together():
            self._make([id])
            return self.activities.change(id, {"repeats": None})


def rule_of(raw: Mapping[str, Any]) -> Rule:
    """The rule of a form: unit, every, days, due, ends, until, count."""
    wrong: dict[str, Words] = {}

    def read(name: str, how: Any) -> Any:
        try:
            return how(str(raw.get(name) or "").strip())
        except (ValueError, Refused) as no:
            wrong[name] = no.words if isinstance(no, Refused) else Words("Please write a whole number.")
            return None

    start = read("due", lambda text: local(moment(text, current.now(), current.timezone())).replace(tzinfo=None, second=0))
    every = read("every", lambda text: int(text or 1))
    count = read("count", int) if raw.get("ends") == "count" else None
    until: date | None = read("until", lambda text: day(text, current.today())) if raw.get("ends") == "until" else None
    if raw.get("unit") not in FREQUENCIES:
        wrong["unit"] = Words("Please choose one from the list.")
    if every is not None and not 1 <= every <= FURTHEST:
        wrong["every"] = Words("A whole number from 1 to {most}.", most=FURTHEST)
    if count is not None and not 1 <= count <= MOST:
        wrong["count"] = Words("A whole number from 1 to {most}.", most=MOST)
    if until and start and until < start.date():
        wrong["until"] = Words("The end comes before the beginning.")
    if wrong:
        raise Invalid(wrong)
    days = tuple(sorted({int(one) for one in raw.get("days") or () if str(one) in "0123456"})) if raw["unit"] == "weekly" else ()
    return Rule(start, current.timezone(), raw["unit"], every, days, until, count)
