"""The single customer view (单一客户视图): everything the reader may see about one customer, read at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from crm import current
from crm.dao.customer.lifecycle import LifecycleDao
from crm.dao.customer.preference import PreferenceDao
from crm.dao.kit.database import Database
from crm.domain.customer.account import MODULE, Account
from crm.domain.customer.activity import Activity, Tally
from crm.domain.customer.care import Gap
from crm.domain.customer.lifecycle import Span, spans
from crm.domain.customer.preference import Answer
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.filter_tree import Condition, Group
from crm.domain.kit.module import Relation, modules
from crm.service.customer.account import AccountService
from crm.service.customer.activity import ActivityService
from crm.service.customer.care import CareService
from crm.service.kit.record import RecordService
from crm.service.kit.transaction import reading

FEW, STORY, STEPS = 20, 20, 500
AT_ONCE = 5  # relations that come with the page; each is a statement
LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Listed:
    """The records of one relation, at most FEW of them; `more` when there are others."""

    relation: Relation
    rows: list[Any]
    more: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """One customer, whole."""

    account: Account
    related: list[Listed]
    tallies: list[Tally]
    story: list[Activity]
    answers: list[Answer]
    spans: list[Span]
    gap: Gap | None
    goes_on: bool  # there are relations beside these

    def count(self, *kinds: str, recent: bool = False) -> int:
        """How much was done of these kinds, of all kinds when none is named."""
        return sum(one.recent if recent else one.count for one in self.tallies if not kinds or one.kind in kinds)


class OverviewService:
    """Gathers what other modules know of a customer. A module appears here by its relation to customers."""

    def __init__(
        self,
        db: Database,
        of: Callable[[str], RecordService[Any, Any]],
        accounts: AccountService,
        activities: ActivityService,
        cares: CareService,
        preferences: PreferenceDao,
        lifecycles: LifecycleDao,
    ):
        self.db = db
        self.of = of
        self.accounts = accounts
        self.activities = activities
        self.cares = cares
        self.preferences = preferences
        self.lifecycles = lifecycles

    @reading
    def of_account(self, id: int) -> Overview:
        """NotFound for a customer that the actor may not see; of the rest only what he may see."""
        row, may, shown = self.accounts.get(id), current.actor().may, self._shown()
        return Overview(
            account=row,
            related=[self._listed(relation, id) for relation in shown[:AT_ONCE]],
            tallies=self.activities.tally("account", id, current.now() - LATELY),
            story=self.activities.story("account", id, STORY),
            answers=[a for a in self.preferences.answers(row.kind, account_id=id) if a.value] if may("preference.view") else [],
            spans=spans(self.lifecycles.steps(id, STEPS)),
            gap=self.cares.gaps().get(row.grade or ""),
            goes_on=len(shown) > AT_ONCE,
        )

    @reading
    def rest(self, id: int) -> tuple[Account, list[Listed]]:
        """The customer, and the relations that do not come with his page."""
        return self.accounts.get(id), [self._listed(relation, id) for relation in self._shown()[AT_ONCE:]]

    @staticmethod
    def _shown() -> list[Relation]:
        """Activities and preferences are told in their own way."""
        told = (one for one in MODULE.relations if one.module not in ("activity", "preference"))
        return [one for one in told if current.actor().may(modules()[one.module].permission("view"))]

    def _listed(self, relation: Relation, id: int) -> Listed:
        module = modules()[relation.module]
        found = self.of(relation.module).page(Query(Group((Condition(relation.column, "any", (id,)),)), parse_sort(module, None), size=FEW))
        return Listed(relation, found[:FEW], len(found) > FEW)
