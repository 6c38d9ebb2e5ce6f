"""Where planned visits show besides their own pages: on Today, and in the calendar with its feed."""

from datetime import date, datetime, timedelta
from typing import Any

from crm import current, language
from crm.dao.kit.database import Database
from crm.domain.customer.calendar import Slot
from crm.domain.customer.today import Item
from crm.domain.kit.filter import Condition, Group, Part, Query, Sort
from crm.domain.sales.visit import MISSED, MODULE, PLANNED, UNDER_WAY
from crm.language import N_, Words
from crm.service.customer.calendar import CalendarService, midnight
from crm.service.customer.today_source import DAY, Claim, RecordSource
from crm.service.kit.transaction import reading
from crm.service.sales.visit import VisitService, begins

BACK = timedelta(days=14)
MOST = 500


class VisitSource(RecordSource):
    """The actor's own visits of today, those that he has not checked out of, and those that he missed lately."""

    name, label, base, permission, module, sort = "visit", N_("Visit"), 45, MODULE.permission("view"), MODULE.name, "planned_on"

    def __init__(self, visits: VisitService):
        self.records = visits

    def look(self, now: datetime) -> tuple[Part, Claim]:
        today = current.today()
        still = Group((Condition("state", "any", (PLANNED,)), Condition("planned_on", "before", today + DAY)))
        missed = Group((Condition("state", "any", (MISSED,)), Condition("planned_on", "after", today - BACK)))
        return Group((Condition("state", "any", (UNDER_WAY,)), still, missed), any=True), lambda row: self._claim(row, now)

    def _claim(self, row: Any, now: datetime) -> Item | None:
        day, url, tone = language.day(row.planned_on), f"{MODULE.path}/{row.id}/field", ""
        if row.state == UNDER_WAY:
            why, tone = Words("Checked in {ago}; not checked out yet", ago=language.ago(row.check_in_at)), "warn"
        elif row.state == MISSED or (row.state == PLANNED and row.planned_on < current.today()):
            why, url, tone = Words("The visit of {day} did not take place", day=day), f"{MODULE.path}/{row.id}", "bad"
        elif row.state == PLANNED and row.planned_on == current.today():
            why = Words("Visit today, {time}", time=row.window) if row.window else Words("Visit today")
        else:
            return None
        late = (now - begins(row)) / DAY
        return Item(self.name, row.id, row.name, url, (why,), late, True, None, row.customer, (MODULE.name, row.id),
                    ("snooze", "assign"), f"{MODULE.path}/bulk/assignment?id={row.id}", MODULE.icon, tone)  # fmt: skip


class VisitCalendarService:
    """Puts planned visits into the calendar. What took place stands there by its activity."""

    def __init__(self, db: Database, visits: VisitService, calendar: CalendarService):
        self.db = db
        self.visits = visits
        calendar.others[MODULE.name] = self.slots

    @reading
    def slots(self, first: date, days: int, owner_id: int | None) -> list[Slot]:
        """The visits of these days that are still to be made, as far as the actor sees them."""
        if not current.actor().may(MODULE.permission("view")):
            return []
        parts: list[Part] = [
            Condition("planned_on", "between", (first, first + timedelta(days=days - 1))),
            Condition("state", "any", (PLANNED, UNDER_WAY)),
            *([Condition("owner_id", "any", (owner_id,))] if owner_id is not None else []),
        ]
        return [slot_of(row) for row in self.visits.page(Query(Group(tuple(parts)), Sort((("planned_on", False),)), size=MOST))[:MOST]]


def slot_of(row: Any) -> Slot:
    """A visit without a time of day stands for its whole day."""
    start = begins(row) if row.clock else midnight(row.planned_on)
    end = midnight(row.planned_on + DAY) if row.clock is None else None
    if row.ends_at:
        lasts = datetime.strptime(row.ends_at, "%H:%M") - datetime.strptime(row.starts_at, "%H:%M")
        end = start + lasts
    return Slot(
        row.id, "visit", row.name, None, start, end, None, None, None, False, None, None, row.owner_id, row.owner_name, row.department_id,
        row.account_id, row.customer or None, row.updated_at, MODULE.name,
    )  # fmt: skip
