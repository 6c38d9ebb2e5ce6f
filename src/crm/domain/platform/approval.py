"""Approvals (审批): who decides in which order, and what a decision makes of a request. Pure rules, without a database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from crm.domain.platform.working_hours import Shifts

VERBS = ("approve", "refuse", "return", "pass", "add")
CLOSING = {"approve": "approved", "refuse": "refused", "return": "returned"}  # what a verb makes of a seat and, at the end, of the request


class Org(Protocol):
    """What has to be known of the people."""

    def managers(self, user_id: int) -> Sequence[int]:
        """Who stands above somebody, the nearest first, himself left out."""

    def heads(self, department_id: int) -> Sequence[int]:
        """The managers of a department and of those above it, the nearest first."""

    def holders(self, role_id: int) -> Sequence[int]: ...

    def active(self, ids: Iterable[int]) -> set[int]:
        """Those of the people who work here."""

    def stewards(self) -> Sequence[int]:
        """Whoever may administer approvals."""


@dataclass(frozen=True)
class Rule:
    """A step of a flow as it was when the request began."""

    name: str
    position: int
    kind: str  # person, role, department, chain, owner; nobody: whoever administers approvals
    user_id: int | None = None
    role_id: int | None = None
    team_id: int | None = None
    levels: int | None = None
    need: str = "any"  # any, all
    hours: int | None = None
    late: str = "remind"  # remind, pass, approve, refuse


@dataclass(frozen=True)
class Chair:
    """Somebody who is to decide, and why it is he: left (for `via`, who left), none (nobody else was found)."""

    user_id: int
    why: str = ""
    via_id: int | None = None


@dataclass(frozen=True)
class Step:
    """What is decided at once: `rank` orders steps, those of the same rank run side by side."""

    name: str
    rank: int
    need: str = "any"
    hours: int | None = None
    late: str = "remind"
    chairs: tuple[Chair, ...] = ()


@dataclass(frozen=True)
class Seat:
    """One person's part in a step of a request."""

    id: int
    request_id: int
    step: int  # its place in the plan
    user_id: int
    state: str  # later, waits, approved, refused, returned, passed, skipped
    since: datetime | None = None
    due_at: datetime | None = None
    at: datetime | None = None
    comment: str | None = None
    why: str = ""  # left, none, handed, late, added, away, stands_in
    via_id: int | None = None


def planned(rules: Sequence[Rule], org: Org, submitter: int, owner: int | None, own: bool) -> list[Step]:
    """The steps with the people who decide. The submitter decides only where his `own` is allowed; who left is stood for by his
    manager; where nobody is left, whoever administers approvals decides."""
    steps: list[Step] = []
    for position in sorted({rule.position for rule in rules}):
        rank = steps[-1].rank + 1 if steps else 0
        for rule in (one for one in rules if one.position == position):
            for at, people in enumerate(_asked(rule, org, submitter, owner)):
                chairs = _chairs(people, org, () if own else (submitter,))
                steps.append(Step(rule.name, rank + at, rule.need, rule.hours, rule.late, chairs))
        steps.sort(key=lambda step: step.rank)
    return steps


def _asked(rule: Rule, org: Org, submitter: int, owner: int | None) -> list[Sequence[int]]:
    """The people of a rule; of a chain, level by level."""
    if rule.kind == "chain":
        above = org.managers(submitter)
        here = org.active(above)
        levels: list[Sequence[int]] = [[id] for id in above if id in here]
        return levels[: rule.levels or 1] or [[]]
    if rule.kind == "person":
        return [[rule.user_id or 0]]
    if rule.kind == "role":
        return [org.holders(rule.role_id or 0)]
    if rule.kind == "department":
        return [org.heads(rule.team_id or 0)[:1]]
    return [org.managers(owner)[:1] if owner and rule.kind == "owner" else []]


def _chairs(people: Iterable[int], org: Org, without: Sequence[int]) -> tuple[Chair, ...]:
    """Who sits there: those who work here, in place of the others their managers; stewards where nobody is left."""
    asked = [id for id in dict.fromkeys(people) if id and id not in without]
    here = org.active(asked)
    found = {id: Chair(id) for id in asked if id in here}
    for id in asked:
        if id not in here and (instead := substitute(id, org, without)):
            found.setdefault(instead, Chair(instead, "left", id))
    if not found:
        found = {id: Chair(id, "none") for id in org.stewards() if id not in without}
    return tuple(found.values())


def substitute(id: int, org: Org, without: Sequence[int] = ()) -> int | None:
    """The nearest manager above somebody who works here."""
    above = [one for one in org.managers(id) if one not in without]
    here = org.active(above)
    return next((one for one in above if one in here), None)


def step_done(step: Step, seats: Iterable[Seat]) -> bool:
    """Whether these seats of the step approve it: one of them, or all who were not stood for."""
    states = [seat.state for seat in seats if seat.state != "passed"]
    if step.need == "all":
        return bool(states) and all(state in ("approved", "skipped") for state in states)
    return "approved" in states


def next_rank(plan: Sequence[Step], seats: Sequence[Seat], rank: int) -> int | None:
    """Where a request stands now: at this rank, at the next one, or nowhere any more because all is approved."""
    here = [at for at, step in enumerate(plan) if step.rank == rank]
    if not all(step_done(plan[at], [seat for seat in seats if seat.step == at]) for at in here):
        return rank
    return min((step.rank for step in plan if step.rank > rank), default=None)


def due(since: datetime, hours: int | None, is_workday: Callable[[date], bool], shifts: Shifts) -> datetime | None:
    """The end of so many working hours from a moment on, on the clock of that moment; None without a limit."""
    if not hours:
        return None
    left, day = timedelta(hours=hours), since.date()
    while True:
        for start, end in shifts if is_workday(day) else ():
            begin = max(datetime.combine(day, start, since.tzinfo), since)
            stop = datetime.combine(day, end, since.tzinfo)
            if stop - begin >= left:
                return begin + left
            left -= max(stop - begin, timedelta())
        day += timedelta(days=1)
