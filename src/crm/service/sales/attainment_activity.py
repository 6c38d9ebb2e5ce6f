"""What people do: calls, visits, meetings and mails of a period, their new leads, and how soon those were answered."""

from collections import defaultdict
from dataclasses import dataclass, field

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.attainment import AttainmentDao
from crm.domain.sales.forecast import Period
from crm.errors import Forbidden
from crm.service.customer.calendar import midnight
from crm.service.kit.transaction import reading
from crm.service.sales.attainment import AttainmentService


@dataclass(slots=True)
class Activity:
    """One person's: kind -> how many; new leads, how many of them were answered, after how many seconds on average."""

    name: str = ""
    done: dict[str, int] = field(default_factory=dict)
    leads: int = 0
    answered: int = 0
    seconds: int | None = None

    @property
    def total(self) -> int:
        return sum(self.done.values())


class AttainmentActivityService:
    def __init__(self, db: Database, activities: AttainmentDao, attainments: AttainmentService):
        self.db = db
        self.activities = activities
        self.attainments = attainments

    @reading
    def look(self, period: Period) -> dict[int | None, Activity]:
        """Of each person (None: nobody's), as far as whoever acts may see activities and leads; who did most comes first."""
        if not current.actor().may("activity.view"):
            raise Forbidden()
        since, until = midnight(period.start), midnight(period.until)
        found: dict[int | None, Activity] = defaultdict(Activity)
        for one in self.activities.done_by_kind(since, until):
            found[one.owner_id].done[one.kind] = one.number
        for lead in self.activities.answered(since, until) if current.actor().may("lead.view") else []:
            mine = found[lead.owner_id]
            mine.leads, mine.answered, mine.seconds = lead.number, lead.answered, lead.seconds
        for id, person in self.attainments.people(found).items():
            found[id].name = person.name
        return dict(sorted(found.items(), key=lambda one: (-one[1].total, -one[1].leads, one[0] or 0)))
