"""The lines of a look at attainment: the company, its departments and people, in the order of the organisation."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crm import current
from crm.dao.sales.attainment import Coming, Reached
from crm.dao.sales.target import Aim, Placed
from crm.domain.kit.access import Scope, predicate
from crm.domain.kit.money import Money
from crm.domain.sales.attainment import NOTHING, Clock, Progress, Tree
from crm.domain.sales.forecast import Period
from crm.domain.sales.target import places_of
from crm.domain.sales.target_measure import Measure

Whose = tuple[str, int | None]  # ("company", None), ("team", id), ("person", id; None for what is nobody's)
COMPANY: Whose = ("company", None)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: whose, how it stands, the target's own record (None: the sum of the parts), and what the targets of the people in
    it add up to. `within` are the departments whose records count, None for all."""

    whose: Whose
    name: str | None
    depth: int
    found: Progress
    target_id: int | None
    parts: Money | None
    within: tuple[int, ...] | None
    product: tuple[str, tuple[int, ...], str | None] | None = None  # (field, ids, name); a category with those below it


class Lines:
    """Works out the lines of one look."""

    def __init__(
        self, measure: Measure, period: Period, time: Clock, reached: list[Reached], coming: list[Coming] | None, targets: list[Aim]
    ):
        self.measure, self.period, self.time = measure, period, time
        self.places, self.nothing = places_of(measure.name), [NOTHING] * len(time.all)
        self.by_person, self.by_team = _summed(reached, lambda one: value(measure, one.amount, one.number))
        self.coming = _summed(coming, lambda one: one.amount) if coming is not None else None
        self.company = next((one for one in targets if not one.person_id and not one.team_id), None)
        self.of_team = {one.team_id: one for one in targets if one.team_id}
        self.of_person = {one.person_id: one for one in targets if one.person_id}

    def rows(self, tree: Tree, people: list[Placed]) -> Iterable[Row]:
        seen = predicate(current.actor().grants, self.measure.permission, near=False)
        members = defaultdict[int | None, list[Placed]](list)
        for one in people:
            members[one.department_id if one.department_id in tree.below else None].append(one)
        asked = {id: _columns([target.months(self.period) for one in ones if (target := self.of_person.get(one.owner_id))])
                 for id, ones in members.items()}  # fmt: skip
        if current.actor().grants.scope(self.measure.permission) is Scope.ALL and (people or self.company or self.of_team):
            yield self._team(COMPANY, None, 0, self.company, _columns([one for one in asked.values() if one]), None)
        for branch in tree.choices:
            within = tree.below[branch.id]
            own = self.of_team.get(branch.id)
            if (own or any(id in members for id in within)) and seen.holds(Coming(None, branch.id, NOTHING)):
                parts = _columns([found for id in within if (found := asked.get(id))])
                yield self._team(("team", branch.id), branch.name, branch.depth + 1, own, parts, within)
            yield from (self._person(one, branch.depth + 2) for one in members.get(branch.id, ()))
        yield from (self._person(one, 1) for one in members.get(None, ()))
        if self.by_person.get(None):
            yield self._row(("person", None), None, 1, self.nothing, self.by_person[None], None, None, None, None)

    def _person(self, one: Placed, depth: int) -> Row:
        target = self.of_person.get(one.owner_id)
        months = target.months(self.period) if target else self.nothing
        coming = self.coming[0].get(one.owner_id, NOTHING) if self.coming else None
        actual = self.by_person.get(one.owner_id, NOTHING)
        return self._row(("person", one.owner_id), one.name, depth, months, actual, coming, target, None, None)

    def _team(
        self, whose: Whose, name: str | None, depth: int, target: Any, parts: list[Money] | None, within: tuple[int, ...] | None
    ) -> Row:
        """Without a target of its own it is to reach what its people are to reach together: `parts`, month by month."""
        months = target.months(self.period) if target else parts or self.nothing
        actual = _within(self.by_team, within)
        coming = _within(self.coming[1], within) if self.coming else None
        return self._row(whose, name, depth, months, actual, coming, target, sum(parts, NOTHING) if parts else None, within)

    def _row(
        self, whose: Whose, name: str | None, depth: int, months: Sequence[Money], actual: Money, coming: Money | None, target: Any,
        parts: Money | None, within: tuple[int, ...] | None,
    ) -> Row:  # fmt: skip
        state = Progress(months, actual, self.time, self.places, coming)
        return Row(whose, name, depth, state, target.id if target else None, parts, within)


def _columns(rows: list[Sequence[Money]]) -> list[Money] | None:
    """The rows added up column by column; None without any."""
    return [sum(column, NOTHING) for column in zip(*rows, strict=True)] if rows else None


def value(measure: Measure, amount: Money, number: int) -> Money:
    """What counts of the two."""
    return amount if measure.is_money else Money(number)


def _summed(rows: Sequence[Any], amount: Callable[[Any], Money]) -> tuple[dict[int | None, Money], dict[int | None, Money]]:
    """By person and by department."""
    people, teams = defaultdict[int | None, Money](Money), defaultdict[int | None, Money](Money)
    for one in rows:
        people[one.owner_id] += amount(one)
        teams[one.department_id] += amount(one)
    return dict(people), dict(teams)


def _within(sums: dict[int | None, Money], within: tuple[int, ...] | None) -> Money:
    return sum((amount for id, amount in sums.items() if within is None or id in within), NOTHING)
