"""A target (业绩目标): what a person, a department or the company is to reach in a year, month by month."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self

from crm import current
from crm.domain.kit.field import Draft, Field, Record, changed, declare, draft
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import Money, precision
from crm.domain.sales.forecast import MONTHS as SPANS
from crm.domain.sales.forecast import Period
from crm.domain.sales.target_measure import MEASURES, OPTIONS
from crm.errors import Invalid
from crm.language import N_, Words, say

LARGEST = 10**10
EARLIEST, LATEST = 2000, 2100
MONTHS = tuple(f"m{n:02}" for n in range(1, 13))
EVENLY = (1,) * 12
NOTHING = Money(0)


MONEYED = f"measure:any:{','.join(name for name, one in MEASURES.items() if one.is_money)}"


def _month(label: str, n: int, english: str) -> Any:
    return declare("money", label, NOTHING, max=LARGEST, adds=False, money_if=MONEYED, aliases=(f"{n}月", english, f"m{n}"))


@draft
class TargetDraft(Draft):
    """What may be typed in about a target."""

    person_id: int | None = declare(
        "user", N_("Target of the person"), shown="person_name", aliases=("person", "salesperson", "人员", "销售人员")
    )
    team_id: int | None = declare(
        "department", N_("Target of the department"), shown="team_name", aliases=("team", "department", "部门"),
        help=N_("With neither a person nor a department it is the company's."),
    )  # fmt: skip
    measure: str = declare("choice", N_("Measure"), "won", required=True, options=OPTIONS, aliases=("measure", "指标", "考核指标"))
    year: int = declare(
        "integer", N_("Year"), lambda: current.today().year, required=True, max=LATEST, adds=False, aliases=("year", "年度")
    )
    product_id: int | None = declare(
        "reference", N_("Product"), target="product", shown="product_name", aliases=("product", "产品"),
        help=N_("Only of won deals: those whose main product it is."),
    )  # fmt: skip
    category_id: int | None = declare(
        "reference", N_("Product category"), target="product_category", shown="category_name", aliases=("category", "产品分类")
    )
    total: Money | None = declare(
        "money", N_("Whole year"), max=12 * LARGEST, adds=False, money_if=MONEYED,
        aliases=("total", "target", "全年", "年度目标", "目标值"),
        help=N_("Without months it is split evenly; with months it is their sum."),
    )  # fmt: skip
    m01: Money = _month(N_("January"), 1, "jan")
    m02: Money = _month(N_("February"), 2, "feb")
    m03: Money = _month(N_("March"), 3, "mar")
    m04: Money = _month(N_("April"), 4, "apr")
    m05: Money = _month(N_("May"), 5, "may")
    m06: Money = _month(N_("June"), 6, "jun")
    m07: Money = _month(N_("July"), 7, "jul")
    m08: Money = _month(N_("August"), 8, "aug")
    m09: Money = _month(N_("September"), 9, "sep")
    m10: Money = _month(N_("October"), 10, "oct")
    m11: Money = _month(N_("November"), 11, "nov")
    m12: Money = _month(N_("December"), 12, "dec")
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("note", "备注"))

    @classmethod
    def parse(cls, raw: Mapping[str, Any], base: Any = None, described: Mapping[str, Field] | None = None) -> Self:
        """An empty month is nothing; year and months agree: see `balanced`. Raises Invalid."""
        filled = {name: "0" if name in MONTHS and value in ("", None) else value for name, value in raw.items()}
        return balanced(super().parse(filled, base, described), base)

    def check(self) -> dict[str, Words]:
        found: dict[str, Words] = {}
        if self.person_id and self.team_id:
            found["team_id"] = Words("Either a person or a department.")
        if self.product_id and self.category_id:
            found["category_id"] = Words("Either a product or a category.")
        if (self.product_id or self.category_id) and not MEASURES[self.measure].by_product:
            found["measure"] = Words("This is not counted by product. Take the won amount or the number of deals.")
        if self.year < EARLIEST:
            found["year"] = Words("A year from {first} to {last}, please.", first=EARLIEST, last=LATEST)
        return found


@draft
class Target(TargetDraft, Record):
    """A target as the database has it."""

    name: str = ""
    person_name: str | None = None
    team_name: str | None = None
    product_name: str | None = None
    category_name: str | None = None

    @property
    def of(self) -> tuple[Any, ...]:
        """What no two targets have in common."""
        return self.year, self.measure, self.person_id, self.team_id, self.product_id, self.category_id

    @property
    def by_product(self) -> bool:
        """Of one product or category, not of all that is sold."""
        return bool(self.product_id or self.category_id)


def months_of(row: Any) -> tuple[Money, ...]:
    return tuple(getattr(row, name) for name in MONTHS)


def months_in(row: Any, period: Period) -> tuple[Money, ...]:
    """Those of a period of the target's year."""
    first = period.start.month - 1
    return tuple([getattr(row, name) for name in MONTHS[first : first + SPANS[period.span]]])


def summed(amounts: Sequence[Money]) -> Money:
    return sum(amounts, NOTHING)


def places_of(measure: str) -> int:
    """How many places an amount of the measure has: those of the company's currency, none for a number."""
    return precision(current.own_currency()) if MEASURES[measure].is_money else 0


def split(total: Money, weights: Sequence[Decimal | int], places: int) -> tuple[Money, ...]:
    """The total in parts of these weights, which add up to it to the coin; evenly where all weights are nothing.

    Each part is the difference of two rounded running sums (cumulative rounding), so that none is further than one coin
    from its exact share and nothing is left over.
    """
    weights = weights if any(weights) else (1,) * len(weights)
    whole, coin = sum(Decimal(one) for one in weights), Decimal(1).scaleb(-places)
    parts, before, running = [], Decimal(0), Decimal(0)
    for one in weights:
        running += Decimal(one)
        now = (total * running / whole).quantize(coin, rounding=ROUND_HALF_UP)
        parts.append(Money(now - before))
        before = now
    return tuple(parts)


def balanced(made: Any, base: Any = None) -> Any:
    """The draft with a year that is the sum of its months. A year without months is split evenly; one that was changed while
    the months stayed is split as they were; where both were typed they must agree. Raises Invalid."""
    months, places = months_of(made), places_of(made.measure)
    if not places and (wrong := [name for name in (*MONTHS, "total") if (getattr(made, name) or 0) % 1]):
        raise Invalid(dict.fromkeys(wrong, Words("A whole number, please.")))
    by_months = base is None or months != months_of(base)
    by_total = made.total is not None and (base is None or made.total != base.total or not any(months))
    if by_total and not (by_months and any(months)):
        made = changed(made, **dict(zip(MONTHS, split(made.total, months if any(months) else EVENLY, places), strict=True)))
    elif by_total and made.total != summed(months):
        told = N_("The months come to {sum}. Change them, or empty them to have it split evenly.")
        raise Invalid(total=Words(told, sum=f"{summed(months):,f}"))
    found = summed(months_of(made))
    if not found:
        raise Invalid(total=Words("Please give the year or at least one month."))
    return changed(made, total=found)


def subtitle(row: Any) -> str:
    """Which measure, and of which product."""
    return " · ".join(part for part in (say(MEASURES[row.measure].label), row.product_name or row.category_name) if part)


MODULE = Module(
    name="target",
    area="sales",
    menu="performance",
    label=N_("Target"),
    plural=N_("Targets"),
    icon="target-arrow",
    rank=36,
    path="/targets",
    draft=TargetDraft,
    row=Target,
    columns=("name", "measure", "year", "total", "product_id", "category_id", "owner_id", "department_id"),
    sections=(
        Section(N_("Basics"), ("person_id", "team_id", "measure", "year", "product_id", "category_id", "total")),
        Section(N_("By month"), MONTHS),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=subtitle,
    derived=(Field("text", N_("Whose target"), "name", nullable=False, sorts_by="sort_key"),),
    sorts=("updated_at", "created_at", "name", "year", "total"),
    sort="-year",
    quick=("year", "measure", "person_id", "team_id", "product_id", "category_id"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("What people, departments and the company are to reach in a year, month by month."),
    example=("王强 · 2026", "Won amount", "2026"),
)
