"""What a competitor sold in a period: in all, or of one product."""

from datetime import date
from decimal import Decimal

from crm import current
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import Money
from crm.domain.sales.competitor_price import CURRENCY, ORIGINS
from crm.language import N_, Words


@draft
class CompetitorSaleDraft(Draft):
    """What may be typed in about a competitor's sales in a period."""

    competitor_id: int = declare(
        "reference", N_("Competitor"), required=True, target="competitor", shown="competitor_name", aliases=("competitor", "竞争对手")
    )
    competitor_product_id: int | None = declare(
        "reference", N_("Competing product"), target="competitor_product", shown="product_name", aliases=("product", "竞品"),
        help=N_("Empty for all their products together."),
    )
    starts_on: date = declare("date", N_("Period from"), required=True, aliases=("from", "期间开始"))
    ends_on: date = declare("date", N_("Period to"), required=True, aliases=("to", "期间结束"))
    amount: Money | None = declare("money", N_("Sales amount"), currency_from="currency", max=10**10, aliases=("amount", "销售额"))
    currency: str = declare("choice", N_("Currency"), current.own_currency, required=True, options=CURRENCY, aliases=("币种",))
    quantity: Decimal | None = declare("number", N_("Pieces sold"), max=10**12, places=2, aliases=("quantity", "销量"))
    share: Decimal | None = declare("percent", N_("Market share (%)"), max=100, places=2, adds=False, aliases=("market share", "市场份额"))
    origin: str = declare("choice", N_("How we know"), "report", required=True, options=ORIGINS, aliases=("source", "来源"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "备注"))

    def check(self) -> dict[str, Words]:
        if self.ends_on < self.starts_on:
            return {"ends_on": Words("The end comes before the beginning.")}
        if self.amount is None and self.quantity is None and self.share is None:
            return {"amount": Words("An amount, a number of pieces or a market share, please.")}
        return {}


@draft
class CompetitorSale(CompetitorSaleDraft, Record):
    """A competitor's sales of a period as the database has them. `amount_base` is the amount in the company's currency."""

    amount_base: Money | None = None
    competitor_name: str | None = None
    product_name: str | None = None


MODULE = Module(
    name="competitor_sale",
    area="sales",
    label=N_("Competitor sales figure"),
    plural=N_("Competitor sales"),
    icon="chart-histogram",
    path="/competitor-sales",
    draft=CompetitorSaleDraft,
    row=CompetitorSale,
    columns=("starts_on", "ends_on", "competitor_id", "competitor_product_id", "amount", "currency", "quantity", "share", "owner_id"),
    sections=(
        Section(
            N_("Basics"),
            ("competitor_id", "competitor_product_id", "starts_on", "ends_on", "amount", "currency", "quantity", "share", "origin"),
        ),
        Section(N_("More"), ("remark",), folded=True),
    ),
    title=lambda row: f"{row.starts_on} – {row.ends_on}",
    title_field="starts_on",
    subtitle=lambda row: " · ".join(part for part in (row.competitor_name, row.product_name) if part),
    sorts=("updated_at", "created_at", "starts_on", "ends_on"),
    sort="-starts_on",
    quick=("competitor_id", "competitor_product_id", "starts_on", "origin"),
    searched=("remark",),
    lonely=False,
    mass=("origin",),
    description=N_("What competitors sold, quarter by quarter, as far as one can know."),
)
