"""Who receives a lead: of those who may, whoever has the fewest open leads for his weight."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

AWAY, OFF, FULL = "away", "off", "full"
HOURS = ("09:00", "18:00")


@dataclass(frozen=True, slots=True)
class LeadsCame:
    """New leads are there; `way`: form, import, api or web."""

    ids: tuple[int, ...]
    way: str


@dataclass(frozen=True)
class Candidate:
    """Somebody who could receive leads. `load` are his open leads, `last` rises with each lead that a rule gives him."""

    id: int
    name: str
    department_id: int | None
    timezone: str
    weight: int
    most: int | None
    works_from: str | None
    works_until: str | None
    away_from: date | None
    away_until: date | None
    load: int
    last: int

    def kept_from(self, now: datetime, is_workday: bool, at_work: bool, load: int) -> str | None:
        """Why he receives nothing now; None when he may."""
        here = now.astimezone(ZoneInfo(self.timezone))
        if self.weight < 1:
            return OFF
        if self.away_from and self.away_from <= here.date() and (self.away_until is None or here.date() <= self.away_until):
            return AWAY
        start, end = (self.works_from, self.works_until) if self.works_from and self.works_until else HOURS
        if at_work and not (is_workday and start <= f"{here:%H:%M}" < end):
            return OFF
        return FULL if self.most is not None and load >= self.most else None


@dataclass
class Turns:
    """Whose turn it is, while leads are handed out one after another."""

    candidates: dict[int, Candidate]
    loads: dict[int, int] = field(default_factory=dict)
    lasts: dict[int, int] = field(default_factory=dict)
    given: int = 0

    def load(self, one: Candidate) -> int:
        return self.loads.get(one.id, one.load)

    def next(self, ids: Iterable[int], now: datetime, is_workday: bool, at_work: bool) -> tuple[Candidate | None, dict[str, Any]]:
        """The one with the smallest (load + 1) / weight, of equals whoever waits longest; and what led to it."""
        free: list[Candidate] = []
        skipped: dict[str, int] = {}
        for one in (self.candidates[id] for id in sorted(set(ids)) if id in self.candidates):
            if reason := one.kept_from(now, is_workday, at_work, self.load(one)):
                skipped[reason] = skipped.get(reason, 0) + 1
            else:
                free.append(one)
        if not free:
            return None, skipped
        chosen = min(free, key=lambda one: ((self.load(one) + 1) / one.weight, self._last(one), one.id))
        why = {"load": self.load(chosen), "weight": chosen.weight, "of": len(free) + sum(skipped.values()), **skipped}
        self.given += 1
        self.loads[chosen.id], self.lasts[chosen.id] = self.load(chosen) + 1, self.given
        return chosen, why

    def _last(self, one: Candidate) -> tuple[int, int]:
        return (1, self.lasts[one.id]) if one.id in self.lasts else (0, one.last)


@dataclass(frozen=True)
class Assigned:
    """A line of the log: which rule gave a lead to whom, and why."""

    id: int
    lead_id: int
    lead_name: str
    rule_id: int
    rule_name: str
    user_id: int | None
    user_name: str | None
    pool_id: int | None
    at: datetime
    why: dict[str, Any]
