"""Deals of the demo company from the four quarters before: what was sold, when it was first planned, and what was lost."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.filter import Condition, Group, Query

WHAT = ("CRM 系统采购", "移动办公平台", "年度续约", "客服系统一期", "门店管理系统", "销售培训", "数据迁移服务", "会员系统升级")
SOLD = (("XQ-CRM-E", (40, 80, 120)), ("XQ-CRM-S", (60, 100, 150)), ("XQ-OA", (200, 400)), ("SV-IMPL", (20, 40)), ("SV-GOLD", (2, 4)))
EACH = 9  # deals of each salesperson
FIRST, LAST = 400, 60  # days ago
LOST = ("价格过高", "选择了竞争对手", "预算取消", "迟迟未决策")


class DemoPast:
    """Adds them to customers that are there, each its owner's, in the order in which they happened."""

    def __init__(self, sales: Any, seed: int = 23):
        self.sales = sales
        self.random = Random(seed)

    def found(self, plan: Sequence[Any], actors: dict[str, Any], administrator: str) -> None:
        self.now = current.now()
        with current.acting(actor=actors[administrator], language="zh"):
            way = self.sales.pipeline().first()
            self.steps = [step for step in self.sales.stage().steps().values() if step.pipeline_id == way.id]
            self.reasons = {why.name: why.id for why in self.sales.reason().whys().values()}
            items = self.sales.playbook().page(Query(Group((Condition("needed", "is", True),)), size=100))
            self.items = {at: [one.id for one in items if one.stage_id == step.id] for at, step in enumerate(self.steps)}
            coded = Query(Group((Condition("code", "any", tuple(code for code, _ in SOLD)),)))
            self.products = {one.code: one.id for one in self.sales.product().page(coded)}
        for account in dict.fromkeys(one.owner for one in plan):
            with current.acting(actor=actors[account], language="zh", source="form"):
                self._named()
                self._sold()

    def _named(self) -> None:
        """Won deals that are there already say what was bought."""
        deals = self.sales.opportunity()
        won = Group((Condition("owner_id", "any", ("me",)), Condition("state", "any", ("won",)), Condition("product_id", "empty", ())))
        for deal in deals.page(Query(won, size=50)):
            deals.change(deal.id, {"product_id": self.products[self.random.choice(SOLD[:3])[0]]})

    def _sold(self) -> None:
        mine = self.sales.account().page(Query(Group((Condition("owner_id", "any", ("me",)),)), size=60))[:60]
        for customer in self.random.sample(mine, min(EACH, len(mine))):
            self._deal(customer)

    def _deal(self, customer: Any) -> None:
        """Planned, promised halfway, then won (two of three) or lost, mostly some days later than was planned."""
        between, deals = self.random.randrange, self.sales.opportunity()
        begun, lasted = self.now - timedelta(days=between(LAST + 90, FIRST)), between(50, 120)
        planned = begun + timedelta(days=lasted)
        closed = min(planned + timedelta(days=between(-4, 21)), self.now - timedelta(days=1))
        won = between(3) > 0
        with current.acting(clock=begun):
            raw = {"name": f"{customer.name} {self.random.choice(WHAT)}", "account_id": customer.id, "source": "referral"}
            deal = deals.create(deals.module.draft.parse(raw | {"amount": between(10, 90) * 5000, "close_on": planned.date().isoformat()}))
            if between(4):
                self.sales.line().put(deals.module.name, deal.id, [self._line(*one) for one in self.random.sample(SOLD, 2)])
            else:
                deals.change(deal.id, {"product_id": self.products[self.random.choice(SOLD)[0]]})
        self._move(deal.id, begun + (closed - begun) / 4, (0, 2), {"forecast": "commit" if between(5 if won else 2) else "best"})
        self._move(deal.id, closed, (2, 4 if won else 5), {} if won else {"reason_id": self.reasons[self.random.choice(LOST)]})

    def _line(self, code: str, amounts: tuple[int, ...]) -> dict[str, str]:
        return {"product_id": str(self.products[code]), "quantity": str(self.random.choice(amounts))}

    def _move(self, id: int, moment: datetime, way: tuple[int, int], more: dict[str, Any]) -> None:
        """From one stage, with its checklist ticked, to another."""
        with current.acting(clock=moment):
            for item in self.items[way[0]]:
                self.sales.opportunity_tick().tick(id, item, True)
            self.sales.opportunity().change(id, {"stage_id": self.steps[way[1]].id, **more})
