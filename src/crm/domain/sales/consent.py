"""A consent: what one person agreed to or withdrew, on which legal ground, when, how, and what was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

GIVEN, WITHDRAWN = "given", "withdrawn"
STATES = (
    Option(GIVEN, N_("Given"), "ok", ("已同意", "有效")),
    Option(WITHDRAWN, N_("Withdrawn"), "bad", ("已撤回", "拒绝")),
)
# PIPL, article 13; GDPR, article 6.
GROUNDS = (
    Option("consent", N_("Consent of the person"), "", ("同意", "个人同意")),
    Option("contract", N_("Needed for a contract"), "", ("合同",)),
    Option("law", N_("Legal duty"), "", ("法定义务",)),
    Option("public", N_("Lawfully made public"), "", ("已公开",)),
    Option("interest", N_("Legitimate interest (GDPR)"), "", ("正当利益",)),
)
WEB = "web"
WAYS = (
    Option("paper", N_("Signed on paper"), "", ("纸质", "书面")),
    Option("form", N_("Filled in a form"), "", ("表单",)),
    Option("call", N_("Said in a call"), "", ("电话", "口头")),
    Option("mail", N_("Wrote a mail or message"), "", ("邮件", "消息")),
    Option(WEB, N_("Form on the website"), "", ("官网表单", "网页")),
    Option("import", N_("Import"), "", ("导入",)),
)
PEOPLE = {"account": "account_id", "contact": "contact_id", "lead": "lead_id"}


@draft
class ConsentDraft(Draft):
    """What may be typed in about a consent."""

    account_id: int | None = declare("reference", N_("Customer"), target="account", shown="account_name", aliases=("customer", "客户"))
    contact_id: int | None = declare("reference", N_("Contact"), target="contact", shown="contact_name", aliases=("contact", "联系人"))
    lead_id: int | None = declare("reference", N_("Lead"), target="lead", shown="lead_name", aliases=("lead", "线索"))
    purpose_id: int = declare(
        "reference", N_("Purpose of consent"), required=True, target="consent_purpose", shown="purpose_name", few=True,
        aliases=("purpose", "用途"),
    )  # fmt: skip
    state: str = declare("choice", N_("State"), GIVEN, required=True, options=STATES, aliases=("状态",))
    ground: str = declare("choice", N_("Legal ground"), "consent", required=True, options=GROUNDS, aliases=("法律依据",))
    given_on: date | None = declare("date", N_("Given on"), aliases=("同意日期",), help=N_("Empty: today."))
    way: str = declare("choice", N_("How"), "form", required=True, options=WAYS, aliases=("方式", "取得方式"))
    valid_until: date | None = declare(
        "date", N_("Valid until"), aliases=("有效期至",), help=N_("Empty: as long as its purpose says, or until it is withdrawn.")
    )
    withdrawn_on: date | None = declare("date", N_("Withdrawn on"), aliases=("撤回日期",))
    text_shown: str | None = declare("long", N_("Words that were shown"), max=2000, aliases=("告知内容",))
    edition: str | None = declare("text", N_("Version of the words"), max=40, aliases=("版本",))
    proof: int | None = declare("file", N_("Proof file"), shown="proof_name")
    remark: str | None = declare("text", N_("Remark"), max=500, aliases=("备注",))

    def check(self) -> dict[str, Words]:
        named = [name for name in PEOPLE.values() if getattr(self, name)]
        if len(named) != 1:
            return {(named or list(PEOPLE.values()))[-1]: Words("Say whose consent it is: one customer, one contact or one lead.")}
        for name in ("valid_until", "withdrawn_on"):
            if (day := getattr(self, name)) and self.given_on and day < self.given_on:
                return {name: Words("This day comes before the consent was given.")}
        return {}


@draft
class Consent(ConsentDraft, Custom, Record):
    """A consent as the database has it."""

    account_name: str | None = None
    contact_name: str | None = None
    lead_name: str | None = None
    purpose_name: str | None = None
    purpose_contacts: bool | None = None
    proof_name: str | None = None

    @property
    def person(self) -> tuple[str, int]:
        """Whose it is: the module and the id."""
        return next((module, id) for module, name in PEOPLE.items() if (id := getattr(self, name)))

    def holds(self, today: date) -> bool:
        return self.state == GIVEN and (self.valid_until is None or self.valid_until >= today)


@dataclass(frozen=True)
class Standing:
    """How a person stands to one purpose: the consent that decides, if any."""

    purpose_id: int
    name: str
    consent: Consent | None


@dataclass(frozen=True)
class Head:
    """Whose a person is; `kind` of customers alone."""

    id: int
    owner_id: int | None
    department_id: int | None
    kind: str | None


def deciding(rows: Iterable[Consent], today: date) -> dict[int, Consent]:
    """Of each purpose the consent that decides: one that holds, else the one that was written last."""
    found: dict[int, Consent] = {}
    for row in sorted(rows, key=lambda row: (row.holds(today), row.id)):
        found[row.purpose_id] = row
    return found


def until(given_on: date, months: int) -> date:
    """The last day of so many months."""
    year, month = divmod(given_on.month - 1 + months, 12)
    first = date(given_on.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=given_on.day - 1), following - timedelta(days=1))


MODULE = Module(
    name="consent",
    area="sales",
    label=N_("Consent"),
    plural=N_("Consents"),
    icon="clipboard-check",
    menu="customer",
    rank=45,
    path="/consents",
    draft=ConsentDraft,
    row=Consent,
    columns=("purpose_id", "state", "account_id", "contact_id", "lead_id", "given_on", "valid_until", "way", "owner_id"),
    sections=(
        Section(N_("Basics"), (*PEOPLE.values(), "purpose_id", "state", "ground", "given_on", "valid_until", "withdrawn_on")),
        Section(N_("How it was given"), ("way", "text_shown", "edition", "proof", "remark")),
    ),
    title=lambda row: row.purpose_name or "",
    title_field="purpose_id",
    subtitle=lambda row: row.account_name or row.contact_name or row.lead_name or "",
    sorts=("updated_at", "created_at", "given_on", "valid_until"),
    quick=("purpose_id", "state", "valid_until", "way"),
    searched=("account_name", "contact_name", "lead_name"),
    mass=("valid_until",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("What people agreed to or withdrew, with the words that they read and the proof."),
    example=("营销邮件", "given"),
)
