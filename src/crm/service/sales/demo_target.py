"""Targets of the demo company: of people, departments and the company, some within reach and some not; and an evaluation."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.filter import Condition, Group, Query
from crm.domain.kit.money import Money
from crm.domain.sales.attainment import Tree
from crm.domain.sales.forecast import period_of
from crm.domain.sales.target import MONTHS, split, summed
from crm.domain.sales.target_measure import MEASURES

SEASON = (6, 5, 8, 8, 8, 10, 7, 7, 9, 9, 10, 13)  # how a year of orders goes: a quiet spring festival, a busy December
AMBITION = (Decimal("0.8"), Decimal("0.95"), Decimal("1.1"), Decimal("1.3"))  # of what was reached lately
STRETCH = Decimal("1.05")  # a department is asked for a little more than its people together
ROUND = 10_000  # what targets are multiples of
VISITS = 12  # a month
PRODUCTS, OF_PRODUCT, SOLD = 4, 2_400_000, 500


class DemoTarget:
    """Sets the targets of the year and evaluates the quarter that is over."""

    def __init__(self, sales: Any, seed: int = 41):
        self.of = sales.records()
        self.random = Random(seed)

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        with current.acting(actor=actors[administrator], language="zh", source="form"):
            sellers = [actors[account] for account in dict.fromkeys(one.owner for one in plan)]
            for name in ("won", "receipts"):
                self._money(name, sellers)
            for seller in sellers:
                self._target("visit", 12 * VISITS, person_id=seller.id)
            self._products()
            self._scheme()

    def _money(self, name: str, sellers: list[Any]) -> None:
        """A year of what each reached in the last two quarters, more or less ambitious; departments and the company a little more."""
        teams = dict[int, Money]()
        now = period_of("quarter", current.today())
        lately = [self.of("evaluation").attainments.look(MEASURES[name], period) for period in (now, now.shifted(-1))]
        for seller in sellers:
            reached = summed([row.found.actual for found in lately for row in found.rows if row.whose == ("person", seller.id)])
            total = self._round(max(2 * reached, Money(200_000)) * self.random.choice(AMBITION))
            self._target(name, total, person_id=seller.id)
            teams[seller.department_id] = teams.get(seller.department_id, Money(0)) + total
        tree = Tree(self.of("department").choices())
        for team, below in tree.below.items():
            if together := summed([total for id, total in teams.items() if id in below]):
                self._target(name, self._round(together * STRETCH), team_id=team)
        self._target(name, self._round(summed(list(teams.values())) * STRETCH * STRETCH))

    def _products(self) -> None:
        """The products that were won most often have a target of the company."""
        won = Group((Condition("state", "any", ("won",)), Condition("product_id", "filled")))
        sold = Counter(one.product_id for one in self.of("opportunity").page(Query(won, size=SOLD)))
        for id, _ in sold.most_common(PRODUCTS):
            self._target("won", OF_PRODUCT, product_id=id)

    @staticmethod
    def _round(amount: Decimal) -> Money:
        return Money(round(amount / ROUND) * ROUND)

    def _target(self, measure: str, total: Any, **whose: Any) -> None:
        """By the season of orders; visits go evenly."""
        months = {} if measure == "visit" else dict(zip(MONTHS, split(Money(total), SEASON, 0), strict=True))
        raw = {"measure": measure, "year": current.today().year, "total": total, **whose, **months}
        self._create("target", raw)

    def _scheme(self) -> None:
        raw = {"name": "销售季度综合评价", "span": "quarter", "activities_a_day": "0.5", "win_goal": "40", "cycle_goal": "60"}
        made = self._create("evaluation_scheme", raw)
        before = period_of("quarter", current.today()).shifted(-1)
        self.of("evaluation").evaluate(made.id, before.start)

    def _create(self, noun: str, raw: dict[str, Any]) -> Any:
        service = self.of(noun)
        return service.create(service.module.draft.parse(raw))
