"""Public pools of the demo company: two for customers, with rules, and a past of giving up and claiming."""

from datetime import timedelta
from typing import Any

from crm import current
from crm.domain.kit.filter import Query

POOLS = (
    ("华东客户公海", "chenhao", ("wanglei", "zhaomin"), {"claims_a_day": 5, "cool_days": 15, "views_a_day": 50, "held": 120, "held_a": 15}),
    ("全国客户公海", "linjing", ("liangzq", "liuyang"), {"claims_a_day": 10, "cool_days": 30}),
)
RULES = (("90 天未跟进", 0, "untouched", 90, 7), ("一年无新商机", 1, "no_deal", 365, 14))
REASONS = ("多次联系不上", "客户暂无预算", "已选择其他供应商", "不在负责区域", "精力有限，先退回公海", "联系人已离职")
GIVEN, CLAIMED = 9, 3  # of each person


class DemoPool:
    """Adds the pools to customers that are there; each by whoever has the customer."""

    def __init__(self, sales: Any):
        self.sales = sales

    def found(self, plan: list[Any], actors: dict[str, Any], administrator: str) -> None:
        """`plan` are the demo's customers, each with its owner, its values and its id."""
        with current.acting(actor=actors[administrator], language="zh", source="form"):
            pools = [self._pool(one, actors) for one in POOLS]
            for name, at, kind, days, warn in RULES:
                self._create("pool_rule", name=name, pool_id=pools[at], kind=kind, days=days, warn_days=warn, active=at == 0)
        self.members = {account: self.sales.pool().users.actor(actor.id) for account, actor in actors.items()}
        for at, (_, _, people, _) in enumerate(POOLS):
            for account in people:
                self._give(pools[at], account, [one.id for one in plan if one.owner == account and one.raw.get("grade") != "A"][:GIVEN])
        for at, (_, _, people, _) in enumerate(POOLS):
            self._claim(pools[at], people)

    def _pool(self, one: tuple[Any, ...], actors: dict[str, Any]) -> int:
        name, manager, _, limits = one
        pool = self._create("pool", name=name, module="account", **limits)
        self._create("pool_member", pool_id=pool, person_id=actors[manager].id, manages=True)
        self._create("pool_member", pool_id=pool, unit_id=actors[manager].department_id)
        return pool

    def _create(self, noun: str, /, **raw: Any) -> int:
        service = getattr(self.sales, noun)()
        return int(service.create(service.module.draft.parse(raw)).id)

    def _give(self, pool: int, account: str, ids: list[int]) -> None:
        for at, id in enumerate(ids):
            clock = current.now() - timedelta(days=5 * (len(ids) - at), hours=at)
            with current.acting(actor=self.members[account], language="zh", source="form", clock=clock):
                self.sales.pool_claim().release(pool, [id], REASONS[(id + at) % len(REASONS)])

    def _claim(self, pool: int, people: tuple[str, ...]) -> None:
        """Some of what one gave up is the other's today."""
        for account in people:
            with current.acting(actor=self.members[account], language="zh", source="form"):
                lying = self.sales.pool().lying(pool, Query())
                self.sales.pool_claim().claim(pool, [one.id for one in lying[: CLAIMED * 2]])
