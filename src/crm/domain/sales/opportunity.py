"""An opportunity: a deal that may be won, with its stage, amount and next step."""

from datetime import date, datetime, timedelta

from crm.domain.customer.account import SOURCES
from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section, Team, Total
from crm.domain.kit.money import CURRENCIES, LARGEST, Money
from crm.language import N_, Words

STATES = (
    Option("open", N_("Open deal"), "info", ("进行中", "open", "in progress")),
    Option("won", N_("Won"), "ok", ("赢单", "closed won")),
    Option("lost", N_("Lost"), "bad", ("输单", "closed lost")),
)
FORECASTS = (
    Option("commit", N_("Commit"), "ok", ("承诺",)),
    Option("best", N_("Best case"), "info", ("最佳", "upside")),
    Option("pipeline", N_("In the pipeline"), "", ("管道",)),
    Option("omitted", N_("Left out"), "", ("不计入",)),
)


@draft
class OpportunityDraft(Draft):
    """What may be typed in about a deal. Without a stage it begins in the first one."""

    name: str = declare(
        "text", N_("Deal"), "", required=True, max=200, sorts_by="sort_key", aliases=("opportunity", "deal", "商机", "商机名称", "机会名称")
    )
    account_id: int | None = declare(
        "reference", N_("Customer"), target="account", shown="account_name", aliases=("account", "company", "客户", "公司", "客户名称")
    )
    contact_id: int | None = declare("reference", N_("Contact"), target="contact", shown="contact_name", aliases=("联系人",))
    pipeline_id: int | None = declare(
        "reference", N_("Pipeline"), target="pipeline", shown="pipeline_name", few=True, aliases=("pipeline", "销售流程")
    )
    stage_id: int | None = declare(
        "reference", N_("Stage"), target="stage", shown="stage_name", few=True, within="pipeline_id",
        aliases=("stage", "deal_stage", "deal stage", "阶段", "销售阶段"),
    )  # fmt: skip
    amount: Money | None = declare(
        "money", N_("Amount"), currency_from="currency", max=LARGEST, aliases=("close_value", "value", "deal value", "金额", "预计金额")
    )
    currency: str | None = declare("choice", N_("Currency"), options=tuple(Option(code, code) for code in CURRENCIES), aliases=("币种",))
    chance: int | None = declare(
        "integer", N_("Win chance (%)"), max=100, adds=False, aliases=("probability", "赢率"), help=N_("Empty: that of the stage.")
    )
    forecast: str | None = declare(
        "choice", N_("Forecast category"), options=FORECASTS, aliases=("预测类别",), help=N_("Empty: that of the stage.")
    )
    close_on: date | None = declare(
        "date", N_("Expected close"), aliases=("close_date", "close date", "expected close date", "预计成交日期", "成交日期")
    )
    source: str | None = declare("choice", N_("Source"), options=SOURCES, aliases=("lead source", "来源"))
    seller: str | None = declare("text", N_("Salesperson in the source"), max=100, aliases=("sales_agent", "sales agent", "销售代表"))
    campaign: str | None = declare("text", N_("Campaign"), max=100, aliases=("营销活动",))
    product_id: int | None = declare(
        "reference", N_("Main product"), target="product", shown="product_name", aliases=("product", "产品", "主要产品")
    )
    lead_id: int | None = declare("reference", N_("Came from the lead"), target="lead")
    reason_id: int | None = declare(
        "reference",
        N_("Reason won or lost"),
        target="reason",
        shown="reason_name",
        few=True,
        within="state",
        aliases=("loss reason", "输赢原因", "输单原因"),
    )
    reason_text: str | None = declare("long", N_("What decided it"), max=2000, aliases=("输赢说明",))
    next_step: str | None = declare("text", N_("Next step"), max=200, aliases=("下一步",))
    next_follow_at: date | None = declare("date", N_("Next follow-up"), aliases=("下次跟进", "下次跟进时间"))
    waiting_until: date | None = declare(
        "date", N_("Waiting for the customer until"), aliases=("等待客户至",), help=N_("An honest none: nothing to do before this day.")
    )
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "description", "备注"))

    def check(self) -> dict[str, Words]:
        if self.next_step and self.waiting_until and not self.next_follow_at:
            return {"next_follow_at": Words("Please say on which day this step is due.")}
        return {}


@draft
class Opportunity(OpportunityDraft, Custom, Record):
    """A deal as the database has it. `amount_base` and `weighted` are in the company's own currency."""

    account_name: str | None = None
    contact_name: str | None = None
    pipeline_name: str | None = None
    stage_name: str | None = None
    stage_at: datetime | None = None
    norm_days: int | None = None
    product_name: str | None = None
    reason_name: str | None = None
    state: str = "open"
    amount_base: Money | None = None
    weighted: Money | None = None
    closed_at: datetime | None = None

    def days_in_stage(self, now: datetime) -> int:
        return max((now - self.stage_at).days, 0) if self.stage_at else 0

    def is_stale(self, now: datetime) -> bool:
        """Longer in its stage than deals usually are."""
        return self.state == "open" and self.norm_days is not None and self.days_in_stage(now) > self.norm_days

    def is_waiting(self, today: date) -> bool:
        """Has a dated next step, or waits for the customer for a while."""
        return bool(self.next_follow_at or (self.waiting_until and self.waiting_until >= today))


def stale_since(now: datetime, norm_days: int) -> datetime:
    """A deal that came into its stage before is stale."""
    return now - timedelta(days=norm_days + 1)


MODULE = Module(
    name="opportunity",
    area="sales",
    label=N_("Opportunity"),
    plural=N_("Opportunities"),
    icon="target",
    rank=30,
    path="/opportunities",
    draft=OpportunityDraft,
    row=Opportunity,
    columns=("name", "account_id", "stage_id", "amount", "close_on", "owner_id", "next_follow_at", "stage_at", "weighted"),
    sections=(
        Section(
            N_("Basics"),
            (
                "name",
                "account_id",
                "contact_id",
                "pipeline_id",
                "stage_id",
                "amount",
                "currency",
                "chance",
                "forecast",
                "close_on",
                "product_id",
                "tags",
            ),
        ),  # fmt: skip
        Section(N_("Next step"), ("next_step", "next_follow_at", "waiting_until")),
        Section(N_("Origin"), ("source", "campaign", "seller"), folded=True),
        Section(N_("Won or lost"), ("reason_id", "reason_text"), folded=True),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: row.account_name or "",
    headed=("amount_base", "weighted"),
    derived=(
        Field("choice", N_("State of the deal"), "state", options=STATES, nullable=False),
        Field("money", N_("Amount in the company's currency"), "amount_base"),
        Field("money", N_("Weighted amount"), "weighted"),
        Field("datetime", N_("Closed"), "closed_at"),
    ),
    sorts=("updated_at", "created_at", "name", "close_on", "amount_base", "stage_at", "next_follow_at"),
    quick=("state", "stage_id", "owner_id", "close_on", "forecast", "account_id", "product_id", "source", "tags"),
    relations=(
        Relation("activities", N_("Activities"), "activity", "subject_id", "{alias}.subject_module = 'opportunity'"),
        Relation("quotes", N_("Quotes"), "quote", "opportunity_id"),
        Relation("orders", N_("Sales orders"), "sales_order", "opportunity_id"),
        Relation("contracts", N_("Contracts"), "contract", "opportunity_id"),
        Relation("visits", N_("Visits"), "visit", "opportunity_id"),
        Relation("members", N_("Team"), "opportunity_member", "opportunity_id"),
        Relation("contacts", N_("Decision makers"), "opportunity_contact", "opportunity_id"),
        Relation("competitors", N_("Competitors"), "opportunity_competitor", "opportunity_id"),
    ),
    totals=(
        Total(N_("Open deals"), "amount_base", where=("state:any:open",)),
        Total(N_("Won deals"), "amount_base", where=("state:any:won",)),
    ),
    team=Team("opportunity", relation="members"),
    searched=("name", "account_name"),
    key="o",
    mass=("stage_id", "forecast", "close_on", "source", "campaign", "next_follow_at"),
    description=N_("Deals that may be won: where they stand, what they are worth, what happens next."),
    example=("云帆科技 CRM 采购", "北京云帆科技有限公司", "商务谈判"),
)
