"""Competitors and market information of the demo company, who was met in which deal, and what was expected in the weeks before."""

from datetime import date, timedelta
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.filter import Query
from crm.domain.sales.forecast import period_of

# Name, threat, region, headquarters, founded, employees, strengths, weaknesses, how to win; then (product, code of ours, price a year).
RIVALS: tuple[tuple[tuple[Any, ...], tuple[tuple[str, str, int], ...]], ...] = (
    (("云桥软件", "high", "全国", "北京", 2011, 1800, "品牌知名度高，渠道多\n平台生态完整", "实施周期长，二次开发收费高\n中小客户响应慢",
      "强调交付周期与总拥有成本，安排同规模客户参观；报价中把实施服务单列，避免被压总价。"),
     (("云桥 CRM 企业版", "XQ-CRM-E", 128000), ("云桥协同", "XQ-OA", 26000))),
    (("海川科技", "middle", "华东、华南", "杭州", 2015, 420, "价格低，上线快", "数据权限与审计弱\n大客户案例少",
      "演示字段级权限、操作日志与私有部署；请客户的信息部参与评估。"),
     (("海川销售通", "XQ-CRM-S", 58000),)),
    (("鼎信信息", "middle", "华北", "天津", 2008, 650, "政企客户关系深", "产品界面陈旧，移动端体验差",
      "让一线销售参与试用，用移动端与报表说服使用部门。"),
     (("鼎信客户管理平台", "XQ-CRM-E", 98000), ("鼎信移动办公", "XQ-OA", 36000))),
    (("蓝鲸互联", "low", "西南", "成都", 2019, 90, "界面新颖，按月付费", "团队小，服务能力有限",
      "说明服务团队与七年运营记录，签订服务等级协议。"),
     (("蓝鲸轻 CRM", "XQ-CRM-S", 19800),)),
)  # fmt: skip
NOTES = (
    ("中小企业数字化转型城市试点新增一批", "policy", "chance", 20, "", "technology", "试点城市对软件采购给予补贴，华东、华南客户可申报。"),
    ("云桥软件企业版下调报价", "competition", "threat", 12, "云桥软件", "", "据两家客户反馈，企业版年费下调约一成，要求签三年。"),
    ("制造业客户信息化预算普遍推迟到年后", "demand", "threat", 34, "", "manufacturing", "走访的六家制造业客户中四家把立项推迟到下一财年。"),
    ("个人信息保护合规审计要求细化", "policy", "chance", 48, "", "", "客户更关注数据权限、留痕与脱敏，可作为方案亮点。"),
    ("云服务器价格下降", "price", "neutral", 60, "", "", "主流云厂商下调通用型实例价格，私有部署与云部署成本差距缩小。"),
    ("大模型客服助手成为招标加分项", "technology", "chance", 27, "", "", "近期三份招标文件把智能问答列为加分项。"),
    ("蓝鲸互联完成新一轮融资", "competition", "neutral", 75, "蓝鲸互联", "", "资金将用于扩充西南以外的直销团队。"),
)
QUARTERLY = ((4200, 18), (1300, 6), (1900, 8), (260, 1))  # thousands of yuan, share in percent
QUARTERS, WEEKS = 5, 12
SOURCES = ("客户拜访", "行业媒体", "招标网")


class DemoMarket:
    """Adds it all to the deals that are there."""

    def __init__(self, sales: Any, seed: int = 11):
        self.sales = sales
        self.random = Random(seed)

    def found(self, plan: list[Any], actors: dict[str, Any], administrator: str) -> None:
        self.today, now = current.today(), current.now()
        with current.acting(actor=actors["chenhao"], language="zh", source="form", clock=now - timedelta(days=100)):
            self.products = {one.code: one.id for one in self.sales.product().page(Query(size=100))}
            rivals = [self._rival(*one, *figures) for one, figures in zip(RIVALS, QUARTERLY, strict=True)]
            by_name = {fields[0]: id for (fields, _), id in zip(RIVALS, rivals, strict=True)}
            for name, kind, impact, age, rival, industry, body in NOTES:
                self._create(
                    "market_note", name=name, kind=kind, impact=impact, noted_on=self._ago(age), competitor_id=by_name.get(rival),
                    industry=industry, body=body, source=self.random.choice(SOURCES),
                )  # fmt: skip
        for account in dict.fromkeys(one.owner for one in plan):
            with current.acting(actor=actors[account], language="zh", source="form"):
                self._meet(rivals)
        with current.acting(actor=actors[administrator], language="zh"):
            self._evenings()
        with current.acting(actor=actors["linjing"], language="zh", source="form"):
            self._judge(actors["linjing"].id)

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _create(self, noun: str, /, **raw: Any) -> int:
        service = getattr(self.sales, noun)()
        return int(service.create(service.module.draft.parse({name: value for name, value in raw.items() if value not in (None, "")})).id)

    def _rival(self, fields: tuple[Any, ...], products: tuple[tuple[str, str, int], ...], sold: int, share: int) -> int:
        names = ("name", "threat", "region", "headquarters", "founded", "employees", "strengths", "weaknesses", "how_to_win")
        rival = self._create("competitor", **dict(zip(names, fields, strict=True)))
        made = []
        for name, against, price in products:
            product = self._create("competitor_product", competitor_id=rival, name=name, product_id=self.products.get(against))
            made.append(product)
            for age, part, origin in ((400, 1.0, "list"), (45, 0.9, "offer")):
                self._create(
                    "competitor_price", competitor_product_id=product, price=round(price * part), unit="年", starts_on=self._ago(age),
                    origin=origin,
                )  # fmt: skip
        now = period_of("quarter", self.today)
        for n in range(QUARTERS):
            quarter = now.shifted(n - QUARTERS)
            grown = sold * 1000 * (90 + 5 * n + self.random.randrange(8)) // 100
            told = {"competitor_id": rival, "starts_on": quarter.start, "ends_on": quarter.last}
            self._create("competitor_sale", **told, amount=grown, share=share, origin="report")
            self._create("competitor_sale", **told, competitor_product_id=made[0], amount=grown * 6 // 10, origin="hearsay")
        return rival

    def _meet(self, rivals: list[int]) -> None:
        """Half of one's deals know who else is asked; of a lost one, who won it."""
        for deal in self.sales.opportunity().page(Query(size=100))[:100]:
            if deal.owner_id == current.actor().id and self.random.random() < 0.5:
                rival = self.random.choices(rivals, (5, 3, 3, 1))[0]
                lost = deal.state == "lost" and self.random.random() < 0.6
                self._create("opportunity_competitor", opportunity_id=deal.id, competitor_id=rival, winner="yes" if lost else "no")

    def _evenings(self) -> None:
        """What was expected, twice a week and on the first evening of a quarter."""
        first = {period_of("quarter", self.today).shifted(-n).start for n in range(4)}
        days = {self._ago(1 + 7 * week + half) for week in range(WEEKS) for half in (0, 3)} | {day for day in first if day < self.today}
        for day in sorted(days):
            self.sales.forecast_snapshot().take(day)

    def _judge(self, judge: int) -> None:
        """Somebody else's promise is trusted by eight tenths."""
        period = period_of("quarter", self.today)
        rows = [row for row in self.sales.forecast().of(period).rows if row.line.owner_id not in (None, judge) and row.expected.committed]
        for row in rows[:1]:
            judged = round(row.expected.won + row.expected.committed * 8 / 10)
            self._create(
                "forecast_override", person_id=row.line.owner_id, span="quarter", starts_on=period.start, committed=judged,
                reason="承诺商机的客户仍在走内部审批，按八折预估。",
            )  # fmt: skip
