"""What the demo company knows beyond its customers: families, groups, likings, who reports to whom, plans and rules."""

import json
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.filter import Query, parse_sort

CARE = (("重点客户关怀", "A", 14, 30), ("重要客户关怀", "B", 30, 60), ("普通客户关怀", "C", 60, 120), ("低频客户关怀", "D", 120, 240))
RULES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("员工 600 人以上为重点客户", "grade", "A", {"field": "employees", "operator": "at_least", "value": 600}),
    ("员工 200 人以上为重要客户", "grade", "B", {"field": "employees", "operator": "at_least", "value": 200}),
    ("半年没有联系的进入回收", "stage", "win_back", {"field": "touched_at", "operator": "before", "value": "-180d"}),
)
TEXTS = ("喜欢安静", "爱喝龙井", "关注新品", "不吃香菜", "喜欢高楼层", "稳健理财", "徒步、摄影", "国产品牌")
LINKS = ("influences", "knows", "classmate", "colleague", "friend")
GROUPS, HOMES, LIKED, BONDS = 4, 12, 40, 30  # at most so many


class DemoFamily:
    """Adds it all to customers that are there; each by whoever has the customer."""

    def __init__(self, records: Any, random: Random):
        self.of = records
        self.random = random

    def found(self, plan: list[Any], actors: dict[str, Any], administrator: str) -> None:
        """`plan` are the demo's customers, each with its owner, its values and its id."""
        with current.acting(actor=actors[administrator], language="zh", source="form"):
            self._house_rules()
        self.questions = self._all("preference_field", actors[administrator])
        by_owner: dict[str, list[Any]] = {}
        for customer in plan:
            by_owner.setdefault(customer.owner, []).append(customer)
        for owner, customers in sorted(by_owner.items()):
            with current.acting(actor=actors[owner], language="zh", source="form"):
                firms = [one for one in customers if one.raw["kind"] == "company"]
                people = [one for one in customers if one.raw["kind"] == "person"]
                self._homes(people[: HOMES // 2])
                self._likes(people[: LIKED // 4], "person")
                self._likes(firms[: LIKED // 8], "company")
                self._bonds([one for one in firms if len(one.contacts) > 1][: BONDS // 4])
                if len(firms) > GROUPS:
                    self._group(firms[:4])

    def _house_rules(self) -> None:
        for pack in ("general", "hospitality", "banking"):
            self.of("preference_card").take(pack)
        for name, grade, ideal, longest in CARE:
            self._create("care", name=name, grade=grade, ideal_days=ideal, longest_days=longest)
        for at, (name, target, value, condition) in enumerate(RULES, 1):
            self._create("grade_rule", name=name, target=target, value=value, position=at * 10, condition=json.dumps({"all": [condition]}))

    def _all(self, module: str, actor: Any) -> list[Any]:
        with current.acting(actor=actor):
            service = self.of(module)
            return list(service.page(Query(sort=parse_sort(service.module, None), size=200)))

    def _create(self, module: str, **raw: Any) -> Any:
        service = self.of(module)
        return service.create(service.module.draft.parse(raw))

    def _homes(self, people: list[Any]) -> None:
        """Two people of one family, and a child who is no customer; an odd one lives with his parents."""
        for first, second in zip(people[::2], people[1::2], strict=False):
            raw = first.raw
            place = {name: raw[name] for name in ("province", "city", "district", "address")}
            home = self._create("household", name=f"{raw['name']}家庭", **place)
            members = self.of("household_member")
            members.join(home.id, "head", "account", first.id)
            members.join(home.id, "spouse" if raw["gender"] != second.raw["gender"] else "sibling", "account", second.id)
            self._create("household_member", household_id=home.id, relation="child", name=f"{raw['name'][0]}小宝", birthday="2018-06-01")

    def _likes(self, customers: list[Any], kind: str) -> None:
        service = self.of("preference")
        asked = [q for q in self.questions if kind == "person" or q.card_name == "联系方式偏好"]
        for customer in customers:
            chosen = self.random.sample(asked, min(len(asked), self.random.randrange(2, 6)))
            service.answer("account", customer.id, {q.id: self._answer(q) for q in chosen}, self.random.choice(("said", "said", "seen")))

    def _answer(self, question: Any) -> str:
        if question.kind == "choice":
            return str(self.random.choice(question.choices))
        if question.kind == "yesno":
            return self.random.choice(("yes", "no"))
        return str(self.random.randrange(36, 45)) if question.kind == "number" else self.random.choice(TEXTS)

    def _bonds(self, firms: list[Any]) -> None:
        """The most important contact of a company is whom the others report to; some know each other besides."""
        for firm in firms:
            people = sorted(firm.people, key=lambda one: -(one.weight or 0))
            for one in people[1:]:
                self._create("relation", contact_id=one.id, kind="reports_to", other_id=people[0].id)
            if len(people) > 2:
                self._create("relation", contact_id=people[1].id, kind=self.random.choice(LINKS), other_id=people[2].id)

    def _group(self, firms: list[Any]) -> None:
        """The first is the parent of two, and the last stands below the second."""
        top, *below = firms
        groups = self.of("account")
        for firm, parent in zip(below, (top, top, below[0]), strict=False):
            groups.change(firm.id, {"parent_id": parent.id})
