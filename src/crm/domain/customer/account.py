"""A customer: a company or a person we do business with."""

from datetime import date, datetime
from decimal import Decimal

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section
from crm.domain.kit.sealed import Sealed
from crm.language import N_, Words

KINDS = (
    Option("company", N_("Company"), "", ("企业", "公司", "公司客户", "enterprise", "business")),
    Option("person", N_("Person"), "", ("个人", "个人客户", "individual", "personal")),
)
GRADES = (
    Option("A", N_("A · key"), "ok", ("A", "重点")),
    Option("B", N_("B · important"), "info", ("B", "重要")),
    Option("C", N_("C · ordinary"), "", ("C", "普通")),
    Option("D", N_("D · low"), "", ("D",)),
)
STAGES = (
    Option("acquire", N_("Acquire"), "info", ("获客",)),
    Option("grow", N_("Develop"), "warn", ("发展",)),
    Option("keep", N_("Keep"), "ok", ("保持",)),
    Option("win_back", N_("Win back"), "bad", ("回收", "挽回")),
)
SOURCES = (
    Option("referral", N_("Referral")),
    Option("exhibition", N_("Exhibition"), "", ("展会",)),
    Option("web", N_("Website"), "", ("官网", "online")),
    Option("phone", N_("Phone call"), "", ("电话", "cold call")),
    Option("advertising", N_("Advertising")),
    Option("partner", N_("Partner")),
    Option("import", N_("Import")),
    Option("other", N_("Other")),
)
INDUSTRIES = (
    Option("technology", N_("Technology"), "", ("technolgy", "IT", "software", "信息技术")),
    Option("manufacturing", N_("Manufacturing")),
    Option("retail", N_("Retail")),
    Option("finance", N_("Finance"), "", ("financial services", "bank")),
    Option("medical", N_("Medical"), "", ("healthcare", "health", "医疗")),
    Option("education", N_("Education")),
    Option("hospitality", N_("Hotels and restaurants"), "", ("hotel", "餐饮", "酒店")),
    Option("logistics", N_("Logistics")),
    Option("construction", N_("Construction")),
    Option("energy", N_("Energy")),
    Option("telecommunications", N_("Telecommunications"), "", ("telecom",)),
    Option("entertainment", N_("Entertainment")),
    Option("marketing", N_("Marketing and advertising")),
    Option("services", N_("Services")),
    Option("employment", N_("Employment")),
    Option("agriculture", N_("Agriculture")),
    Option("government", N_("Government")),
    Option("other", N_("Other")),
)
GENDERS = (Option("male", N_("Male"), "", ("m", "男")), Option("female", N_("Female"), "", ("f", "女")))


@draft
class AccountDraft(Draft):
    """What may be typed in about a customer."""

    name: str = declare(
        "text",
        N_("Name"),
        "",
        required=True,
        max=200,
        sorts_by="sort_key",
        aliases=("account", "company", "company name", "customer", "客户", "公司", "客户名称", "公司名称"),
    )
    kind: str = declare("choice", N_("Kind"), "company", required=True, options=KINDS, aliases=("type", "类型", "客户类型"))
    grade: str | None = declare("choice", N_("Grade"), options=GRADES, aliases=("rating", "级别", "客户级别"))
    stage: str | None = declare("choice", N_("Life-cycle stage"), options=STAGES, aliases=("stage", "生命周期", "生命周期阶段"))
    source: str | None = declare("choice", N_("Source"), options=SOURCES, aliases=("lead source", "来源"))
    industry: str | None = declare("choice", N_("Industry"), options=INDUSTRIES, aliases=("sector", "行业"))
    phone: str | None = declare("phone", N_("Phone"), secret=True, aliases=("telephone", "phone1", "tel", "电话", "联系电话", "手机"))
    mail: str | None = declare("mail", N_("Mail"), secret=True, aliases=("email", "e-mail", "邮箱", "电子邮件"))
    website: str | None = declare("link", N_("Website"), aliases=("web", "url", "homepage", "网站", "网址"))
    province: str | None = declare("text", N_("Province"), max=40, aliases=("state", "省", "office_location", "country"))
    city: str | None = declare("text", N_("City"), max=60, aliases=("市", "城市"))
    district: str | None = declare("text", N_("District"), max=60, aliases=("county", "区", "区县"))
    address: str | None = declare("text", N_("Address"), max=200, aliases=("street", "详细地址"))
    tax_id: str | None = declare(
        "taxid", N_("Tax id"), help=N_("统一社会信用代码: 18 characters, checked as you type it."), aliases=("统一社会信用代码", "税号")
    )
    legal_person: str | None = declare("text", N_("Legal representative"), max=60, aliases=("法人", "法定代表人"))
    employees: int | None = declare("integer", N_("Employees"), max=10_000_000, aliases=("headcount", "员工数", "人数"))
    founded: int | None = declare("integer", N_("Founded"), max=2100, aliases=("year_established", "year established", "成立年份"))
    revenue: Decimal | None = declare("number", N_("Yearly revenue (millions)"), places=2, aliases=("annual revenue", "年收入", "营业额"))
    id_number: Sealed | None = declare(
        "idnumber",
        N_("Identity number"),
        secret=True,
        encrypted=True,
        help=N_("居民身份证号码: 18 characters, the last one is a check digit."),
        aliases=("身份证", "身份证号"),
    )
    gender: str | None = declare("choice", N_("Gender"), options=GENDERS, aliases=("sex", "性别"))
    birthday: date | None = declare("date", N_("Birthday"), secret=True, yearly=True, aliases=("birth date", "出生日期"))
    parent_id: int | None = declare(
        "reference", N_("Parent company"), target="account", shown="parent_name", aliases=("subsidiary_of", "上级公司")
    )
    next_follow_at: date | None = declare("date", N_("Next follow-up"), aliases=("下次跟进", "下次跟进时间"))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "description", "备注"))

    def check(self) -> dict[str, Words]:
        if self.kind == "company" and self.id_number:
            return {"id_number": Words("An identity number belongs to a person. Choose the kind “person”, or leave it empty.")}
        if self.kind == "person" and self.tax_id:
            return {"tax_id": Words("A tax id belongs to a company. Choose the kind “company”, or leave it empty.")}
        return {}


@draft
class Account(AccountDraft, Custom, Record):
    """A customer as the database has it."""

    parent_name: str | None = None
    stage_at: datetime | None = None
    pool_id: int | None = None
    pool_name: str | None = None


MODULE = Module(
    name="account",
    area="customer",
    label=N_("Customer"),
    plural=N_("Customers"),
    icon="building",
    rank=10,
    path="/accounts",
    draft=AccountDraft,
    row=Account,
    columns=("name", "kind", "grade", "stage", "industry", "city", "phone", "owner_id", "next_follow_at", "touched_at"),
    sections=(
        Section(N_("Basics"), ("name", "kind", "grade", "stage", "source", "industry", "phone", "mail", "next_follow_at", "tags")),
        Section(N_("Address"), ("province", "city", "district", "address", "website"), folded=True),
        Section(N_("Company"), ("tax_id", "legal_person", "employees", "founded", "revenue", "parent_id"), folded=True),
        Section(N_("Person"), ("id_number", "gender", "birthday"), folded=True),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: row.city or "",
    sorts=("updated_at", "created_at", "name", "grade", "city", "next_follow_at", "touched_at"),
    quick=("grade", "stage", "owner_id", "industry", "city", "next_follow_at", "tags"),
    relations=(
        Relation("contacts", N_("Contacts"), "contact", "account_id"),
        Relation("activities", N_("Activities"), "activity", "account_id"),
        Relation("quotes", N_("Quotes"), "quote", "account_id"),
        Relation("orders", N_("Sales orders"), "sales_order", "account_id"),
        Relation("contracts", N_("Contracts"), "contract", "account_id"),
        Relation("visits", N_("Visits"), "visit", "account_id"),
        Relation("places", N_("Place of a customer"), "place", "account_id"),
        Relation("subsidiaries", N_("Subsidiaries"), "account", "parent_id"),
        Relation("households", N_("Household"), "household_member", "account_id"),
        Relation("preferences", N_("Likes and habits"), "preference", "account_id"),
        Relation("consents", N_("Consents"), "consent", "account_id"),
    ),
    searched=("name", "phone", "mail", "tax_id", "city", "legal_person"),
    keys=("name", "phone", "mail", "tax_id", "id_number"),
    key="c",
    mass=("grade", "stage", "source", "industry", "province", "city", "next_follow_at"),
    description=N_("Companies and people you do business with."),
    example=("北京云帆科技有限公司", "company", "A"),
)
