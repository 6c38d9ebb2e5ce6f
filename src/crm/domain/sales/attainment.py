"""Attainment (完成率): what was reached of a target, what should be reached by now, and where it will end."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from crm.domain.kit.money import Money
from crm.domain.platform.department import DepartmentChoice
from crm.domain.sales.forecast import MONTHS, Period, period_of
from crm.domain.sales.target import EARLIEST, LATEST

NOTHING = Money(0)


def period_asked(text: str, today: date) -> Period:
    """2026, 2026-Q4 or 2026-11 of years that have targets; the month of today for anything else."""
    year, _, rest = text.partition("-")
    try:
        if not EARLIEST <= int(year) <= LATEST:
            raise ValueError
        if not rest:
            return period_of("year", date(int(year), 1, 1))
        if rest.startswith("Q"):
            return period_of("quarter", date(int(year), int(rest[1:]) * 3 - 2, 1))
        return period_of("month", date(int(year), int(rest), 1))
    except (ValueError, OverflowError):
        return period_of("month", today)


@dataclass(frozen=True, slots=True)
class Clock:
    """The working days of each month of a period, and how many of them are gone. Today is gone, and is also the first that is left."""

    gone: tuple[int, ...]
    all: tuple[int, ...]
    left: int
    state: str  # "over", "now" or "ahead"

    @property
    def share(self) -> Decimal:
        """How much of the time is gone, 0 to 1."""
        return Decimal(sum(self.gone)) / Decimal(sum(self.all) or 1)


def clock(period: Period, today: date, works: Callable[[date], bool]) -> Clock:
    """`works`: whether people work on a day."""
    until, gone, whole, left = period.until, Counter[int](), Counter[int](), 0
    for day in (period.start + timedelta(days=n) for n in range((until - period.start).days)):
        if works(day):
            whole[day.month] += 1
            gone[day.month] += day <= today
            left += day >= today
    months = [period.start.month + n for n in range(MONTHS[period.span])]
    state = "over" if until <= today else "ahead" if period.start > today else "now"
    return Clock(tuple(gone[month] for month in months), tuple(whole[month] for month in months), left, state)


@dataclass(frozen=True, slots=True)
class Progress:
    """One target, month by month of its period, against what was reached; `coming` is what open records may still bring.
    What follows is rounded to the measure's coin, and worked out when it is asked for."""

    months: Sequence[Money]
    actual: Money
    time: Clock
    places: int
    coming: Money | None = None

    def _coins(self, amount: Decimal) -> Money:
        return Money(amount.quantize(Decimal(1).scaleb(-self.places), rounding=ROUND_HALF_UP))

    @property
    def target(self) -> Money:
        return sum(self.months, NOTHING)

    @property
    def expected(self) -> Money:
        """By this evening: the months that are over, and of the one under way the share of its working days that are gone."""
        shares = (amount * gone / (all_ or 1) for amount, gone, all_ in zip(self.months, self.time.gone, self.time.all, strict=True))
        return self._coins(sum(shares, Decimal(0)))

    @property
    def linear(self) -> Money | None:
        """At the end, if it goes on like this: actual · working days of the period / those that are gone."""
        gone = sum(self.time.gone)
        return self._coins(self.actual * sum(self.time.all) / gone) if self.time.state == "now" and gone else None

    @property
    def likely(self) -> Money | None:
        """At the end, with what open records may still bring."""
        return self.actual + self._coins(self.coming) if self.time.state == "now" and self.coming is not None else None

    @property
    def gap_a_day(self) -> Money | None:
        """What is still missing, for each working day that is left."""
        if self.time.state == "over" or not self.time.left or not self.target:
            return None
        return self._coins(max(self.target - self.actual, NOTHING) / self.time.left)

    @property
    def share(self) -> Decimal | None:
        """Of the target, in hundredths to one place; None without a target."""
        target = self.target
        return (100 * self.actual / target).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if target else None

    @property
    def pace(self) -> str:
        """How it stands against what should be reached by now: ok, warn (below), bad (below four fifths)."""
        expected = self.expected
        if not self.target or self.actual >= expected:
            return "ok"
        return "bad" if self.actual * 5 < expected * 4 else "warn"


class Tree:
    """The departments in their order, each with those below it."""

    def __init__(self, choices: Sequence[DepartmentChoice]):
        self.choices = choices
        self.below: dict[int, tuple[int, ...]] = {}
        for at, one in enumerate(choices):
            end = next((n for n in range(at + 1, len(choices)) if choices[n].depth <= one.depth), len(choices))
            self.below[one.id] = tuple(other.id for other in choices[at:end])


@dataclass(frozen=True, slots=True)
class Placed:
    """A place of a ranking: who, how much, the place, and by how many places it rose against the period before (None: was not there)."""

    id: int | None
    value: Money
    place: int
    rose: int | None


def ranked(now: dict[int | None, Money], before: dict[int | None, Money]) -> list[Placed]:
    """The highest first; who reached the same has the same place, and the places after it are left out (1, 2, 2, 4)."""
    was = _places(before)
    places = _places(now)
    return [
        Placed(id, now[id], places[id], was[id] - places[id] if id in was else None)
        for id in sorted(now, key=lambda id: (places[id], id or 0))
    ]


def _places(values: dict[int | None, Money]) -> dict[int | None, int]:
    order = sorted((value for value in values.values() if value), reverse=True)
    first = {value: at for at, value in reversed(list(enumerate(order, 1)))}
    return {id: first.get(value, len(order) + 1) for id, value in values.items()}
