"""A price of a competitor's product, as it was seen somewhere at some time."""

from datetime import date

from crm import current
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import CURRENCIES, Money
from crm.language import N_, Words

CURRENCY = tuple(Option(code, code) for code in CURRENCIES)
ORIGINS = (
    Option("list", N_("Their price list"), "", ("报价单", "list price")),
    Option("offer", N_("Offer seen at a customer"), "info", ("客户处报价",)),
    Option("tender", N_("Tender"), "info", ("招投标", "bid")),
    Option("web", N_("Website"), "", ("官网",)),
    Option("report", N_("Market report"), "", ("市场报告", "研究报告")),
    Option("hearsay", N_("Hearsay"), "warn", ("传闻",)),
)


@draft
class CompetitorPriceDraft(Draft):
    """What may be typed in about a competitor's price. The competitor follows from the product."""

    competitor_product_id: int = declare(
        "reference", N_("Competing product"), required=True, target="competitor_product", shown="product_name", aliases=("product", "竞品")
    )
    price: Money = declare("money", N_("Price seen"), required=True, currency_from="currency", max=10**10, aliases=("价格", "单价"))
    currency: str = declare("choice", N_("Currency"), current.own_currency, required=True, options=CURRENCY, aliases=("币种",))
    unit: str | None = declare("text", N_("Unit"), max=40, aliases=("单位", "计价单位"))
    starts_on: date = declare("date", N_("In force from"), required=True, aliases=("date", "生效日期", "日期"))
    ends_on: date | None = declare("date", N_("In force until"), aliases=("失效日期",))
    region: str | None = declare("text", N_("Market region"), max=100, aliases=("区域",))
    origin: str = declare("choice", N_("How we know"), "list", required=True, options=ORIGINS, aliases=("source", "来源"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "备注"))

    def check(self) -> dict[str, Words]:
        if self.ends_on and self.ends_on < self.starts_on:
            return {"ends_on": Words("The end comes before the beginning.")}
        return {}


@draft
class CompetitorPrice(CompetitorPriceDraft, Record):
    """A competitor's price as the database has it."""

    product_name: str | None = None
    competitor_name: str | None = None


MODULE = Module(
    name="competitor_price",
    area="sales",
    label=N_("Competitor price"),
    plural=N_("Competitor prices"),
    icon="coin",
    path="/competitor-prices",
    draft=CompetitorPriceDraft,
    row=CompetitorPrice,
    columns=("starts_on", "competitor_product_id", "price", "currency", "unit", "ends_on", "region", "origin", "owner_id"),
    sections=(
        Section(N_("Basics"), ("competitor_product_id", "price", "currency", "unit", "starts_on", "ends_on", "region", "origin")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    title=lambda row: f"{row.starts_on} · {row.price:,.2f} {row.currency}",
    title_field="starts_on",
    subtitle=lambda row: " · ".join(part for part in (row.product_name, row.competitor_name) if part),
    sorts=("updated_at", "created_at", "starts_on", "ends_on"),
    sort="-starts_on",
    quick=("competitor_product_id", "starts_on", "origin", "currency"),
    searched=("region", "remark"),
    lonely=False,
    mass=("unit", "region", "origin", "ends_on"),
    description=N_("What competitors ask for their products, since when and how we know."),
)
