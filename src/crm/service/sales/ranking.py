"""Rankings (排名) of people and teams by what they reached, with how many places they rose against the period before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from crm import current
from crm.dao.kit.database import Database
from crm.domain.kit.access import Scope
from crm.domain.kit.money import Money
from crm.domain.sales.attainment import Placed, ranked
from crm.domain.sales.forecast import Period
from crm.domain.sales.target_measure import Measure
from crm.service.kit.transaction import reading
from crm.service.sales.attainment import AttainmentService
from crm.service.sales.attainment_line import value


@dataclass(frozen=True, slots=True)
class Ranking:
    """The places with the names of who has them; `alone` where the reader sees nobody but himself."""

    places: list[Placed]
    names: dict[int, str]
    total: Money
    alone: bool


class RankingService:
    def __init__(self, db: Database, attainments: AttainmentService):
        self.db = db
        self.attainments = attainments

    @reading
    def look(self, measure: Measure, period: Period, teams: bool = False) -> Ranking:
        """By person, or by department: each counts what is right in it, not what lies below."""
        rows = self.attainments.reached(measure, period, period.shifted(-1))
        now, before = defaultdict[int | None, Money](Money), defaultdict[int | None, Money](Money)
        for one in rows:
            id = one.department_id if teams else one.owner_id
            now[id] += value(measure, one.amount, one.number)
            before[id] += value(measure, one.amount_before, one.number_before)
        nobodys = now.pop(None, Money(0))
        before.pop(None, None)
        alone = current.actor().grants.scope(measure.permission) is Scope.OWN
        return Ranking(
            ranked(dict(now), {id: amount for id, amount in before.items() if amount}),
            self._teams() if teams else self._people(tuple(now)), sum(now.values(), nobodys), alone,
        )  # fmt: skip

    def _teams(self) -> dict[int, str]:
        return {one.id: one.name for one in self.attainments.tree().choices}

    def _people(self, ids: Sequence[int | None]) -> dict[int, str]:
        return {id: one.name for id, one in self.attainments.people(ids).items()}
