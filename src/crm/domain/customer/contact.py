"""A person we talk to, at a customer or on his own."""

from datetime import date

from crm.domain.customer.account import GENDERS
from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section, Team
from crm.language import N_

ROLES = (
    Option("decision", N_("Decision maker"), "ok", ("决策人",)),
    Option("influence", N_("Influencer"), "info", ("影响人",)),
    Option("purchase", N_("Purchasing"), "", ("采购",)),
    Option("technical", N_("Technical"), "", ("技术",)),
    Option("finance", N_("Financial"), "", ("财务",)),
    Option("user", N_("End user"), "", ("使用人",)),
    Option("other", N_("Other")),
)


@draft
class ContactDraft(Draft):
    """What may be typed in about a person."""

    name: str = declare(
        "text", N_("Name"), "", required=True, max=100, sorts_by="sort_key", aliases=("full name", "contact", "姓名", "联系人")
    )
    account_id: int | None = declare(
        "reference",
        N_("Customer"),
        target="account",
        shown="account_name",
        aliases=("company", "company_name", "organization", "公司", "客户"),
    )
    title: str | None = declare("text", N_("Job title"), max=100, aliases=("position", "职位", "职务"))
    role: str | None = declare("choice", N_("Role in decisions"), options=ROLES, aliases=("决策角色",))
    weight: int | None = declare(
        "integer",
        N_("Decision weight (%)"),
        max=100,
        help=N_("How much this person's word counts when they decide, 0 to 100."),
        aliases=("决策权重",),
    )
    phones: list[str] = declare(
        "phones", N_("Phones"), secret=True, aliases=("phone", "phone1", "phone2", "mobile", "tel", "telephone", "手机", "电话", "联系电话")
    )
    mails: list[str] = declare("mails", N_("Mails"), secret=True, aliases=("email", "e-mail", "mail", "邮箱", "电子邮件"))
    wechat: str | None = declare("text", N_("WeChat"), max=60, aliases=("微信", "微信号"))
    gender: str | None = declare("choice", N_("Gender"), options=GENDERS, aliases=("sex", "性别"))
    birthday: date | None = declare("date", N_("Birthday"), secret=True, yearly=True, aliases=("birth date", "生日", "出生日期"))
    province: str | None = declare("text", N_("Province"), max=40, aliases=("state", "省"))
    city: str | None = declare("text", N_("City"), max=60, aliases=("市", "城市"))
    district: str | None = declare("text", N_("District"), max=60, aliases=("county", "区", "区县"))
    address: str | None = declare("text", N_("Address"), max=200, aliases=("street", "地址"))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "web", "备注"))


@draft
class Contact(ContactDraft, Custom, Record):
    """A contact as the database has it."""

    account_name: str | None = None


MODULE = Module(
    name="contact",
    area="customer",
    label=N_("Contact"),
    plural=N_("Contacts"),
    icon="users",
    rank=20,
    path="/contacts",
    draft=ContactDraft,
    row=Contact,
    columns=("name", "account_id", "title", "role", "phones", "mails", "owner_id", "touched_at"),
    sections=(
        Section(N_("Basics"), ("name", "account_id", "title", "role", "weight", "phones", "mails", "wechat", "tags")),
        Section(N_("Person"), ("gender", "birthday"), folded=True),
        Section(N_("Address"), ("province", "city", "district", "address"), folded=True),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: " · ".join(part for part in (row.title, row.account_name) if part),
    sorts=("updated_at", "created_at", "name", "touched_at"),
    quick=("account_id", "role", "owner_id", "tags"),
    relations=(
        Relation("activities", N_("Activities"), "activity", "subject_id", "{alias}.subject_module = 'contact'"),
        Relation("relations", N_("Relations"), "relation", "contact_id"),
        Relation("households", N_("Household"), "household_member", "contact_id"),
        Relation("preferences", N_("Likes and habits"), "preference", "contact_id"),
        Relation("visits", N_("Visits"), "visit", "contact_id"),
        Relation("consents", N_("Consents"), "consent", "contact_id"),
    ),
    team=Team("account", "account_id", by_share=True),
    searched=("name", "phones", "mails", "wechat", "account_name", "title"),
    keys=("name", "phones", "mails"),
    key="p",
    mass=("role", "province", "city"),
    description=N_("The people you talk to, with what they decide."),
    example=("王芳", "北京云帆科技有限公司", "采购经理"),
)
