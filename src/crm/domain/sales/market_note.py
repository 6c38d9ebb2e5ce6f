"""Market information: what happens around the company, with its source and what it means for us."""

from datetime import date

from crm.domain.customer.account import INDUSTRIES
from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_

KINDS = (
    Option("environment", N_("Market environment"), "info", ("市场环境", "环境")),
    Option("policy", N_("Policy and law"), "info", ("政策", "政策法规")),
    Option("price", N_("Prices and costs"), "", ("价格", "价格行情")),
    Option("demand", N_("Demand"), "", ("需求", "需求变化")),
    Option("technology", N_("Technical trends"), "", ("技术", "技术趋势")),
    Option("channel", N_("Sales channels"), "", ("渠道",)),
    Option("competition", N_("Moves of competitors"), "warn", ("竞争动态", "竞品动态")),
    Option("other", N_("Other"), "", ("其他",)),
)
IMPACTS = (
    Option("chance", N_("Opening for us"), "ok", ("机会", "利好")),
    Option("threat", N_("Danger"), "bad", ("威胁", "利空")),
    Option("neutral", N_("Neutral"), "", ("中性",)),
)


@draft
class MarketNoteDraft(Draft):
    """What may be typed in about a piece of market information."""

    name: str = declare("text", N_("Headline"), "", required=True, max=200, sorts_by="sort_key", aliases=("title", "标题"))
    kind: str = declare("choice", N_("Kind"), "environment", required=True, options=KINDS, aliases=("type", "类型", "类别"))
    noted_on: date = declare("date", N_("Date"), required=True, aliases=("date", "日期"))
    impact: str | None = declare("choice", N_("Impact on us"), options=IMPACTS, aliases=("影响",))
    competitor_id: int | None = declare(
        "reference", N_("Competitor"), target="competitor", shown="competitor_name", aliases=("competitor", "竞争对手")
    )
    industry: str | None = declare("choice", N_("Industry"), options=INDUSTRIES, aliases=("sector", "行业"))
    region: str | None = declare("text", N_("Market region"), max=100, aliases=("area", "区域"))
    source: str | None = declare("text", N_("Heard from"), max=200, aliases=("source", "来源"))
    link: str | None = declare("link", N_("Address of the source"), aliases=("url", "链接"))
    body: str | None = declare("long", N_("What it says"), max=20_000, aliases=("text", "内容", "正文"))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))


@draft
class MarketNote(MarketNoteDraft, Custom, Record):
    """A piece of market information as the database has it."""

    competitor_name: str | None = None


MODULE = Module(
    name="market_note",
    area="sales",
    menu="market",
    label=N_("Market note"),
    plural=N_("Market information"),
    icon="news",
    rank=70,
    path="/market-notes",
    draft=MarketNoteDraft,
    row=MarketNote,
    columns=("name", "kind", "impact", "noted_on", "competitor_id", "industry", "region", "source", "tags", "owner_id"),
    sections=(
        Section(N_("Basics"), ("name", "kind", "impact", "noted_on", "competitor_id", "industry", "region", "source", "link", "tags")),
        Section(N_("What it says"), ("body",)),
    ),
    subtitle=lambda row: row.source or row.region or "",
    sorts=("updated_at", "created_at", "name", "kind", "noted_on"),
    sort="-noted_on",
    quick=("kind", "impact", "noted_on", "competitor_id", "industry", "tags"),
    searched=("name", "region", "source", "body", "competitor_name"),
    keys=("name",),
    mass=("kind", "impact", "industry", "region", "source"),
    description=N_("What happens in the market: policies, prices, demand, technology, moves of competitors."),
    example=("增值税小规模纳税人优惠延续", "policy", "chance"),
)
