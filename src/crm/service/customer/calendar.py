"""The calendar: what stands between two days, whose it may be, and moving it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crm import current
from crm.dao.customer.calendar import CalendarDao
from crm.dao.kit.database import Database
from crm.domain.customer.activity import Activity
from crm.domain.customer.calendar import EVENTS, LONGEST, Person, Slot
from crm.domain.kit.access import Scope
from crm.domain.kit.moments import moment
from crm.domain.kit.text import Refused
from crm.errors import Invalid
from crm.language import Words, local
from crm.service.customer.activity import ActivityService
from crm.service.kit.transaction import reading, transactional

MOST = 1000
PEOPLE = 200


class CalendarService:
    def __init__(self, db: Database, calendars: CalendarDao, activities: ActivityService):
        self.db = db
        self.calendars = calendars
        self.activities = activities
        self.others: dict[str, Callable[[date, int, int | None], list[Slot]]] = {}  # module -> what else stands on days

    @reading
    def between(self, first: date, days: int, owner_id: int | None) -> list[Slot]:
        """What stands on these days of the actor's own calendar: one person's, or everybody's whose activities he sees."""
        self.activities.require("view")
        start, end = midnight(first), midnight(first + timedelta(days=days))
        events = self.calendars.events(list(EVENTS), start - LONGEST, start, end, MOST, owner_id)
        others = [slot for find in self.others.values() for slot in find(first, days, owner_id)]
        return sorted([*events, *self.calendars.tasks(start, end, MOST, owner_id), *others], key=lambda slot: (slot.start, slot.id))

    @reading
    def people(self) -> list[Person]:
        """Those whose activities the actor may see; none where these are his own alone."""
        grants = current.actor().grants
        scope = grants.scope("activity.view")
        if scope <= Scope.OWN:
            return []
        departments = {Scope.DEPARTMENT: [grants.department_id or 0], Scope.BELOW: list(grants.below), Scope.ALL: None}[scope]
        return self.calendars.people(PEOPLE, departments)

    @transactional
    def move(self, id: int, to: str) -> Activity:
        """Move an activity or a task to another moment; a day alone keeps the time of day. What belongs to it moves along."""
        self.activities.check_record("edit", row := self.activities.get(id))
        task = row.kind == "task" and row.due_at is not None
        was = row.due_at if task and row.due_at else row.at
        if was is None:
            raise Invalid(to=Words("Please fill this in."))
        try:
            at = moment(to, current.now(), current.timezone(), at=local(was).time())
        except Refused as no:
            raise Invalid(to=no.words) from None
        return self.activities.change(id, self.activities.moved(row, "due_at" if task else "at", at))


def midnight(day: date) -> datetime:
    """When the day begins on the actor's own clock."""
    return datetime.combine(day, time(0), ZoneInfo(current.timezone()))
