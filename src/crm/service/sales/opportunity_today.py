"""What Today gathers of deals: those without a next step, and those that stay longer in their stage than usual."""

from datetime import datetime
from typing import Any

from crm import current
from crm.domain.customer.today import Item
from crm.domain.kit.event import RecordsWritten
from crm.domain.kit.filter import Condition, Group, Part
from crm.domain.sales.opportunity import MODULE
from crm.language import N_, Words
from crm.service.customer.today_source import DAY, OPEN_TASK, Claim, RecordSource
from crm.service.kit.event import listens
from crm.service.kit.fresh import Fresh
from crm.service.sales.opportunity import OpportunityService

MINE = Condition("state", "any", ("open",))


class DealSource(RecordSource):
    """The actor's own open deals that meet a condition."""

    permission, module, sort = "opportunity.view", MODULE.name, "stage_at"

    def __init__(self, deals: OpportunityService):
        self.records = deals

    def item(self, row: Any, why: Words, late: float) -> Item:
        return Item(
            self.name, row.id, row.name, f"{MODULE.path}/{row.id}", (why,), late, True, None, row.account_name or "",
            (MODULE.name, row.id), ("snooze", "touch", "assign"), f"{MODULE.path}/bulk/assignment?id={row.id}", "target",
        )  # fmt: skip


class NoStepSource(DealSource):
    """Deals with nothing planned: no day, no open task, and no wait for the customer that is still on."""

    name, label, base, alone = "deal_step", N_("Deal without a next step"), 35, True

    def look(self, now: datetime) -> tuple[Part, Claim]:
        waits = Group((Condition("waiting_until", "empty"), Condition("waiting_until", "before", current.today())), any=True)
        return Group((MINE, Condition("next_follow_at", "empty"), waits, OPEN_TASK)), self._claim

    def _claim(self, row: Any) -> Item | None:
        return None if row.is_waiting(current.today()) else self.item(row, Words("An open deal without a next step"), 0.0)


class StaleSource(DealSource):
    """Deals that stay longer in their stage than deals usually do."""

    name, label, base = "deal_stale", N_("Stage older than usual"), 30

    def __init__(self, deals: OpportunityService):
        super().__init__(deals)
        self._norms = Fresh(self._read)

    def _read(self) -> list[tuple[int, int]]:
        steps = self.records.stages.steps().values()
        return [(step.id, step.norm_days) for step in steps if step.kind == "open" and step.norm_days]

    @listens(RecordsWritten)
    def forget(self, event: RecordsWritten) -> None:
        if event.module == "stage":
            self._norms.forget()

    def look(self, now: datetime) -> tuple[Part, Claim] | None:
        norms = self._norms()
        old: list[Part] = [
            Group((Condition("stage_id", "any", (id,)), Condition("stage_at", "before", (now - days * DAY).date())))
            for id, days in norms[:20]
        ]
        return (Group((MINE, Group(tuple(old), any=True))), lambda row: self._claim(row, now)) if old else None

    def _claim(self, row: Any, now: datetime) -> Item | None:
        if not row.is_stale(now):
            return None
        days = row.days_in_stage(now)
        why = Words("{days} days in the stage “{stage}”; {norm} are usual", days=days, stage=row.stage_name, norm=row.norm_days)
        return self.item(row, why, float(days - row.norm_days))
