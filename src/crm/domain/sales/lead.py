"""A lead: somebody who may become a customer, until it is known whether he does."""

from datetime import date, datetime

from crm.domain.customer.account import INDUSTRIES, SOURCES
from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.likeness import LIKENESSES, Likeness
from crm.domain.kit.module import Module, Relation, Section
from crm.language import N_, Words

NEW, WORKING, CONVERTED, DISQUALIFIED = "new", "working", "converted", "disqualified"
STATES = (
    Option(NEW, N_("Untouched"), "info", ("新线索", "未跟进", "open")),
    Option(WORKING, N_("In progress"), "warn", ("跟进中", "contacted")),
    Option(CONVERTED, N_("Converted"), "ok", ("已转化", "已转换", "qualified")),
    Option(DISQUALIFIED, N_("Disqualified"), "bad", ("无效", "已关闭", "unqualified")),
)
OPEN = (NEW, WORKING)
REASONS = (
    Option("no_need", N_("No need"), "", ("无需求",)),
    Option("no_budget", N_("No budget"), "", ("无预算",)),
    Option("later", N_("Not now"), "", ("时机未到",)),
    Option("unreachable", N_("Cannot be reached"), "", ("联系不上", "空号")),
    Option("competitor", N_("Chose somebody else"), "", ("选择了竞品",)),
    Option("unsuitable", N_("Does not fit"), "", ("不符合",)),
    Option("twin", N_("Is here already"), "", ("重复",)),
    Option("spam", N_("Not serious"), "", ("垃圾信息", "spam")),
)
OUTCOME = ("converted_at", "converted_account_id", "converted_contact_id", "converted_opportunity_id")
HOT, WARM, COLD = "hot", "warm", "cold"
GRADES = (Option(HOT, N_("Hot"), "bad", ("热",)), Option(WARM, N_("Warm"), "warn", ("温",)), Option(COLD, N_("Cold"), "info", ("冷",)))


@draft
class LeadDraft(Draft):
    """What may be typed in about a lead."""

    name: str = declare(
        "text", N_("Name"), "", required=True, max=100, sorts_by="sort_key", aliases=("lead", "full name", "姓名", "线索", "线索名称")
    )
    company: str | None = declare(
        "text", N_("Company name"), max=200, aliases=("company", "company_name", "organization", "公司", "公司名称", "单位")
    )
    title: str | None = declare("text", N_("Job title"), max=100, aliases=("position", "job", "职位", "职务"))
    phone: str | None = declare(
        "phone", N_("Phone"), secret=True, aliases=("telephone", "phone1", "mobile", "tel", "电话", "联系电话", "手机")
    )
    mail: str | None = declare("mail", N_("Mail"), secret=True, aliases=("email", "e-mail", "邮箱", "电子邮件"))
    wechat: str | None = declare("text", N_("WeChat"), max=60, aliases=("微信", "微信号"))
    website: str | None = declare("link", N_("Website"), aliases=("web", "url", "网站", "网址"))
    source: str | None = declare("choice", N_("Lead source"), options=SOURCES, aliases=("lead source", "来源", "线索来源"))
    campaign: str | None = declare("text", N_("Campaign name"), max=100, aliases=("campaign", "市场活动", "活动"))
    interest: str | None = declare("text", N_("Interested in"), max=200, aliases=("product", "interest", "意向产品", "产品"))
    industry: str | None = declare("choice", N_("Industry"), options=INDUSTRIES, aliases=("sector", "行业"))
    province: str | None = declare("text", N_("Province"), max=40, aliases=("state", "省", "地区"))
    city: str | None = declare("text", N_("City"), max=60, aliases=("市", "城市"))
    district: str | None = declare("text", N_("District"), max=60, aliases=("county", "区", "区县"))
    address: str | None = declare("text", N_("Address"), max=200, aliases=("street", "详细地址", "地址"))
    state: str = declare("choice", N_("Lead state"), NEW, required=True, options=STATES, aliases=("status", "线索状态", "状态"))
    reason: str | None = declare("choice", N_("Why it is disqualified"), options=REASONS, aliases=("reason", "无效原因"))
    recycle_on: date | None = declare(
        "date", N_("Bring back on"), aliases=("回收日期",),
        help=N_("On this day a disqualified lead is new again, and its owner hears of it."),
    )  # fmt: skip
    next_follow_at: date | None = declare("date", N_("Next follow-up"), aliases=("下次跟进", "下次跟进时间"))
    converted_at: datetime | None = declare("datetime", N_("Converted on"))
    converted_account_id: int | None = declare("reference", N_("Became the customer"), target="account", shown="converted_account_name")
    converted_contact_id: int | None = declare("reference", N_("Became the contact"), target="contact", shown="converted_contact_name")
    converted_opportunity_id: int | None = declare(
        "reference", N_("Became the opportunity"), target="opportunity", shown="converted_opportunity_name"
    )
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "description", "备注"))

    def check(self) -> dict[str, Words]:
        wrong: dict[str, Words] = {}
        if self.state == DISQUALIFIED and not self.reason:
            wrong["reason"] = Words("Say why the lead is disqualified.")
        if self.recycle_on and self.state != DISQUALIFIED:
            wrong["recycle_on"] = Words("Only a disqualified lead can be brought back.")
        return wrong


@draft
class Lead(LeadDraft, Custom, Record):
    """A lead as the database has it."""

    score: int = 0
    grade: str | None = None
    stage_at: datetime | None = None
    pool_id: int | None = None
    pool_name: str | None = None
    converted_account_name: str | None = None
    converted_contact_name: str | None = None
    converted_opportunity_name: str | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


MODULE = Module(
    name="lead",
    area="sales",
    label=N_("Lead"),
    plural=N_("Leads"),
    icon="bolt",
    rank=10,
    path="/leads",
    draft=LeadDraft,
    row=Lead,
    columns=("name", "company", "state", "score", "grade", "source", "interest", "city", "phone", "owner_id", "next_follow_at"),
    sections=(
        Section(N_("Basics"), ("name", "company", "title", "phone", "mail", "source", "interest", "next_follow_at", "remark")),
        Section(N_("Lead state"), ("state", "reason", "recycle_on"), folded=True),
        Section(N_("Where it comes from"), ("campaign", "industry", "wechat", "website", "tags"), folded=True),
        Section(N_("Address"), ("province", "city", "district", "address"), folded=True),
    ),
    derived=(
        Field("integer", N_("Score"), "score", nullable=False, adds=False),
        Field("choice", N_("Temperature"), "grade", options=GRADES),
    ),
    subtitle=lambda row: " · ".join(part for part in (row.company, row.city) if part),
    sorts=("updated_at", "created_at", "name", "score", "state", "city", "next_follow_at", "touched_at"),
    quick=("state", "grade", "owner_id", "source", "interest", "city", "tags"),
    relations=(
        Relation("activities", N_("Activities"), "activity", "subject_id", "{alias}.subject_module = 'lead'"),
        Relation("consents", N_("Consents"), "consent", "lead_id"),
    ),
    searched=("name", "company", "phone", "mail", "wechat", "city", "interest"),
    keys=("name", "phone", "mail"),
    key="l",
    mass=("source", "campaign", "interest", "industry", "province", "city", "next_follow_at"),
    description=N_("Whoever may become a customer: from the website, an exhibition, a call, a list."),
    example=("刘洋", "杭州知行网络科技有限公司", "new"),
)
# What is typed in as a lead may be here already, as a customer or as a contact.
LIKENESSES[MODULE.name] = (
    Likeness("account", {"name": "company", "phone": "phone", "mail": "mail", "website": "website", "city": "city"}),
    Likeness("contact", {"name": "name", "phones": "phone", "mails": "mail", "city": "city"}),
)
