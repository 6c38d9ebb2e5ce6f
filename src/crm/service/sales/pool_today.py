"""What Today shows of pools: one's own records that fall into one within a week."""

from datetime import datetime

from crm import current, language
from crm.domain.customer.today import Item
from crm.domain.kit.module import modules
from crm.domain.sales.pool_rule import Fate
from crm.language import N_, Words
from crm.service.customer.today_source import FEW, Source
from crm.service.sales.pool_recycle import AHEAD, PoolRecycleService


class PoolSource(Source):
    """The nearer the day, the more urgent."""

    name, label, base, permission = "pool", N_("Falls into a public pool"), 35, "pool.view"

    def __init__(self, recycles: PoolRecycleService):
        self.recycles = recycles

    def items(self, now: datetime) -> list[Item]:
        return [self._item(fate) for fate in self.recycles.soon()[:FEW]]

    def _item(self, fate: Fate) -> Item:
        module, left = modules()[fate.rule.module or ""], (fate.day - current.today()).days
        why = Words("Falls into “{pool}” on {day}", pool=fate.rule.pool_name, day=language.day(fate.day))
        return Item(
            self.name, fate.record.id, fate.record.name, f"{module.path}/{fate.record.id}", (why,), float(AHEAD - left), True,
            record=(module.name, fate.record.id), acts=("touch", "snooze"), icon="pool", tone="bad" if left <= 1 else "",
        )  # fmt: skip
