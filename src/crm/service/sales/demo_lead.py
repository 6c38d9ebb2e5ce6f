"""Leads of the demo company: rules that hand them out and score them, two months of leads, some of them converted."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from crm import current
from crm.domain.customer.activity import ActivityDraft
from crm.domain.sales.lead_conversion import FRESH, Wish
from crm.domain.sales.lead_submission import Given
from crm.service.customer.demo_names import PLACES, TRADES, Names, latin

SEED, LEADS = 27, 42
REGIONS = {"east": "华东", "south": "华南", "north": "华北"}
PEOPLE = {"east": ("wanglei", "zhaomin"), "south": ("liangzq",), "north": ("liuyang",)}
INTERESTS = ("仓储管理系统", "会员运营平台", "工单与派单系统", "门店巡检系统", "经营数据看板", "智能客服")
CAMPAIGNS = ("2026 秋季工博会", "官网白皮书下载", "行业数字化沙龙", "老客户转介绍计划")
SOURCES = ("exhibition", "web", "web", "phone", "referral", "advertising")
POSTS = ("采购经理", "信息部主管", "运营总监", "总经理助理", "门店管理部经理", "财务经理")
TALKS = (
    "电话接通，对方正在做年度预算，约好下周发方案。", "对方想先看同行业案例，已发邮件。", "确认了现有系统的痛点，三个部门都要参与评估。",
    "对方预算在二十万以内，希望先试点一个仓库。", "联系人出差，约周五上午再通话。",
)  # fmt: skip
SCORES = (
    ("留了手机号", 15, "phone", "filled", None), ("有公司名称", 15, "company", "filled", None),
    ("说明了意向产品", 20, "interest", "filled", None), ("展会或转介绍", 20, "source", "any", ["exhibition", "referral"]),
    ("已在跟进", 15, "state", "any", ["working"]),
    ("没有留邮箱", -5, "mail", "empty", None),
)  # fmt: skip
VISITORS = 6
FORM = {
    "name": "官网试用申请", "active": "yes",
    "asked": ["company", "phone", "mail", "interest", "province", "city"], "needed": ["company", "phone"],
    "campaign": "官网白皮书下载", "title_zh": "免费试用申请", "title_en": "Ask for a free trial",
    "intro_zh": "请留下联系方式，我们会在一个工作日内与您联系。",
    "intro_en": "Leave your details and we will be in touch within one working day.",
    "consent_zh": "我同意贵公司就本次咨询与我联系。", "consent_en": "I agree to be contacted about this request.",
}  # fmt: skip
WEIGHTS = (("wanglei", 2, 30), ("zhaomin", 1, 20), ("chenhao", 0, None), ("huangjie", 0, None), ("suntao", 0, None))


class DemoLead:
    """Adds leads, each entered by whom it belongs to."""

    def __init__(self, sales: Any):
        self.sales = sales
        self.random = Random(SEED)

    def found(self, plan: list[Any], actors: Mapping[str, Any], administrator: str) -> None:
        self.now, self.actors = current.now(), actors
        self.names = Names(self.random, current.today())
        with current.acting(actor=actors[administrator], language="zh", source="form"):
            self._rules()
        days = sorted((self.random.randrange(0, 60) for _ in range(LEADS)), reverse=True)
        for at, day in enumerate(days):
            self._lead(at, self.now - timedelta(days=day, hours=self.random.randrange(1, 9)))
        for at in range(VISITORS):
            self._visit(at, self.now - timedelta(hours=5 * at + 3))

    def _rules(self) -> None:
        for at, (region, label) in enumerate(REGIONS.items()):
            cities = [place.city for place in PLACES[region]]
            team = self.actors[PEOPLE[region][0]].department_id
            self._create("lead_rule", name=f"{label}线索", target="team", team_id=team, position=at + 1, ways=["import", "api", "web"],
                         condition=_any("city", cities))  # fmt: skip
        for account, weight, most in WEIGHTS:
            self._create("lead_receiver", user_id=self.actors[account].id, weight=weight, most=most)
        for at, (name, points, field, operator, value) in enumerate(SCORES):
            self._create("lead_score", name=name, points=points, position=at + 1, condition=_condition(field, operator, value))
        self.form = self._create("lead_form", receiver_id=self.actors[PEOPLE["east"][0]].id, **FORM)

    def _create(self, noun: str, /, **raw: Any) -> Any:
        service = getattr(self.sales, noun)()
        return service.create(service.module.draft.parse(raw))

    def _lead(self, at: int, moment: datetime) -> None:
        region = self.random.choice(list(REGIONS))
        with current.acting(actor=self.actors[self.random.choice(PEOPLE[region])], language="zh", source="form", clock=moment):
            lead = self._create("lead", **self._raw(region))
        fate = self.random.random()
        age = (self.now - moment).days
        if fate < 0.3 or age < 2:
            return
        clock = moment + timedelta(days=self.random.randrange(1, max(age, 2)))
        with current.acting(actor=self.sales.lead_rule().users.actor(lead.owner_id), language="zh", source="form", clock=clock):
            self._talk(lead)
            if fate > 0.85:
                self._convert(lead)
            elif fate > 0.7:
                later = current.today() + timedelta(days=90)
                self.sales.lead().disqualify(lead.id, self.random.choice(("no_budget", "unreachable", "later", "unsuitable")), later)

    def _visit(self, at: int, moment: datetime) -> None:
        """Somebody sends the form on the website; the last one is a robot."""
        sent, raw = self.sales.lead_submission(), self._raw(self.random.choice(list(REGIONS)))
        with current.acting(clock=moment - timedelta(minutes=2)):
            stamp = sent.stamp(self.form)
        values = {name: raw[name] or "" for name in ("name", *FORM["asked"])}
        with current.acting(clock=moment):
            sent.receive(self.form, Given(values, True, trap="x" if at == VISITORS - 1 else "", stamp=stamp, network=f"203.0.113.{at + 1}"))

    def _raw(self, region: str) -> dict[str, Any]:
        place, trade = self.random.choice(PLACES[region]), self.random.choice(list(TRADES))
        company, short = self.names.company(place, trade)
        name, _ = self.names.person()
        mail = f"{latin(name)}@{short}.example.com" if self.random.random() < 0.6 else None
        interest = self.random.choice(INTERESTS) if self.random.random() < 0.7 else None
        return {
            "name": name, "company": company, "title": self.random.choice(POSTS), "phone": self.names.mobile(), "mail": mail,
            "industry": trade, "source": self.random.choice(SOURCES), "interest": interest,
            "campaign": self.random.choice((None, *CAMPAIGNS)),
            "province": place.province, "city": place.city, "district": self.random.choice(place.districts),
        }  # fmt: skip

    def _talk(self, lead: Any) -> None:
        self.sales.activity().create(
            ActivityDraft.parse({
                "kind": self.random.choice(("call", "call", "mail")), "name": "首次沟通", "body": self.random.choice(TALKS),
                "subject_module": "lead", "subject_id": lead.id,
            })
        )  # fmt: skip
        follow = current.today() + timedelta(days=self.random.randrange(2, 12))
        self.sales.lead().change(lead.id, {"state": "working", "next_follow_at": follow})

    def _convert(self, lead: Any) -> None:
        raw = {"account": FRESH, "account_name": lead.company, "contact": FRESH, "opportunity": "yes"}
        amount, close = self.random.randrange(6, 60) * 5000, current.today() + timedelta(days=self.random.randrange(30, 120))
        deal = {"opportunity_name": f"{lead.company} {lead.interest or '数字化项目'}", "amount": amount, "close_on": close}
        self.sales.lead_conversion().convert(lead.id, Wish.parse(raw | deal))


def _any(field: str, values: list[str]) -> str:
    return json.dumps({"any": [{"field": field, "operator": "is", "value": value} for value in values]}, ensure_ascii=False)


def _condition(field: str, operator: str, value: Any) -> str:
    return json.dumps({"all": [{"field": field, "operator": operator} | ({"value": value} if value else {})]}, ensure_ascii=False)
