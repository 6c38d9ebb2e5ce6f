"""A competitor: who else the customers ask, what is strong and weak about them, and how to win against them."""

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_

THREATS = (
    Option("high", N_("High threat"), "bad", ("高", "high")),
    Option("middle", N_("Medium threat"), "warn", ("中", "medium")),
    Option("low", N_("Low threat"), "ok", ("低", "low")),
)


@draft
class CompetitorDraft(Draft):
    """What may be typed in about a competitor."""

    name: str = declare(
        "text", N_("Name"), "", required=True, max=200, sorts_by="sort_key", aliases=("competitor", "竞争对手", "对手", "对手名称")
    )
    threat: str = declare("choice", N_("Threat"), "middle", required=True, options=THREATS, aliases=("level", "威胁", "威胁程度"))
    website: str | None = declare("link", N_("Website"), aliases=("web", "url", "网站", "官网"))
    region: str | None = declare("text", N_("Market region"), max=100, aliases=("area", "区域", "主要市场"))
    headquarters: str | None = declare("text", N_("Headquarters"), max=100, aliases=("city", "总部", "总部所在地"))
    founded: int | None = declare("integer", N_("Founded"), max=2100, aliases=("year_established", "成立年份"))
    employees: int | None = declare("integer", N_("Employees"), max=10_000_000, aliases=("headcount", "员工数", "人数"))
    strengths: str | None = declare("long", N_("Strengths"), max=5000, aliases=("优势",))
    weaknesses: str | None = declare("long", N_("Weaknesses"), max=5000, aliases=("劣势", "弱点"))
    how_to_win: str | None = declare("long", N_("How to win"), max=5000, aliases=("strategy", "应对策略", "制胜策略"))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "备注"))


@draft
class Competitor(CompetitorDraft, Custom, Record):
    """A competitor as the database has it."""


MODULE = Module(
    name="competitor",
    area="sales",
    menu="market",
    label=N_("Competitor"),
    plural=N_("Competitors"),
    icon="swords",
    rank=60,
    path="/competitors",
    draft=CompetitorDraft,
    row=Competitor,
    columns=("name", "threat", "region", "headquarters", "strengths", "weaknesses", "tags", "owner_id", "updated_at"),
    sections=(
        Section(N_("Basics"), ("name", "threat", "website", "region", "headquarters", "founded", "employees", "tags")),
        Section(N_("Strong and weak points"), ("strengths", "weaknesses", "how_to_win")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: row.region or row.headquarters or "",
    sorts=("updated_at", "created_at", "name", "threat"),
    quick=("threat", "region", "owner_id", "tags"),
    relations=(
        Relation("products", N_("Their products"), "competitor_product", "competitor_id"),
        Relation("sales", N_("Their sales"), "competitor_sale", "competitor_id"),
        Relation("notes", N_("Market information"), "market_note", "competitor_id"),
    ),
    searched=("name", "region", "headquarters", "strengths", "weaknesses"),
    keys=("name", "website"),
    mass=("threat", "region"),
    description=N_("Who else your customers ask, and how to win against them."),
    example=("云桥软件", "middle", "华东"),
)
