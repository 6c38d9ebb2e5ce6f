"""Deals of the demo company: a quarter of selling, with stages passed through, won and lost, teams and a playbook."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.filter import Condition, Group, Query

WHAT = (
    "CRM 系统采购", "数据中台一期", "会员系统升级", "呼叫中心扩容", "年度续约", "移动办公平台", "门店管理系统", "供应链协同平台",
    "客服机器人", "BI 报表项目",
)  # fmt: skip
STEPS = ("发送方案", "安排产品演示", "拜访决策人", "确认预算与审批流程", "提交最终报价", "跟进合同评审")
PLAYBOOK = (
    (0, "了解客户现状与痛点", True, "至少与一位业务负责人通话，记录现用系统与主要问题。"),
    (0, "确认联系人与决策链", False, ""),
    (1, "确认预算、时间与决策人", True, "问清预算来源、上线时间和最终拍板人。"),
    (1, "完成需求调研纪要", False, ""),
    (2, "方案与报价经主管审阅", True, ""),
    (2, "安排产品演示", False, "演示用客户自己的场景和数据。"),
    (3, "确认合同条款与付款方式", True, ""),
)
LOST = ("价格过高", "选择了竞争对手", "预算取消", "迟迟未决策")
DECIDING = ("decision", "user")  # the roles of the people of a customer, as far as there are any
EACH = 7  # deals of each salesperson
ENDS = (0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5)  # how far a deal has come: its stage, by position


class DemoOpportunity:
    """Adds deals to customers that are there; each is its owner's."""

    def __init__(self, sales: Any, seed: int = 7):
        self.sales = sales
        self.random, self.matching = Random(seed), Random(seed)

    def found(self, plan: list[Any], actors: dict[str, Any], administrator: str) -> None:
        """`plan` are the demo's customers, each with its owner, its values and its id."""
        self.deals, now = self.sales.opportunity(), current.now()
        with current.acting(actor=actors[administrator], language="zh", source="form", clock=now - timedelta(days=120)):
            way = self.sales.pipeline().first()
            self.steps = [step for step in self.sales.stage().steps().values() if step.pipeline_id == way.id]
            for at, name, needed, hint in PLAYBOOK:
                self._create("playbook", stage_id=self.steps[at].id, name=name, needed="yes" if needed else "no", hint=hint)
            self.reasons = {why.name: why.id for why in self.sales.reason().whys().values()}
            self.items = {at: [one.id for one in self._items(at)] for at in range(len(self.steps))}
        self.sellers = [actors[account] for account in dict.fromkeys(one.owner for one in plan)]
        for account in dict.fromkeys(one.owner for one in plan):
            with current.acting(actor=actors[account], language="zh", source="form"):
                self._sell(actors[account], now)

    def _items(self, at: int) -> list[Any]:
        where = Group((Condition("stage_id", "any", (self.steps[at].id,)), Condition("needed", "is", True)))
        return list(self.sales.playbook().page(Query(where)))

    def _create(self, noun: str, /, **raw: Any) -> Any:
        service = getattr(self.sales, noun)()
        return service.create(service.module.draft.parse(raw))

    def _sell(self, actor: Any, now: datetime) -> None:
        mine = self.sales.account().page(Query(Group((Condition("owner_id", "any", ("me",)),)), size=60))[:60]
        for customer in self.random.sample(mine, min(EACH, len(mine))):
            self._deal(customer, actor, now)

    def _deal(self, customer: Any, actor: Any, now: datetime) -> None:
        pick, between = self.random.choice, self.random.randrange
        end, age = pick(ENDS), between(8, 110)
        day = current.today()
        raw = {
            "name": f"{customer.name} {pick(WHAT)}", "account_id": customer.id, "amount": between(3, 180) * 5000,
            "close_on": (day + timedelta(days=between(-5, 95))).isoformat(), "source": pick(("referral", "exhibition", "web", "phone")),
        }  # fmt: skip
        with current.acting(clock=now - timedelta(days=age)):
            deal = self._create("opportunity", **raw)
        self._walk(deal, end, age, now)
        deal = self.deals.get(deal.id)
        if deal.state == "open" and between(4):
            step = {"next_step": pick(STEPS), "next_follow_at": (day + timedelta(days=between(-3, 14))).isoformat()}
            self.deals.change(deal.id, step)
        if deal.state == "open" and end >= 2:
            self._team(deal, actor)

    def _team(self, deal: Any, actor: Any) -> None:
        """A colleague who helps for a share, and the people of the customer who decide."""
        helper = self.matching.choice([one for one in self.sellers if one.id != actor.id])
        self._create("opportunity_member", opportunity_id=deal.id, user_id=actor.id, part="seller", share=80)
        self._create("opportunity_member", opportunity_id=deal.id, user_id=helper.id, part="presales", share=20)
        people = self.sales.contact().page(Query(Group((Condition("account_id", "any", (deal.account_id,)),)), size=2))[:2]
        for person, role, stance in zip(people, DECIDING, ("for", "neutral"), strict=False):
            self._create("opportunity_contact", opportunity_id=deal.id, contact_id=person.id, role=role, stance=stance)

    def _walk(self, deal: Any, end: int, age: int, now: datetime) -> None:
        """Through the stages, a few days in each; the checklist is ticked on the way."""
        ticks, way = self.sales.opportunity_tick(), [*range(1, min(end, 3) + 1), *((end,) if end > 3 else ())]
        for count, at in enumerate(way, 1):
            with current.acting(clock=now - timedelta(days=age * (1 - count / (len(way) + 0.6)))):
                for item in self.items[way[count - 2] if count > 1 else 0]:
                    ticks.tick(deal.id, item, True)
                reason = {"reason_id": self.reasons[self.random.choice(LOST)]} if self.steps[at].kind == "lost" else {}
                self.deals.change(deal.id, {"stage_id": self.steps[at].id, **reason})
