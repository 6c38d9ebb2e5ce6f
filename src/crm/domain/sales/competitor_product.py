"""A product of a competitor: what it is compared with, what speaks for it and what against it."""

from datetime import date

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_


@draft
class CompetitorProductDraft(Draft):
    """What may be typed in about a competitor's product."""

    competitor_id: int = declare(
        "reference", N_("Competitor"), required=True, target="competitor", shown="competitor_name", aliases=("competitor", "竞争对手")
    )
    name: str = declare(
        "text", N_("Name of the product"), "", required=True, max=200, sorts_by="sort_key", aliases=("product", "竞品", "竞品名称", "产品")
    )
    product_id: int | None = declare(
        "reference", N_("Compared with our"), target="product", shown="product_name", aliases=("our product", "against", "对标产品")
    )
    launched_on: date | None = declare("date", N_("On the market since"), aliases=("launched", "上市日期"))
    strengths: str | None = declare("long", N_("Strengths"), max=5000, aliases=("优势",))
    weaknesses: str | None = declare("long", N_("Weaknesses"), max=5000, aliases=("劣势", "弱点"))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "备注"))


@draft
class CompetitorProduct(CompetitorProductDraft, Custom, Record):
    """A competitor's product as the database has it. `product_name` is that of our product it is compared with."""

    competitor_name: str | None = None
    product_name: str | None = None


MODULE = Module(
    name="competitor_product",
    area="sales",
    label=N_("Competing product"),
    plural=N_("Competing products"),
    icon="shopping-cart",
    path="/competitor-products",
    draft=CompetitorProductDraft,
    row=CompetitorProduct,
    columns=("name", "competitor_id", "product_id", "launched_on", "strengths", "weaknesses", "owner_id"),
    sections=(
        Section(N_("Basics"), ("competitor_id", "name", "product_id", "launched_on", "tags")),
        Section(N_("Strong and weak points"), ("strengths", "weaknesses")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: row.competitor_name or "",
    sorts=("updated_at", "created_at", "name", "launched_on"),
    quick=("competitor_id", "product_id", "tags"),
    relations=(
        Relation("prices", N_("Their prices"), "competitor_price", "competitor_product_id"),
        Relation("sales", N_("Their sales"), "competitor_sale", "competitor_product_id"),
    ),
    searched=("name", "competitor_name", "product_name"),
    lonely=False,
    mass=("product_id", "launched_on"),
    description=N_("What competitors offer, and which of our products it is compared with."),
    example=("云桥 CRM 企业版", "云桥软件", ""),
)
