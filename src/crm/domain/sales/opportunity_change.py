"""What changed in the pipeline between two moments: each deal's part in each bar, which add up exactly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from crm.domain.kit.money import Money
from crm.language import N_

BARS = {
    "added": (N_("New deals"), "ok"),
    "pulled": (N_("Pulled in"), "ok"),
    "up": (N_("Amount up"), "ok"),
    "down": (N_("Amount down"), "bad"),
    "pushed": (N_("Pushed out"), "warn"),
    "lost": (N_("Deals lost"), "bad"),
    "removed": (N_("Deleted deals"), "bad"),
    "won": (N_("Deals won"), "info"),
}


@dataclass(frozen=True)
class Change:
    """A deal at both moments; what it was is None where it was not there yet."""

    id: int
    name: str
    account_name: str | None
    gone: bool
    state_then: str | None
    amount_then: Money | None
    close_then: date | None
    removed_then: bool | None
    state_now: str | None
    amount_now: Money | None
    close_now: date | None
    removed_now: bool | None


@dataclass(frozen=True)
class Period:
    """Closing days from `low` to before `high`; every deal where there are none."""

    low: date | None = None
    high: date | None = None

    def holds(self, day: date | None) -> bool:
        return self.low is None or self.high is None or (day is not None and self.low <= day < self.high)


@dataclass
class Bar:
    """The deals of one kind of change together."""

    name: str
    amount: Money = Money(0)
    deals: list[tuple[Change, Money]] = field(default_factory=list)


def parts(one: Change, period: Period) -> Iterator[tuple[str, Money]]:
    """The bars that a deal stands in, and by how much. A deal that leaves does so with what it was worth at last, so that
    what was won shows what was won; the difference is an amount up or down before."""
    then, now = one.amount_then or Money(0), one.amount_now or Money(0)
    was = one.state_then == "open" and not one.removed_then and period.holds(one.close_then)
    here = one.state_now == "open" and not one.removed_now and period.holds(one.close_now)
    if was and one.removed_now:
        yield "removed", -then
        return
    if not was and not here:
        if one.state_then is None and one.state_now in ("won", "lost") and not one.removed_now and period.holds(one.close_now):
            yield "added", now
            yield one.state_now, -now
        return
    if not was:
        open_then = one.state_then == "open" and not one.removed_then
        yield "pulled" if open_then else "added", now
        return
    if now != then:
        yield "up" if now > then else "down", now - then
    if not here:
        yield one.state_now if one.state_now in ("won", "lost") else "pushed", -now


def bars(changes: Iterable[Change], period: Period) -> dict[str, Bar]:
    """Every bar, in their order."""
    found = {name: Bar(name) for name in BARS}
    for one in changes:
        for name, amount in parts(one, period):
            found[name].amount += amount
            found[name].deals.append((one, amount))
    return found
