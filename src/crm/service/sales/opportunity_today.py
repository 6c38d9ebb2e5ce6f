"""What Today gathers of deals: those without a next step, and those that stay longer in their stage than usual."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from crm import current
from crm.domain.customer.today import Item
from crm.domain.kit.filter import Condition, Group, Part, Query, Sort
from crm.domain.sales.opportunity import MODULE
from crm.language import N_, Words
from crm.service.customer.today_source import OPEN_TASK, Source
from crm.service.sales.opportunity import OpportunityService

FEW = 30
DAY = timedelta(days=1)
MINE = (Condition("owner_id", "any", ("me",)), Condition("state", "any", ("open",)))


class DealSource(Source):
    """The actor's own open deals that meet a condition."""

    permission = "opportunity.view"
    icon: ClassVar[str] = "target"

    def __init__(self, deals: OpportunityService):
        self.deals = deals

    def own(self, *parts: Part, sort: str) -> list[Any]:
        return self.deals.page(Query(Group((*MINE, *parts)), Sort(((sort, False),)), size=FEW))[:FEW]

    def item(self, row: Any, why: Words, late: float) -> Item:
        return Item(
            self.name, row.id, row.name, f"{MODULE.path}/{row.id}", (why,), late, True, None, row.account_name or "",
            (MODULE.name, row.id), ("snooze", "touch", "assign"), f"{MODULE.path}/bulk/assignment?id={row.id}", self.icon,
        )  # fmt: skip


class NoStepSource(DealSource):
    """Deals with nothing planned: no day, no open task, and no wait for the customer that is still on."""

    name, label, base = "deal_step", N_("Deal without a next step"), 35

    def items(self, now: datetime) -> list[Item]:
        waits = Group((Condition("waiting_until", "empty"), Condition("waiting_until", "before", current.today())), any=True)
        found = self.own(Condition("next_follow_at", "empty"), waits, OPEN_TASK, sort="updated_at")
        return [self.item(row, Words("An open deal without a next step"), 0.0) for row in found]


class StaleSource(DealSource):
    """Deals that stay longer in their stage than deals usually do."""

    name, label, base = "deal_stale", N_("Stage older than usual"), 30

    def items(self, now: datetime) -> list[Item]:
        norms = [(step.id, step.norm_days) for step in self.deals.stages.steps().values() if step.kind == "open" and step.norm_days]
        if not norms:
            return []
        old = [
            Group((Condition("stage_id", "any", (id,)), Condition("stage_at", "before", (now - days * DAY).date())))
            for id, days in norms[:20]
        ]
        found = [row for row in self.own(Group(tuple(old), any=True), sort="stage_at") if row.is_stale(now)]
        return [self._item(row, now) for row in found]

    def _item(self, row: Any, now: datetime) -> Item:
        days = row.days_in_stage(now)
        why = Words("{days} days in the stage “{stage}”; {norm} are usual", days=days, stage=row.stage_name, norm=row.norm_days)
        return self.item(row, why, float(days - row.norm_days))
