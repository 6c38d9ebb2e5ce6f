"""The sales dashboard: what is open, won and done, of the deals that whoever looks may see."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.dashboard import Cell, Closed, DashboardDao, Done, Moment, Received
from crm.domain.customer.map import Place, Square, squares
from crm.domain.kit.access import Scope
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.money import Money
from crm.domain.sales.dashboard import BEHIND, DUE_BEHIND, DUE_MONTHS, OWN, TEAM, Days, days_of, month_of
from crm.errors import Forbidden
from crm.language import N_, Words
from crm.service.customer.calendar import midnight
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading
from crm.service.platform.doctor import Finding
from crm.service.sales.forecast import ForecastService

BATCH, RANKED, PROVINCES = 500, 500, 500
NEEDED = {"activities": "activity.view", "places": "account.view", "receipts": "receipt.view"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to look at."""

    span: str = "quarter"
    owner_id: int | None = None
    department_id: int | None = None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All figures of one look. `within` are the departments that are meant, None for all that may be seen."""

    days: Days
    today: date
    tiles: tuple[str, ...]
    within: list[int] | None
    cells: list[Cell]
    closed: list[Closed]
    trend: dict[int, Moment]
    activities: list[Done]
    receipts: dict[str, Received]
    squares: list[Square] = field(default_factory=list)
    elsewhere: list[Place] = field(default_factory=list)

    @property
    def open(self) -> tuple[int, Money]:
        return sum(cell.deals for cell in self.cells), sum((cell.amount_base for cell in self.cells), Money(0))

    @property
    def won(self) -> tuple[int, Money]:
        return sum(one.won for one in self.closed), sum((one.amount_base for one in self.closed), Money(0))

    @property
    def lost(self) -> int:
        return sum(one.lost for one in self.closed)


class DashboardService:
    def __init__(self, db: Database, dashboards: DashboardDao, forecasts: ForecastService):
        self.db = db
        self.dashboards = dashboards
        self.forecasts = forecasts

    @listens(RecordsWritten)
    def follow(self, event: RecordsWritten) -> None:
        """The sums by stage and month follow what was written, in the transaction under way."""
        if event.module != "opportunity":
            return
        for start in range(0, len(event.ids), BATCH):
            ids = list(event.ids[start : start + BATCH])
            self.dashboards.take_back(ids)
            self.dashboards.forget(ids)
            self.dashboards.count_again(ids)
            self.dashboards.add_up(ids)

    @reading
    def wrong(self) -> int:
        """How many sums are not what the deals add up to: none, unless somebody wrote past the program."""
        return self.dashboards.wrong_sums()

    def findings(self) -> Iterator[Finding]:
        """For the doctor: whether the sums by stage and month are what the deals add up to."""
        wrong = self.wrong()
        words = Words("{n} of them are not what the deals add up to.", n=wrong) if wrong else Words("In order.")
        yield Finding("bad" if wrong else "ok", N_("Sums of deals by stage and month"), words)

    @reading
    def look(self, asked: Asked) -> Dashboard:
        actor, today = current.actor(), current.today()
        if not actor.may("opportunity.view"):
            raise Forbidden()
        days = days_of(asked.span, today)
        since, until = midnight(days.start), midnight(days.until)
        owner, within = asked.owner_id, self.forecasts.below(asked.department_id)
        edges = {f"edge_{n}": midnight(month_of(today, n - BEHIND + 1).start) for n in range(BEHIND + 1)}
        tiles = OWN if actor.grants.scope("opportunity.view") is Scope.OWN else TEAM
        places = self.dashboards.places(PROVINCES, owner, within) if actor.may("account.view") else []
        found, others = squares(places)
        due = month_of(today, -DUE_BEHIND).start, month_of(today, DUE_MONTHS - DUE_BEHIND).start
        receipts = self.dashboards.receipts(*due, owner, within) if actor.may("receipt.view") else []
        return Dashboard(
            days, today,
            tuple(one for one in tiles if one not in NEEDED or actor.may(NEEDED[one])),
            within,
            self.dashboards.cells(owner, within),
            self.dashboards.closed(since, until, RANKED, owner, within),
            {one.n: one for one in self.dashboards.trend(**edges, owner_id=owner, department_ids=within)},
            self.dashboards.activities(since, until, owner, within) if actor.may("activity.view") else [],
            {one.month: one for one in receipts},
            found, others,
        )  # fmt: skip
