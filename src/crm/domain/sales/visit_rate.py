"""Plan and done (拜访完成率): how many of a month's visits took place."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Rate:
    """One person's visits of a month. `planned` are all of them, those called off too; `unchecked` were done without a
    check-in, `unmeasured` checked in without a position or a place to measure from."""

    owner_id: int | None
    owner_name: str | None
    planned: int
    done: int
    missed: int
    cancelled: int
    unchecked: int
    unmeasured: int
    far: int

    @property
    def due(self) -> int:
        """What counts: a visit that was called off is none."""
        return self.planned - self.cancelled

    @property
    def open(self) -> int:
        return self.due - self.done - self.missed

    @property
    def share(self) -> int | None:
        """Percent of what was due that is done, rounded down: 100 means all of them; None where nothing was due."""
        return 100 * self.done // self.due if self.due else None


def together(rates: list[Rate]) -> Rate:
    """All of them as one line."""
    names = ("planned", "done", "missed", "cancelled", "unchecked", "unmeasured", "far")
    return Rate(None, None, *(sum(getattr(rate, name) for rate in rates) for name in names))


def month_of(text: str | None, today: date) -> tuple[date, date]:
    """The first and the last day of a month that is written as 2026-11; this month where it cannot be read."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = today.replace(day=1)
    if not 2000 <= first.year < 2200:
        first = today.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
