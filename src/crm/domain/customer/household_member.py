"""A member of a household: a customer, a contact, or somebody known by name only."""

from datetime import date

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

RELATIONS = (
    Option("head", N_("Head of the household"), "info", ("户主",)),
    Option("spouse", N_("Spouse"), "", ("配偶", "妻子", "丈夫", "wife", "husband")),
    Option("child", N_("Child"), "", ("子女", "儿子", "女儿", "son", "daughter")),
    Option("parent", N_("Parent"), "", ("父母", "父亲", "母亲", "father", "mother")),
    Option("sibling", N_("Brother or sister"), "", ("兄弟姐妹", "brother", "sister")),
    Option("grandparent", N_("Grandparent"), "", ("祖父母", "外祖父母")),
    Option("grandchild", N_("Grandchild"), "", ("孙子女",)),
    Option("other", N_("Other"), "", ("其他",)),
)


@draft
class HouseholdMemberDraft(Draft):
    """What may be typed in about a member. Without a name of its own it takes that of the customer or contact."""

    household_id: int = declare(
        "reference", N_("Household"), required=True, target="household", shown="household_name", aliases=("family", "家庭")
    )
    relation: str = declare("choice", N_("Relation to the head"), "other", required=True, options=RELATIONS, aliases=("关系", "家庭关系"))
    account_id: int | None = declare("reference", N_("Customer"), target="account", shown="account_name", aliases=("customer", "客户"))
    contact_id: int | None = declare("reference", N_("Contact"), target="contact", shown="contact_name", aliases=("contact", "联系人"))
    name: str = declare("text", N_("Full name"), "", max=100, sorts_by="sort_key", aliases=("member", "姓名", "成员"))
    birthday: date | None = declare("date", N_("Birthday"), secret=True, yearly=True, aliases=("birth date", "生日", "出生日期"))
    remark: str | None = declare("long", N_("Remark"), max=1000, aliases=("note", "备注"))

    def check(self) -> dict[str, Words]:
        if self.account_id and self.contact_id:
            return {"contact_id": Words("Choose a customer or a contact, not both.")}
        if not (self.name or self.account_id or self.contact_id):
            return {"name": Words("Choose a customer or a contact, or write a name.")}
        return {}


@draft
class HouseholdMember(HouseholdMemberDraft, Custom, Record):
    """A member as the database has it."""

    household_name: str | None = None
    account_name: str | None = None
    contact_name: str | None = None


MODULE = Module(
    name="household_member",
    area="customer",
    label=N_("Household member"),
    plural=N_("Household members"),
    icon="users",
    path="/household-members",
    draft=HouseholdMemberDraft,
    row=HouseholdMember,
    columns=("name", "household_id", "relation", "account_id", "contact_id", "birthday", "owner_id"),
    sections=(Section(N_("Basics"), ("household_id", "relation", "account_id", "contact_id", "name", "birthday", "remark")),),
    subtitle=lambda row: row.household_name or "",
    sorts=("updated_at", "created_at", "name"),
    quick=("household_id", "relation", "account_id"),
    searched=("name",),
    lonely=False,
    mass=("relation",),
    description=N_("Who belongs to which household, and as what."),
)
