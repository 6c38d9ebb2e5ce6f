"""The forecast of a period: what the deals add up to, what was judged instead, how much may be expected, and how it went before."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.forecast import Day, ForecastDao, Late, Line, Reach
from crm.domain.kit.access import Scope
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import Expected, Period, period_of
from crm.domain.sales.forecast_override import ForecastOverride
from crm.errors import Forbidden
from crm.service.customer.calendar import midnight
from crm.service.kit.transaction import reading
from crm.service.sales.forecast_override import ForecastOverrideService

QUARTERS = 4  # looked back on
COMPANY = (0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a forecast: the deals, what was judged instead, and how much may be expected."""

    line: Line
    expected: Expected
    judged: ForecastOverride | None
    reach: Reach | None


@dataclass(frozen=True, slots=True)
class Team:
    """The people of one department among the rows; nobody's deals are a team without a name."""

    name: str | None
    rows: list[Row]

    @property
    def total(self) -> Expected:
        return sum((row.expected for row in self.rows), Expected())

    @property
    def judged(self) -> Expected | None:
        """The total with the judgements in place of what the deals of these people add up to; None without any."""
        if not any(row.judged for row in self.rows):
            return None
        said, upside = Money(0), Money(0)
        for row in self.rows:
            judged = row.judged
            said += judged.committed if judged and judged.committed is not None else row.expected.said
            upside += judged.best if judged and judged.best is not None else row.expected.upside
        return Expected(committed=said, best=upside - said)


@dataclass(frozen=True, slots=True)
class Forecast:
    """A period as whoever acts sees it. `days` are the evenings before, oldest first; `reach` is that of all the rows together.

    `within` are the departments that are meant, None for all that may be seen.
    """

    period: Period
    rows: list[Row]
    total: Expected
    reach: Reach | None
    days: list[tuple[date, Expected]]
    late: Late
    within: list[int] | None

    @property
    def judged(self) -> Expected | None:
        return Team(None, self.rows).judged

    @property
    def teams(self) -> list[Team]:
        """The rows by department, in their order."""
        parted = groupby(self.rows, key=lambda row: (row.line.department_id, row.line.department_name))
        return [Team(name, list(rows)) for (_, name), rows in parted]


@dataclass(frozen=True, slots=True)
class Past:
    """A quarter that is over (or under way): what was said when it began, and what it brought."""

    period: Period
    taken_on: date | None
    said: Expected | None
    reach: Reach | None
    brought: Money

    @property
    def over(self) -> bool:
        return self.period.until <= current.today()


class ForecastService:
    def __init__(self, db: Database, forecasts: ForecastDao, overrides: ForecastOverrideService):
        self.db = db
        self.forecasts = forecasts
        self.overrides = overrides

    @reading
    def of(self, period: Period, department_id: int | None = None) -> Forecast:
        """The forecast of a month or quarter over the deals that whoever acts may see; of a department with those below it."""
        self._require()
        within = self.below(department_id)
        lines = self.forecasts.lines(period.start, period.until, midnight(period.start), midnight(period.until), within)
        days = self.forecasts.days(period.start - timedelta(days=31))
        said = self.forecasts.said(days, list(period.months), within) if days else []
        reaches = self._reaches(period, days)
        judged = self.overrides.newest(period)
        rows = [
            Row(
                one, Expected(one.won, one.committed, one.best, one.pipeline, one.deals), judged.get(one.owner_id or 0),
                reaches.get((one.owner_id or 0, 0)),
            )
            for one in lines
        ]  # fmt: skip
        total = sum((row.expected for row in rows), Expected())
        late = self.forecasts.late(current.today(), within)
        return Forecast(period, rows, total, reaches.get(self._whole(department_id)), _by_day(said), late, within)

    def _require(self) -> None:
        if not current.actor().may("opportunity.view"):
            raise Forbidden()

    def below(self, department_id: int | None) -> list[int] | None:
        """The department and those below it, in the transaction under way; None for no limit."""
        if department_id is None:
            return None
        return [one.department_id for one in self.forecasts.branches() if one.above_id == department_id] or [department_id]

    def _reaches(self, period: Period, days: list[date]) -> dict[tuple[int, int], Reach]:
        """The newest ranges of the quarter: (person, 0), (0, department), (0, 0) for the company. A month has none of its own."""
        if period.span != "quarter" or not days:
            return {}
        found = self.forecasts.reaches(days[-1:], [period.start])
        return {(one.owner_id, 0 if one.owner_id else one.department_id): one for one in found}

    @staticmethod
    def _whole(department_id: int | None) -> tuple[int, int]:
        """Whose range that of all the rows is: the company's, a department's, or a person's."""
        grants = current.actor().grants
        scope = grants.scope("opportunity.view")
        if department_id is not None:
            return 0, department_id
        if scope is Scope.ALL:
            return COMPANY
        return (0, grants.department_id or 0) if scope is Scope.BELOW else (current.actor().id, 0)

    @reading
    def back(self) -> list[Past]:
        """The last quarters and the one under way: what was said on the first evening of each, and what was won."""
        self._require()
        now = period_of("quarter", current.today())
        periods = [now.shifted(n - QUARTERS + 1) for n in range(QUARTERS)]
        days = self.forecasts.days(periods[0].start)
        first = {period: next((day for day in days if period.start <= day < period.until), None) for period in periods}
        taken = [day for day in first.values() if day]
        said = self.forecasts.said(taken, [month for period in periods for month in period.months]) if taken else []
        whole = self._whole(None)
        reaches = self.forecasts.reaches(taken, [period.start for period in periods]) if taken else []
        brought = self.forecasts.brought(*(midnight(period.start) for period in [*periods, now.shifted(1)]))
        amounts = (brought.first, brought.second, brought.third, brought.fourth)
        return [
            Past(
                period, first[period],
                summed([one for one in said if one.taken_on == first[period] and one.month in period.months]) if first[period] else None,
                next((one for one in reaches if _of(one) == (first[period], period.start, *whole)), None), amount,
            )
            for period, amount in zip(periods, amounts, strict=True)
        ]  # fmt: skip


def _by_day(lines: list[Day]) -> list[tuple[date, Expected]]:
    return [(day, summed(list(found))) for day, found in groupby(lines, key=lambda one: one.taken_on)]


def summed(lines: list[Day]) -> Expected:
    return sum((Expected(one.won, one.committed, one.best, one.pipeline) for one in lines), Expected())


def _of(one: Reach) -> tuple[date, date, int, int]:
    """Whose range it is; a person's carries the department along, only so that it can be seen there."""
    return one.taken_on, one.starts_on, one.owner_id, 0 if one.owner_id else one.department_id
