"""The catalogue of the demo company: software by edition, services, hardware, a bundle, price lists, limits, lines in deals."""

from datetime import timedelta
from random import Random
from typing import Any

from crm import current
from crm.domain.kit.filter import Condition, Group, Query, parse_sort
from crm.domain.platform.role_ready import READY
from crm.language import say

CATEGORIES = (("software", "软件", ""), ("crm", "CRM 系统", "software"), ("office", "移动办公", "software"), ("service", "服务", ""),
              ("hardware", "硬件", ""))  # fmt: skip
TAXES = (("goods", "增值税 13%（含税）", "13", "yes"), ("service", "增值税 6%（含税）", "6", "yes"), ("free", "免税", "0", "no"))
RATES = (("USD", "7.1212"), ("EUR", "8.2350"), ("HKD", "0.9156"), ("JPY", "0.0462"))
# Key, name, code, category, unit, price, cost, tax.
PRODUCTS = (
    ("standard", "星桥 CRM 标准版", "XQ-CRM-S", "crm", "用户/年", "1680", "210", "service"),
    ("enterprise", "星桥 CRM 企业版", "XQ-CRM-E", "crm", "用户/年", "3280", "380", "service"),
    ("office", "星桥移动办公", "XQ-OA", "office", "用户/年", "360", "45", "service"),
    ("mail", "企业邮箱", "XQ-MAIL", "office", "用户/年", "128", "30", "service"),
    ("setup", "实施服务", "SV-IMPL", "service", "人天", "2800", "1200", "service"),
    ("training", "现场培训", "SV-TRAIN", "service", "天", "4500", "1500", "service"),
    ("support", "金牌维保", "SV-GOLD", "service", "年", "26000", "6000", "service"),
    ("tablet", "展业平板", "HW-PAD", "hardware", "台", "2699", "2050", "goods"),
)
BUNDLE = ("起步套装", "XQ-START", (("enterprise", "20"), ("setup", "5"), ("training", "1")))
LISTS: tuple[tuple[str, dict[str, str], tuple[tuple[str, str, str], ...]], ...] = (
    ("VIP 客户价", {"tags": "VIP"}, (("standard", "1", "1480"), ("enterprise", "1", "2880"), ("support", "1", "22000"))),
    ("批量价", {}, (("enterprise", "50", "2980"), ("enterprise", "200", "2680"), ("standard", "100", "1380"), ("tablet", "20", "2499"))),
    ("重点客户价", {"grades": "A"}, (("enterprise", "1", "3080"), ("setup", "1", "2500"))),
)
LIMITS = (("salesperson", "", "10"), ("salesperson", "hardware", "3"), ("manager", "", "25"))
OFFERED = (("enterprise", (10, 30, 60, 120)), ("standard", (5, 20, 50)), ("setup", (3, 8, 15)), ("training", (1, 2)), ("support", (1,)),
           ("tablet", (5, 20)), ("office", (50, 100)))  # fmt: skip
WITH_LINES = 2  # of three deals


class DemoProduct:
    """Fills the catalogue, and offers some of it in the deals that are there."""

    def __init__(self, sales: Any, seed: int = 14):
        self.sales = sales
        self.random = Random(seed)

    def found(self, plan: list[Any], actors: dict[str, Any], administrator: str) -> None:
        """`plan` are the demo's customers, each with its owner, its values and its id."""
        with current.acting(actor=actors[administrator], language="zh", source="form", clock=current.now() - timedelta(days=200)):
            self._catalogue()
            self._lists()
            self._limits()
        for account in dict.fromkeys(one.owner for one in plan):
            with current.acting(actor=actors[account], language="zh", source="form"):
                self._offer()

    def _create(self, noun: str, /, **raw: Any) -> Any:
        service = getattr(self.sales, noun)()
        return service.create(service.module.draft.parse(raw))

    def _catalogue(self) -> None:
        self.categories: dict[str, int] = {}
        for at, (key, name, above) in enumerate(CATEGORIES):
            made = self._create("product_category", name=name, parent_id=self.categories.get(above), position=str(at))
            self.categories[key] = made.id
        taxes = {key: self._create("tax_rate", name=name, rate=rate, included=inside).id for key, name, rate, inside in TAXES}
        for code, rate in RATES:
            if code != current.context().currency:
                self._create("exchange_rate", currency=code, starts_on=(current.today() - timedelta(days=365)).isoformat(), rate=rate)
        self.products: dict[str, int] = {}
        for key, name, code, category, unit, price, cost, tax in PRODUCTS:
            made = self._create(
                "product", name=name, code=code, category_id=self.categories[category], unit=unit, price=price, cost=cost,
                tax_rate_id=taxes[tax], currency="CNY", attributes="颜色: 银色, 深空灰" if key == "tablet" else "",
            )  # fmt: skip
            self.products[key] = made.id
        self.sales.product_variant().make(self.products["tablet"])
        name, code, parts = BUNDLE
        bundle = self._create(
            "product", name=name, code=code, kind="bundle", category_id=self.categories["crm"], unit="套", currency="CNY",
            tax_rate_id=taxes["service"],
        )  # fmt: skip
        for key, quantity in parts:
            self._create("product_part", bundle_id=bundle.id, product_id=self.products[key], quantity=quantity)

    def _lists(self) -> None:
        for name, whom, prices in LISTS:
            made = self._create("price_list", name=name, currency="CNY", **whom)
            for key, quantity, price in prices:
                self._create("price", price_list_id=made.id, product_id=self.products[key], min_quantity=quantity, unit_price=price)

    def _limits(self) -> None:
        roles = {role.name: role.id for role in self.sales.records()("role").page(Query())}
        for key, category, percent in LIMITS:
            self._create("discount_limit", role_id=roles[say(READY[key][0])], category_id=self.categories.get(category), percent=percent)

    def _offer(self) -> None:
        deals, lines = self.sales.opportunity(), self.sales.line()
        open_ones = Group((Condition("owner_id", "any", ("me",)), Condition("state", "any", ("open",))))
        for at, deal in enumerate(deals.page(Query(open_ones, parse_sort(deals.module, "name"), size=30))[:30]):
            if at % 3 < WITH_LINES:
                lines.put(deals.module.name, deal.id, [self._line(key, amounts) for key, amounts in self.random.sample(OFFERED, 2)])

    def _line(self, key: str, amounts: tuple[int, ...]) -> dict[str, str]:
        discount = self.random.choice(("", "", "", "5", "8", "15"))
        return {"product_id": str(self.products[key]), "quantity": str(self.random.choice(amounts)), "discount": discount}
