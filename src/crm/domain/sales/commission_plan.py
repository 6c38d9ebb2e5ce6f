"""A commission plan: for whom, for which months, for what, and at which rates."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from crm.domain.customer.account import MODULE as ACCOUNT
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.filter import parse_tree
from crm.domain.kit.filter_tree import Group
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section
from crm.domain.kit.money import Money
from crm.domain.kit.text import Refused
from crm.domain.sales.commission import Terms, is_rising, plain, tiers_of
from crm.domain.sales.period import known_month
from crm.errors import Invalid
from crm.language import N_, Words

BASES = (
    Option("receipts", N_("Receipts"), "ok", ("回款", "回款额")),
    Option("contracts", N_("Amount of signed contracts"), "info", ("合同额", "签约额")),
    Option("deals", N_("Amount of won deals"), "info", ("赢单金额", "商机金额")),
    Option("margin", N_("Gross margin of signed contracts"), "warn", ("毛利",)),
    Option("customers", N_("New customers"), "", ("新客户",)),
)
WAYS = (
    Option("flat", N_("One rate"), "", ("固定比例",)),
    Option("marginal", N_("Marginal tiers: each part at its own rate"), "", ("超额累进",)),
    Option("whole", N_("Whole tiers: everything at the rate that was reached"), "", ("全额累进",)),
)
MEASURES = (
    Option("amount", N_("By the amount of the month"), "", ("按金额",)),
    Option("attainment", N_("By percent of the person's target"), "", ("按目标完成率",)),
)
TARGETS = {"receipts": "receipts", "contracts": "signed", "deals": "won"}  # basis -> the measure of the targets that tiers may follow
LARGEST, MOST = 10**11, 12
TIER = re.compile(r"(?:(?:≥|>=|from|从)?\s*([\d,.]+)\s*%?\s*(?:[:=：→]|起[:：]?|\s)\s*)?([\d.]+)\s*%?")
FIXED = ("basis", "split", "category_id", "measure")  # of a plan that was paid by


def known_tiers(text: str) -> str:
    """“0: 3%”, a line each, of whatever way somebody writes them; a rate alone begins at nothing."""
    lines = [line.strip() for line in re.split(r"[\n;；]", text) if line.strip()]
    found = []
    for line in lines:
        written = TIER.fullmatch(line)
        try:
            start, rate = Decimal((written[1] or "0").replace(",", "")), Decimal(written[2])  # type: ignore[index]
        except (TypeError, InvalidOperation):
            raise Refused(Words("A tier is written like 100000: 5%, one on each line.")) from None
        if start >= LARGEST or rate > 100 or -start.as_tuple().exponent > 2 or -rate.as_tuple().exponent > 3:  # type: ignore[operator]
            raise Refused(Words("A tier is written like 100000: 5%, one on each line."))
        found.append(f"{plain(start)}: {plain(rate)}%")
    said = "\n".join(found)
    if len(found) > MOST or not is_rising(tiers_of(said)):
        raise Refused(Words("The first tier begins at 0, each other one above the one before it; at most {most}.", most=MOST))
    return said


@draft
class CommissionPlanDraft(Draft):
    """What may be typed in about a plan."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key", aliases=("plan", "提成方案"))
    active: bool = declare("yesno", N_("In force"), True, aliases=("启用",))
    from_month: str = declare("text", N_("From month"), "", required=True, max=12, check=known_month, aliases=("开始月份",))
    to_month: str | None = declare(
        "text", N_("Up to month"), max=12, check=known_month, aliases=("结束月份",), help=N_("Empty: until further notice.")
    )
    basis: str = declare("choice", N_("Paid for"), "receipts", required=True, options=BASES, aliases=("提成基数",))
    way: str = declare("choice", N_("Rates"), "flat", required=True, options=WAYS, aliases=("计提方式",))
    measure: str = declare("choice", N_("Tiers begin"), "amount", required=True, options=MEASURES, aliases=("阶梯依据",))
    tiers: str | None = declare(
        "long", N_("Tiers"), max=500, check=known_tiers, aliases=("比例", "阶梯"),
        help=N_("On each line where it begins and its rate: 0: 3%, then 100000: 5%. By percent of the target: 0: 2%, then 100: 4%."),
    )  # fmt: skip
    piece: Money | None = declare("money", N_("Amount for each"), max=LARGEST, aliases=("每单固定", "每客户奖励"),
                                  help=N_("For each receipt, contract, deal or customer, by the share of it."))  # fmt: skip
    cap: Money | None = declare("money", N_("At most in a month"), max=LARGEST, aliases=("封顶",))
    floor: Money | None = declare(
        "money", N_("At least in a month"), max=LARGEST, aliases=("保底",), help=N_("For whoever sold anything in the month.")
    )
    split: bool = declare(
        "yesno", N_("Shared by the deal's team"), True, aliases=("团队分成",),
        help=N_("By the shares of the deal; what they leave is the owner's. Otherwise all of it is the owner's."),
    )  # fmt: skip
    category_id: int | None = declare(
        "reference", N_("Only products of the category"), target="product_category", shown="category_name", aliases=("产品分类",),
        help=N_("With the categories below it: counted is their part of the lines of each contract or deal."),
    )  # fmt: skip
    condition: str | None = declare(
        "long", N_("Condition"), max=5000, filters="account", aliases=("条件",),
        help=N_("Which customers the plan is for. None: all of them."),
    )  # fmt: skip
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("备注",))

    def check(self) -> dict[str, Words]:
        wrong: dict[str, Words] = {}
        if self.to_month and self.to_month < self.from_month:
            wrong["to_month"] = Words("The end comes before the beginning.")
        if not self.tiers and not self.piece:
            wrong["tiers"] = Words("Say at which rate, or which amount is paid for each.")
        if self.way == "flat" and len(tiers_of(self.tiers)) > 1:
            wrong["tiers"] = Words("One rate has one tier. Choose marginal or whole tiers for several.")
        if self.measure == "attainment" and self.basis not in TARGETS:
            wrong["measure"] = Words("There are targets for receipts, contracts and won deals only.")
        if self.cap is not None and self.floor is not None and self.floor > self.cap:
            wrong["floor"] = Words("This is more than the most that is paid.")
        try:
            _ = self.filter
        except Invalid as no:
            wrong |= no.fields  # type: ignore[arg-type]
        return wrong

    @property
    def filter(self) -> Group:
        """Which customers it is for; raises Invalid for a condition that cannot be read."""
        if not self.condition:
            return Group()
        try:
            return parse_tree(ACCOUNT, json.loads(self.condition))
        except (ValueError, RecursionError):
            raise Invalid(condition=Words("The filter is not valid JSON.")) from None
        except Invalid as no:
            raise Invalid(condition=next(iter(no.fields.values()))) from None

    def covers(self, month: str) -> bool:
        return self.active and self.from_month <= month <= (self.to_month or month)

    def terms(self, currency: str) -> Terms:
        """As arithmetic; tiers of a target are in hundredths of it still."""
        return Terms(tiers_of(self.tiers), self.way == "whole", self.piece or Money(0), self.cap, self.floor, currency)

    @property
    def snapshot(self) -> dict[str, Any]:
        """What a run keeps of it, to be worked out again."""
        amounts = {name: str(value) if (value := getattr(self, name)) is not None else None for name in ("piece", "cap", "floor")}
        return {"tiers": self.tiers, "way": self.way, "measure": self.measure, **amounts}


def terms_of(kept: dict[str, Any], currency: str) -> Terms:
    """Of what a run kept."""
    piece, cap, floor = (Money(kept[name]) if kept[name] is not None else None for name in ("piece", "cap", "floor"))
    return Terms(tiers_of(kept["tiers"]), kept["way"] == "whole", piece or Money(0), cap, floor, currency)


@draft
class CommissionPlan(CommissionPlanDraft, Record):
    """A plan as the database has it."""

    category_name: str | None = None


MODULE = Module(
    name="commission_plan",
    area="sales",
    menu="performance",
    label=N_("Commission plan"),
    plural=N_("Commission plans"),
    icon="percentage",
    rank=43,
    setup=True,
    path="/commission-plans",
    draft=CommissionPlanDraft,
    row=CommissionPlan,
    configuration=("name",),
    columns=("name", "basis", "way", "tiers", "condition", "from_month", "to_month", "active"),
    sections=(
        Section(N_("Basics"), ("name", "basis", "from_month", "to_month", "active")),
        Section(N_("Rates"), ("way", "measure", "tiers", "piece", "cap", "floor")),
        Section(N_("For what"), ("split", "category_id", "condition")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: row.from_month,
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    quick=("basis", "active"),
    relations=(Relation("members", N_("For whom"), "commission_member", "plan_id"),),
    searched=("name",),
    mass=("active",),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("What is paid for what is sold: by receipts, contracts, deals, margin or new customers, with tiers, shares and limits."),
    example=("回款提成 2026", "receipts", "marginal"),
)
