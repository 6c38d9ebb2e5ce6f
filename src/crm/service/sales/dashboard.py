"""The sales dashboard: what is open, won and done, of the deals that whoever looks may see."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.dashboard import Cell, Closed, DashboardDao, Done, Won
from crm.domain.customer.map import Place, Square, squares
from crm.domain.kit.access import Scope
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.money import Money
from crm.domain.kit.veil import limits_of
from crm.domain.sales.dashboard import EARLIEST, LATEST, MONTHLY, MOST, OWN, TEAM, Cut, Days, cut, days_of, is_due, quarters
from crm.errors import Forbidden
from crm.language import N_, Words, local_day
from crm.service.customer.calendar import midnight
from crm.service.kit.event import listens
from crm.service.kit.transaction import reading
from crm.service.platform.doctor import BEHIND, Finding
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
    """All figures of one look. `within` are the departments that are meant, None for all that may be seen.

    `known` are the days from the first closed deal to the last. `trend`, `regions` and `receipts` are by the columns beside them.
    """

    span: str
    days: Days
    known: Days | None
    today: date
    tiles: tuple[str, ...]
    within: list[int] | None
    cells: list[Cell]
    closed: list[Closed]
    trend_by: Cut
    trend: list[Won]
    regions_by: Cut
    regions: list[Won]
    receipts_by: Cut
    receipts: list[tuple[Money, Money]]
    activities: list[Done]
    squares: list[Square] = field(default_factory=list)
    elsewhere: list[Place] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether these are all times."""
        return self.span == "all"

    @property
    def due(self) -> list[Cell]:
        """The open deals that are to be closed in these days."""
        return [cell for cell in self.cells if self.whole or is_due(cell.month, self.days, self.today)]

    @property
    def open(self) -> tuple[int, Money]:
        return sum(cell.deals for cell in self.due), sum((cell.amount_base for cell in self.due), Money(0))

    @property
    def won(self) -> tuple[int, Money]:
        return sum(one.deals for one in self.trend), sum((one.amount_base for one in self.trend), Money(0))

    @property
    def lost(self) -> int:
        return sum(one.lost for one in self.trend)

    @property
    def brought(self) -> list[tuple[int, Money]]:
        """How many deals were won in each column of the trend, and what they brought."""
        found = [(0, Money(0))] * len(self.trend_by.parts)
        for one in self.trend:
            deals, amount = found[one.n]
            found[one.n] = deals + one.deals, amount + one.amount_base
        return found


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
        yield Finding("bad" if wrong else "ok", N_("Sums of deals by stage and month"), words, BEHIND if wrong else "")

    @reading
    def look(self, asked: Asked) -> Dashboard:
        actor, today = current.actor(), current.today()
        if not actor.may("opportunity.view"):
            raise Forbidden()
        known = self._known()
        days = days_of(asked.span, today, known)
        since, until = midnight(days.start), midnight(days.until)
        whose = asked.owner_id, self.forecasts.below(asked.department_id)
        tiles = OWN if actor.grants.scope("opportunity.view") is Scope.OWN else TEAM
        knows = actor.may("account.view") and "province" not in limits_of("account")
        places = self.dashboards.places(since, until, PROVINCES, *whose) if knows else []
        found, others = squares(places)
        trend, regions = cut(days), quarters(days)
        whole = asked.span == "all"
        done = (None, None) if whole else (since, until)
        return Dashboard(
            asked.span, days, known, today,
            tuple(one for one in tiles if one not in NEEDED or actor.may(NEEDED[one])),
            whose[1],
            self.dashboards.cells(*whose),
            self.dashboards.closed(since, until, RANKED, *whose),
            trend, self._won(trend, *whose),
            regions, self._won(regions, *whose) if "regions" in tiles else [],
            *(self._receipts(None if whole else days, *whose) if actor.may("receipt.view") else (trend, [])),
            self.dashboards.activities(done[0], done[1], *whose) if actor.may("activity.view") else [],
            found, others,
        )  # fmt: skip

    def _known(self) -> Days | None:
        """From the first closed deal that whoever acts may see to the last."""
        reach = self.dashboards.reach()
        if not reach.first_at or not reach.last_at:
            return None
        first, last = max(local_day(reach.first_at), EARLIEST), min(local_day(reach.last_at), LATEST)
        return Days(first, last + timedelta(days=1)) if first <= last else None

    def _won(self, by: Cut, owner: int | None, within: list[int] | None) -> list[Won]:
        edges = [midnight(part.start) for part in by.parts] + [midnight(by.parts[-1].until)]
        edges += [edges[-1]] * (MOST + 1 - len(edges))
        return self.dashboards.won(**{f"edge_{n}": edge for n, edge in enumerate(edges)}, owner_id=owner, department_ids=within)

    def _receipts(self, days: Days | None, owner: int | None, within: list[int] | None) -> tuple[Cut, list[tuple[Money, Money]]]:
        """What was planned and what was received, by columns of the days; without days, of all months that have any."""
        by = cut(days) if days else None
        signs = 10 if by and by.unit in ("day", "week") else 7
        rows = self.dashboards.receipts(signs, days.start if days else None, days.until if days else None, owner, within)
        dated = [(date.fromisoformat(f"{row.day}-01"[:10]), row) for row in rows]
        if by is None:
            by = cut(Days(dated[0][0], dated[-1][0] + timedelta(days=1)).months, MONTHLY) if dated else Cut("month", ())
        sums = defaultdict[int, tuple[Money, Money]](lambda: (Money(0), Money(0)))
        for day, row in dated:
            planned, received = sums[by.at(day)]
            sums[by.at(day)] = planned + row.planned, received + row.received
        return by, [sums[n] for n in range(len(by.parts))]
