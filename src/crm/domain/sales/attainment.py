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
    """One target against what was reached. Amounts are rounded to the measure's coin."""

    target: Money
    actual: Money
    expected: Money  # by this evening
    linear: Money | None  # at the end, if it goes on like this
    likely: Money | None  # at the end, with what open records may still bring
    gap_a_day: Money | None  # what is still missing, for each working day that is left

    @property
    def share(self) -> Decimal | None:
        """Of the target, in hundredths to one place; None without a target."""
        return (100 * self.actual / self.target).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if self.target else None

    @property
    def pace(self) -> str:
        """How it stands against what should be reached by now: ok, warn (below), bad (below four fifths)."""
        if not self.target or self.actual >= self.expected:
            return "ok"
        return "bad" if self.actual * 5 < self.expected * 4 else "warn"


def progress(months: Sequence[Money], actual: Money, time: Clock, places: int, coming: Money | None = None) -> Progress:
    """`months`: the target of each month of the period. By now one should have reached the months that are over, and of the one
    under way the share of its working days that are gone. Linear: actual · working days of the period / those that are gone."""

    def coins(amount: Decimal) -> Money:
        return Money(amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))

    target = sum(months, NOTHING)
    shares = (amount * gone / (all_ or 1) for amount, gone, all_ in zip(months, time.gone, time.all, strict=True))
    gone, running = sum(time.gone), time.state == "now"
    missing = max(target - actual, NOTHING)
    return Progress(
        target, actual, coins(sum(shares, Decimal(0))),
        coins(actual * sum(time.all) / gone) if running and gone else None,
        actual + coins(coming) if running and coming is not None else None,
        coins(missing / time.left) if time.state != "over" and time.left and target else None,
    )  # fmt: skip


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
