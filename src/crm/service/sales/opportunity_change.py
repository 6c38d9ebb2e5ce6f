"""What changed in the pipeline since a day: a waterfall that adds up."""

from dataclasses import dataclass
from datetime import datetime

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.opportunity_change import ChangeDao, Worth
from crm.domain.kit.money import Money
from crm.domain.sales.opportunity_change import Bar, Period, bars
from crm.errors import Forbidden
from crm.service.kit.transaction import reading


@dataclass(frozen=True)
class Waterfall:
    """From what the pipeline was worth to what it is worth."""

    since: datetime
    until: datetime
    start: Worth
    end: Worth
    bars: dict[str, Bar]

    @property
    def rest(self) -> Money:
        """What is not explained: nothing."""
        moved = sum((bar.amount for bar in self.bars.values()), Money(0))
        return (self.start.amount_base or Money(0)) + moved - (self.end.amount_base or Money(0))


class ChangeService:
    """Puts the two moments beside each other."""

    def __init__(self, db: Database, changes: ChangeDao):
        self.db = db
        self.changes = changes

    @reading
    def waterfall(self, since: datetime, until: datetime, period: Period, pipeline: int | None = None) -> Waterfall:
        """Over the deals that whoever acts may see now."""
        if not current.actor().may("opportunity.view"):
            raise Forbidden()
        found = bars(self.changes.changes(since, until, pipeline), period)
        start = self.changes.worth(since, period.low, period.high, pipeline)
        end = self.changes.worth(until, period.low, period.high, pipeline)
        return Waterfall(since, until, start, end, found)
