"""Attainment: the targets of a period against what was reached, for the company, its departments, people and products."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.attainment import AttainmentDao, Coming, Reached
from crm.dao.sales.target import Placed, TargetDao
from crm.domain.sales.attainment import NOTHING, Clock, Progress, Tree, clock
from crm.domain.sales.forecast import Period
from crm.domain.sales.product_category import above
from crm.domain.sales.target import months_in, places_of
from crm.domain.sales.target_measure import MEASURES, Measure
from crm.errors import Forbidden
from crm.service.customer.calendar import midnight
from crm.service.kit.transaction import reading
from crm.service.platform.department import DepartmentService
from crm.service.platform.workday import WorkdayService
from crm.service.sales.attainment_line import COMPANY, Lines, Row, Whose, value
from crm.service.sales.product_category import ProductCategoryService

MINE = 4  # measures of which one is told at a glance


@dataclass(frozen=True, slots=True)
class Attainment:
    """All lines of one measure and period, in the order of the organisation."""

    measure: Measure
    period: Period
    time: Clock
    rows: list[Row]


class AttainmentService:
    def __init__(
        self, db: Database, attainments: AttainmentDao, targets: TargetDao, departments: DepartmentService, days: WorkdayService,
        categories: ProductCategoryService,
    ):  # fmt: skip
        self.db = db
        self.attainments = attainments
        self.targets = targets
        self.departments = departments
        self.days = days
        self.categories = categories

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
        by_day = {
            "signed": self.attainments.signed, "receipts": self.attainments.received, "margin": self.attainments.margin,
            "customers": self.attainments.customers,
        }  # fmt: skip
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

    def people(self, ids: Iterable[int | None]) -> dict[int, Placed]:
        """Id -> the person, in the transaction under way."""
        wanted = sorted({id for id in ids if id})
        return {one.owner_id: one for one in self.targets.people(wanted)} if wanted else {}

    def tree(self) -> Tree:
        return Tree(self.departments.choices())

    @reading
    def look(self, measure: Measure, period: Period, outlook: bool = False) -> Attainment:
        """By company, department and person, as far as whoever acts may see them; `outlook`: with what open records may still bring."""
        reached, time = self.reached(measure, period), self.time(period)
        coming = self._coming(measure, period, time) if outlook else None
        targets = self.targets.aims(period.start.year, measure.name)
        people = self.people([one.owner_id for one in (*reached, *(coming or ()))] + [one.person_id for one in targets])
        lines = Lines(measure, period, time, reached, coming, targets)
        return Attainment(measure, period, time, list(lines.rows(self.tree(), list(people.values()))))

    @reading
    def mine(self, period: Period) -> list[tuple[Measure, Progress]]:
        """How whoever acts stands in what is asked of him, in the order of the measures."""
        me, time = current.actor().id, self.time(period)
        asked = {one.measure: one for one in self.targets.mine(period.start.year, me)}
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
        targets = [one for one in self.targets.of_year(period.start.year, measure.name) if one.by_product]
        ids = sorted({one.product_id for one in targets if one.product_id})
        under = self._under({one.category_id for one in targets if one.category_id})
        inside = sorted({id for found in under.values() for id in found})
        products = {one.id: one.category_id for one in self.attainments.products(ids, inside)} if targets else {}
        since, until = midnight(period.start), midnight(period.until)
        found = self.attainments.won_of_products(since, until, sorted(products)) if products else []
        rows = []
        for target in targets:
            within = tree.below.get(target.team_id, (target.team_id,)) if target.team_id else None
            actual = sum(
                (
                    value(measure, one.amount, one.number)
                    for one in found
                    if (one.product_id == target.product_id or products[one.product_id] in under.get(target.category_id, ()))
                    and (target.person_id in (None, one.owner_id)) and (within is None or one.department_id in within)
                ),
                NOTHING,
            )  # fmt: skip
            whose: Whose = ("person", target.person_id) if target.person_id else ("team", target.team_id) if within else COMPANY
            named = ("product_id", (target.product_id,), target.product_name) if target.product_id else (
                "category_id", under[target.category_id], target.category_name)  # fmt: skip
            state = Progress(months_in(target, period), actual, time, places_of(measure.name))
            rows.append(Row(whose, target.person_name or target.team_name, 0, state, target.id, None, within, named))
        return Attainment(measure, period, time, sorted(rows, key=lambda row: (row.product or ("", (), ""))[2] or ""))

    def _under(self, ids: set[int]) -> dict[int | None, tuple[int, ...]]:
        """Each category with those below it."""
        parents = self.categories.parents() if ids else {}
        return {id: tuple(one for one in parents if id in above(one, parents)) for id in ids}
