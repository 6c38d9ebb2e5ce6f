"""Each night: what was expected on the day before, person by person, and how much of it may be counted on."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.forecast import ForecastDao, Open
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import Bet, Experience, Period, period_of, simulate
from crm.language import N_
from crm.service.customer.calendar import midnight
from crm.service.kit.job import JobHandle, scheduled
from crm.service.kit.transaction import transactional

LOOKED_BACK = timedelta(days=730)
SLIPS = 2000
AHEAD = 2  # quarters that are put down: the one under way and the next
Whose = tuple[int, int]  # (person, department); of a person his department too, so that it can be seen there; (0, 0) is the company


class SnapshotService:
    def __init__(self, db: Database, forecasts: ForecastDao):
        self.db = db
        self.forecasts = forecasts

    @scheduled("20 0 * * *", label=N_("Put down what is expected"))
    def nightly(self, job: JobHandle) -> dict[str, Any]:
        """The evening that has just passed. A night that was missed is made up for: the past of the deals is known."""
        day = current.today() - timedelta(days=1)
        return {"deals": self.take(day), "url": "/forecasts"}

    @transactional
    def take(self, day: date) -> int:
        """Put down the evening of the day, over what was put down of it before; gives how many open deals there were."""
        at = midnight(day + timedelta(days=1))
        quarters = [period_of("quarter", day).shifted(n) for n in range(AHEAD)]
        open_deals, past = self.forecasts.open_at(at), self._experience(day)
        self.forecasts.forget_ranges(day)
        self.forecasts.forget_lines(day)
        self.forecasts.put_day(day, len(open_deals), sum(decided for _, decided in past.stages.values()), len(past.slips))
        for month in (part for quarter in quarters for part in _months(quarter)):
            self.forecasts.put_month(day, month.months[0], at, month.start, month.until, midnight(month.start), midnight(month.until))
        above = defaultdict[int, list[int]](list)
        for branch in self.forecasts.branches():
            above[branch.department_id].append(branch.above_id)
        for quarter in quarters:
            self.forecasts.put_ranges(self._ranges(day, quarter, open_deals, past, above))
        return len(open_deals)

    def _experience(self, day: date) -> Experience:
        """What deals that were decided in the two years before did, stage by stage, and how late they were."""
        at = midnight(day + timedelta(days=1))
        passed = self.forecasts.passed(at, at - LOOKED_BACK)
        planned = self.forecasts.planned(at, at - LOOKED_BACK, SLIPS)
        slips = sorted((one.closed_at.date() - one.planned_on).days for one in planned)
        return Experience({one.stage_id: (one.won, one.decided) for one in passed}, tuple(slips))

    def _ranges(
        self, day: date, quarter: Period, open_deals: list[Open], past: Experience, above: dict[int, list[int]]
    ) -> list[dict[str, Any]]:
        """P10, P50 and P90 of everybody, every department with those below it (`above` says which), and the company."""
        bets, won = defaultdict[Whose, list[Bet]](list), defaultdict[Whose, Money](Money)
        for deal in open_deals:
            chance = past.chance(deal.stage_id, deal.chance) * past.landing(deal.close_on, day, quarter.start, quarter.until)
            for whose in _whose(deal.owner_id, deal.department_id, above):
                bets[whose].append(Bet(deal.amount_base, chance))
        at = midnight(day + timedelta(days=1))
        for line in self.forecasts.won_at(at, midnight(quarter.start), midnight(quarter.until)):
            for whose in _whose(line.owner_id, line.department_id, above):
                won[whose] += line.amount_base
        rows = []
        for whose in sorted({*bets, *won}):
            low, middle, high = (won[whose] + one for one in simulate(bets[whose], seed_of(day, quarter.start, whose)))
            rows.append(
                {"taken_on": day, "starts_on": quarter.start, "owner_id": whose[0], "department_id": whose[1],
                 "p10": low, "p50": middle, "p90": high}
            )  # fmt: skip
        return rows


def _months(quarter: Period) -> list[Period]:
    return [Period("month", period_of("month", quarter.start).shifted(n).start) for n in range(3)]


def _whose(owner_id: int | None, department_id: int | None, above: dict[int, list[int]]) -> list[Whose]:
    people: list[Whose] = [(owner_id, department_id or 0)] if owner_id else []
    return [*people, *((0, one) for one in above.get(department_id or 0, ())), (0, 0)]


def seed_of(day: date, start: date, whose: Whose) -> int:
    """The same for the same snapshot, so that it can be checked; another for each line of it."""
    return hash((day.toordinal(), start.toordinal(), *whose))
