"""What a period will bring: what was won, what is promised, and how much of it may be expected."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import log, log1p
from random import Random

from crm.domain.kit.dates import add_months
from crm.domain.kit.money import Money

DRAWS = 2000
PRIOR = 10  # as many decided deals as the chance of the stage itself counts for
FEWEST_SLIPS = 20
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter or a year of the calendar."""

    span: str
    start: date

    @property
    def until(self) -> date:
        """The day after the last."""
        return add_months(self.start, MONTHS[self.span])

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def months(self) -> tuple[str, ...]:
        return tuple(f"{add_months(self.start, n):%Y-%m}" for n in range(MONTHS[self.span]))

    def shifted(self, n: int) -> "Period":
        return Period(self.span, add_months(self.start, n * MONTHS[self.span]))

    def __str__(self) -> str:
        if self.span == "year":
            return str(self.start.year)
        return f"{self.start:%Y-%m}" if self.span == "month" else f"{self.start.year}-Q{(self.start.month + 2) // 3}"


def period_of(span: str, day: date) -> Period:
    """The month, quarter or year that the day lies in."""
    length = MONTHS[span]
    return Period(span, day.replace(day=1, month=(day.month - 1) // length * length + 1))


def parse_period(text: str, today: date) -> Period:
    """2026-11 or 2026-Q4; the quarter of today for anything else."""
    year, _, rest = text.partition("-")
    try:
        if rest.startswith("Q"):
            return period_of("quarter", date(int(year), int(rest[1:]) * 3 - 2, 1))
        found = period_of("month", date(int(year), int(rest), 1))
        found.shifted(1)
        return found
    except (ValueError, OverflowError):
        return period_of("quarter", today)


@dataclass(frozen=True, slots=True)
class Expected:
    """What stands behind one line of a forecast. Categories do not overlap; `pipeline` is open without a promise."""

    won: Money = Money(0)
    committed: Money = Money(0)
    best: Money = Money(0)
    pipeline: Money = Money(0)
    deals: int = 0

    def __add__(self, other: "Expected") -> "Expected":
        return Expected(
            self.won + other.won, self.committed + other.committed, self.best + other.best, self.pipeline + other.pipeline,
            self.deals + other.deals,
        )  # fmt: skip

    @property
    def said(self) -> Money:
        """The forecast as it is reported: won and promised."""
        return self.won + self.committed

    @property
    def upside(self) -> Money:
        """The best case: with what may well come."""
        return self.said + self.best


@dataclass(frozen=True, slots=True)
class Bet:
    """An open deal as the simulation sees it: what it is worth, and how likely it is won within the period."""

    amount: Money
    chance: float


@dataclass(frozen=True, slots=True)
class Experience:
    """What our own past says: stage -> (won, decided), and how many days later than first planned won deals were closed."""

    stages: dict[int, tuple[int, int]] = field(default_factory=dict)
    slips: tuple[int, ...] = ()  # in order

    def chance(self, stage_id: int, stated: int) -> float:
        """How likely a deal of the stage is won: (won + PRIOR · stated/100) / (decided + PRIOR).

        The share of the decided deals that had been in the stage and were won, drawn towards the chance that the stage states
        as long as few are decided: the mean of a beta distribution after binomial trials (additive smoothing, Laplace 1814;
        Gelman et al., Bayesian Data Analysis, 2.4).
        """
        won, decided = self.stages.get(stage_id, (0, 0))
        return (won + PRIOR * stated / 100) / (decided + PRIOR)

    def landing(self, planned: date, today: date, start: date, until: date) -> float:
        """How likely a deal that is won is closed in [start, until): the share of past slips that put it there.

        A deal cannot be closed before today, so only the slips that lead to today or later count (the empirical distribution
        of the delay, conditioned on what is known). Without enough past, the plan is taken at its word.
        """
        if len(self.slips) < FEWEST_SLIPS:
            day = max(planned, today)
            return float(start <= day < until)
        first = bisect_left(self.slips, (today - planned).days)
        if first == len(self.slips):  # later than any deal before: it may close any day now
            return float(start <= today < until)
        low = max(first, bisect_left(self.slips, (start - planned).days))
        high = bisect_left(self.slips, (until - planned).days)
        return max(high - low, 0) / (len(self.slips) - first)


def simulate(bets: Sequence[Bet], seed: int, draws: int = DRAWS) -> tuple[Money, Money, Money]:
    """(P10, P50, P90) of what the deals bring together: with these chances it is less.

    Monte Carlo: in each draw each deal is won or not by its own chance, independently of the others; the nearest-rank
    percentiles of the draws' sums. The same seed gives the same figures. The draws that a deal wins are found by leaps of
    geometric length (Devroye, Non-Uniform Random Variate Generation, 1986, X.2), so that the work grows with the wins alone.
    """
    random, sums = Random(seed), [0] * draws
    for bet in bets:
        worth = bet.amount.stored
        if bet.chance >= 1:
            sums = [one + worth for one in sums]
        elif bet.chance > 0 and worth:
            lost, at = log1p(-bet.chance), -1
            while (at := at + 1 + int(min(log(1 - random.random()) / lost, draws))) < draws:
                sums[at] += worth
    sums.sort()
    low, middle, high = (Money.of_stored(sums[max(-(-draws * share // 100) - 1, 0)]) for share in (10, 50, 90))
    return low, middle, high
