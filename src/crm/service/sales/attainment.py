"""Attainment: the targets of a period against what was reached, for the company, its departments, people and products."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.attainment import AttainmentDao, Coming, Person, Reached
from crm.dao.sales.target import TargetDao
from crm.domain.kit.access import Scope, predicate
from crm.domain.kit.money import Money
from crm.domain.sales.attainment import NOTHING, Clock, Progress, Tree, clock
from crm.domain.sales.forecast import Period
from crm.domain.sales.target import months_in, places_of
from crm.domain.sales.target_measure import MEASURES, Measure
from crm.errors import Forbidden
from crm.service.customer.calendar import midnight
from crm.service.kit.transaction import reading
from crm.service.platform.department import DepartmentService
from crm.service.platform.workday import WorkdayService

Whose = tuple[str, int | None]  # ("company", None), ("team", id), ("person", id; None for what is nobody's)
COMPANY: Whose = ("company", None)
MINE = 4  # measures of which one is told at a glance


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
    product: tuple[str, int, str | None] | None = None  # (field, id, name)


@dataclass(frozen=True, slots=True)
class Attainment:
    """All lines of one measure and period, in the order of the organisation."""

    measure: Measure
    period: Period
    time: Clock
    rows: list[Row]


class AttainmentService:
    def __init__(self, db: Database, attainments: AttainmentDao, targets: TargetDao, departments: DepartmentService, days: WorkdayService):
        self.db = db
        self.attainments = attainments
        self.targets = targets
        self.departments = departments
        self.days = days

    @staticmethod
    def measures() -> list[Measure]:
        """Those whose records the actor may see."""
        return [one for one in MEASURES.values() if current.actor().may(one.permission)]

    def reached(self, measure: Measure, period: Period, before: Period | None = None) -> list[Reached]:
        """What was reached in the period, and in the one before it; in the transaction under way. Forbidden for what one may not see."""
        if not current.actor().may(measure.permission):
            raise Forbidden()
        days: tuple[date, date, date | None] = period.start, period.until, before.start if before else None
        by_moment = {"won": self.attainments.won, "deals": self.attainments.won, "leads": self.attainments.leads}
        by_day = {"signed": self.attainments.signed, "receipts": self.attainments.received, "customers": self.attainments.customers}
        if measure.name in by_day:
            return by_day[measure.name](*days)
        moments = midnight(period.start), midnight(period.until), midnight(before.start) if before else None
        if measure.name in by_moment:
            return by_moment[measure.name](*moments)
        return self.attainments.done(measure.name, *moments)

    def _coming(self, measure: Measure, period: Period, time: Clock) -> list[Coming] | None:
        if time.state != "now" or not measure.expects:
            return None
        return (self.attainments.deals_coming if measure.expects == "deals" else self.attainments.plans_coming)(period.until)

    def time(self, period: Period) -> Clock:
        return clock(period, current.today(), self.days.workdays(period.start))

    def people(self, ids: Iterable[int | None]) -> dict[int, Person]:
        """Id -> the person, in the transaction under way."""
        wanted = sorted({id for id in ids if id})
        return {one.owner_id: one for one in self.attainments.people(wanted)} if wanted else {}

    def tree(self) -> Tree:
        return Tree(self.departments.choices())

    @reading
    def look(self, measure: Measure, period: Period, outlook: bool = False) -> Attainment:
        """By company, department and person, as far as whoever acts may see them; `outlook`: with what open records may still bring."""
        reached, time = self.reached(measure, period), self.time(period)
        coming = self._coming(measure, period, time) if outlook else None
        targets: list[Any] = [one for one in self.targets.of_year(period.start.year, measure.name) if not _of_product(one)]
        people = self.people([one.owner_id for one in (*reached, *(coming or ()))] + [one.person_id for one in targets])
        lines = _Lines(measure, period, time, reached, coming, targets)
        return Attainment(measure, period, time, list(lines.rows(self.tree(), list(people.values()))))

    @reading
    def mine(self, period: Period) -> list[tuple[Measure, Progress]]:
        """How whoever acts stands in what is asked of him, in the order of the measures."""
        me, time = current.actor().id, self.time(period)
        asked: dict[str, Any] = {one.measure: one for one in self.targets.mine(period.start.year, me)}  # type: ignore[attr-defined]
        measures = [one for one in self.measures() if one.name in asked and any(months_in(asked[one.name], period))][:MINE]
        found = []
        for measure in measures:
            reached = [value(measure, one.amount, one.number) for one in self.reached(measure, period) if one.owner_id == me]
            months = months_in(asked[measure.name], period)
            found.append((measure, Progress(months, sum(reached, NOTHING), time, places_of(measure.name))))
        return found

    @reading
    def products(self, measure: Measure, period: Period) -> Attainment:
        """The targets of products and categories, each against the won deals whose main product it is."""
        if not current.actor().may(measure.permission):
            raise Forbidden()
        time, tree = self.time(period), self.tree()
        targets: list[Any] = [one for one in self.targets.of_year(period.start.year, measure.name) if _of_product(one)]
        ids = sorted({one.product_id for one in targets if one.product_id})
        categories = sorted({one.category_id for one in targets if one.category_id})
        products = {one.id: one.category_id for one in self.attainments.products(ids, categories)} if targets else {}
        since, until = midnight(period.start), midnight(period.until)
        found = self.attainments.won_of_products(since, until, sorted(products)) if products else []
        rows = []
        for target in targets:
            within = tree.below.get(target.team_id, (target.team_id,)) if target.team_id else None
            actual = sum(
                (
                    value(measure, one.amount, one.number)
                    for one in found
                    if (one.product_id == target.product_id or (target.category_id and products[one.product_id] == target.category_id))
                    and (target.person_id in (None, one.owner_id)) and (within is None or one.department_id in within)
                ),
                NOTHING,
            )  # fmt: skip
            whose: Whose = ("person", target.person_id) if target.person_id else ("team", target.team_id) if within else COMPANY
            named = ("product_id", target.product_id, target.product_name) if target.product_id else (
                "category_id", target.category_id, target.category_name)  # fmt: skip
            state = Progress(months_in(target, period), actual, time, places_of(measure.name))
            rows.append(Row(whose, target.person_name or target.team_name, 0, state, target.id, None, within, named))
        return Attainment(measure, period, time, sorted(rows, key=lambda row: (row.product or ("", 0, ""))[2] or ""))


class _Lines:
    """Works out the lines of one look."""

    def __init__(
        self, measure: Measure, period: Period, time: Clock, reached: list[Reached], coming: list[Coming] | None, targets: list[Any]
    ):
        self.measure, self.period, self.time = measure, period, time
        self.places, self.nothing = places_of(measure.name), [NOTHING] * len(time.all)
        self.by_person, self.by_team = _summed(reached, lambda one: value(measure, one.amount, one.number))
        self.coming = _summed(coming, lambda one: one.amount) if coming is not None else None
        self.company = next((one for one in targets if not one.person_id and not one.team_id), None)
        self.of_team = {one.team_id: one for one in targets if one.team_id}
        self.of_person = {one.person_id: one for one in targets if one.person_id}

    def rows(self, tree: Tree, people: list[Person]) -> Iterable[Row]:
        seen = predicate(current.actor().grants, self.measure.permission, near=False)
        members = defaultdict[int | None, list[Person]](list)
        for one in people:
            members[one.department_id if one.department_id in tree.below else None].append(one)
        asked = {id: _columns([months_in(target, self.period) for one in ones if (target := self.of_person.get(one.owner_id))])
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

    def _person(self, one: Person, depth: int) -> Row:
        target = self.of_person.get(one.owner_id)
        months = months_in(target, self.period) if target else self.nothing
        coming = self.coming[0].get(one.owner_id, NOTHING) if self.coming else None
        actual = self.by_person.get(one.owner_id, NOTHING)
        return self._row(("person", one.owner_id), one.name, depth, months, actual, coming, target, None, None)

    def _team(
        self, whose: Whose, name: str | None, depth: int, target: Any, parts: list[Money] | None, within: tuple[int, ...] | None
    ) -> Row:
        """Without a target of its own it is to reach what its people are to reach together: `parts`, month by month."""
        months = months_in(target, self.period) if target else parts or self.nothing
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


def _of_product(target: Any) -> bool:
    return bool(target.product_id or target.category_id)


def _summed(rows: Sequence[Any], amount: Callable[[Any], Money]) -> tuple[dict[int | None, Money], dict[int | None, Money]]:
    """By person and by department."""
    people, teams = defaultdict[int | None, Money](Money), defaultdict[int | None, Money](Money)
    for one in rows:
        people[one.owner_id] += amount(one)
        teams[one.department_id] += amount(one)
    return dict(people), dict(teams)


def _within(sums: dict[int | None, Money], within: tuple[int, ...] | None) -> Money:
    return sum((amount for id, amount in sums.items() if within is None or id in within), NOTHING)
