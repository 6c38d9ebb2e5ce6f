"""What if: somebody's month with deals that are still open, and a plan over months that were paid. Nothing is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm import current
from crm.dao.kit.database import Database
from crm.dao.sales.commission import Person
from crm.dao.sales.commission_line import CommissionLineDao
from crm.domain.kit.filter import Condition, Group, Query, Sort
from crm.domain.kit.money import Money
from crm.domain.sales.commission import NONE, WHOLE
from crm.domain.sales.commission_month import Worked
from crm.domain.sales.commission_source import Source
from crm.domain.sales.period import month_of, month_on
from crm.service.kit.transaction import reading
from crm.service.sales.commission import CommissionService
from crm.service.sales.commission_plan import CommissionPlanService

DEALS, PLANS = 50, 8
BY_AMOUNT = ("receipts", "contracts", "deals")  # an amount alone counts here: it says nothing of a margin, a customer or products


@dataclass(frozen=True)
class Foreseen:
    """What one plan pays somebody for the month now, and what it would pay; `unknown` are deals whose margin nobody can say yet."""

    plan: Any
    now: Worked
    then: Worked
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """One person: what the plan would have paid in each month, and what was paid by all plans."""

    user_id: int
    name: str
    would: tuple[Money, ...]
    paid: tuple[Money, ...]


class CommissionTrialService:
    def __init__(
        self, db: Database, commission: CommissionService, lines: CommissionLineDao, plans: CommissionPlanService,
        of: Callable[[str], Any],
    ):  # fmt: skip
        self.db = db
        self.commission = commission
        self.lines = lines
        self.plans = plans
        self.of = of

    @reading
    def deals(self) -> list[Any]:
        """The actor's own open deals, the largest first."""
        mine = Group((Condition("owner_id", "any", ("me",)), Condition("state", "any", ("open",))))
        return self.of("opportunity").page(Query(mine, Sort((("amount_base", True),)), size=DEALS))[:DEALS]  # type: ignore[no-any-return]

    @reading
    def foresee(self, deals: Sequence[Any], amount: Money | None) -> list[Foreseen]:
        """This month of the actor by every plan for him: as it stands, and with these deals and this amount on top, all of it won,
        signed and paid today."""
        today, me, own = current.today(), current.actor().id, current.own_currency()
        ids = [deal.id for deal in deals]
        besides = [Source("account", 0, "", today, amount, own, amount, shares=((me, WHOLE),))] if amount else []
        people, month = self.commission.people(), month_of(today)
        with current.acting(actor=current.everyone()):
            plans = self.plans.page(Query(size=PLANS * 10))[: PLANS * 10]
        found = []
        for plan in [one for one in plans if one.covers(month) and people.takes(one.id, me)][:PLANS]:
            hoped, unknown = self.commission.wished(plan, ids, today) if ids else ([], [])
            more = [*hoped, *(besides if plan.basis in BY_AMOUNT and not plan.category_id else ())]
            found.append(Foreseen(plan, *self.commission.foreseen(plan, month, people, me, more), tuple(unknown)))
        return found

    @reading
    def compare(self, plan: Any, count: int, today: date) -> tuple[list[str], list[Compared], list[Worked]]:
        """The plan over the last so many months, whether it covers them or not, beside what was paid: months, people, problems."""
        months = [month_on(month_of(today), -at) for at in range(count, 0, -1)]
        people = self.commission.people()
        worked = self.commission.months(plan, months, people)
        paid = {(one.month, one.user_id): one.amount for one in self.lines.paid(months)}
        earned = [one.by_person for one in worked]
        ids = sorted({id for one in earned for id in one} | {id for _, id in paid}, key=lambda id: people.known[id].name)
        return months, [self._compared(people.known[id], earned, [paid.get((month, id), NONE) for month in months]) for id in ids], worked

    @staticmethod
    def _compared(person: Person, earned: Sequence[Mapping[int, Money]], paid: Sequence[Money]) -> Compared:
        return Compared(person.id, person.name, tuple(one.get(person.id, NONE) for one in earned), tuple(paid))
