"""A quote: what is offered to a customer, for how much and until when; its versions and options are one family."""

from datetime import date, datetime
from typing import Any

from crm import current
from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Approval, Module, Relation, Section, Team
from crm.domain.kit.money import CURRENCIES, LARGEST, Money
from crm.domain.platform.user import LANGUAGES
from crm.language import N_, Words

STATES = (
    Option("draft", N_("Draft"), "", ("草稿", "draft")),
    Option("approval", N_("In approval"), "warn", ("审批中", "in approval")),
    Option("approved", N_("Approved"), "info", ("已批准", "approved")),
    Option("sent", N_("Sent to the customer"), "info", ("已发送", "已发出", "sent")),
    Option("accepted", N_("Accepted"), "ok", ("已接受", "accepted")),
    Option("declined", N_("Declined"), "bad", ("已拒绝", "declined", "rejected")),
    Option("expired", N_("No longer valid"), "warn", ("已过期", "expired")),
    Option("replaced", N_("Replaced"), "", ("已替换", "replaced")),
)
MOVES = {
    "draft": ("approval", "approved", "sent"),
    "approval": ("draft", "approved"),
    "approved": ("draft", "sent"),
    "sent": ("accepted", "declined"),
    "accepted": (),
    "declined": (),
    "expired": ("sent",),
    "replaced": (),
}
NEEDED = {
    "approval": ("account_id", "amount"),
    "approved": ("account_id", "amount"),
    "sent": ("account_id", "amount"),
    "declined": ("answer",),
}
PREPARED = ("draft", "approval", "approved")  # the customer does not know of it yet
ANSWERED = ("accepted", "declined")
OPEN = (*PREPARED, "sent", "expired")  # may still be taken further
REPLACEABLE = ("draft", "approved", "sent", "expired")  # what is in approval is decided first
RENEWABLE = ("approved", "sent", "declined", "expired", "replaced")  # of what may be made a new version
# What the customer reads: after the draft only a new version says something else.
FIXED = (
    "name", "number", "option", "account_id", "contact_id", "price_list_id", "quoted_on", "amount", "currency", "language", "terms",
)  # fmt: skip
EVIDENCE = ("signer", "signer_mail", "answer", "valid_until")  # of what was answered
SHARED = ("number", "option")  # versions have these in common


@draft
class QuoteDraft(Draft):
    """What may be typed in about a quote."""

    name: str = declare(
        "text", N_("Quote"), "", required=True, max=200, sorts_by="sort_key", aliases=("quote", "quotation", "报价", "报价单", "报价名称")
    )
    number: str | None = declare(
        "text", N_("Quote number"), max=60, aliases=("number", "报价编号", "报价单号"), help=N_("Empty: the next number.")
    )
    option: str | None = declare(
        "text", N_("Option of the quote"), max=40, aliases=("option", "方案"),
        help=N_("Only where the customer may choose among several, such as A and B."),
    )  # fmt: skip
    account_id: int | None = declare(
        "reference", N_("Customer"), target="account", shown="account_name", aliases=("account", "company", "客户", "客户名称")
    )
    contact_id: int | None = declare("reference", N_("Contact"), target="contact", shown="contact_name", aliases=("联系人",))
    opportunity_id: int | None = declare(
        "reference", N_("Opportunity"), target="opportunity", shown="opportunity_name", aliases=("deal", "商机")
    )
    price_list_id: int | None = declare(
        "reference", N_("Price list"), target="price_list", shown="price_list_name", aliases=("价目表", "价格表"),
        help=N_("Empty: the lists that are for the customer."),
    )  # fmt: skip
    state: str = declare("choice", N_("State"), "draft", required=True, options=STATES, aliases=("state", "报价状态"))
    quoted_on: date = declare("date", N_("Date of the quote"), current.today, required=True, aliases=("quote date", "报价日期"))
    valid_until: date | None = declare("date", N_("Quote valid until"), aliases=("valid until", "expiry", "有效期", "有效期至"))
    amount: Money | None = declare(
        "money", N_("Quoted amount"), currency_from="currency", max=LARGEST, aliases=("amount", "报价金额", "金额"),
        help=N_("With lines: what they come to."),
    )  # fmt: skip
    currency: str | None = declare("choice", N_("Currency"), options=tuple(Option(code, code) for code in CURRENCIES), aliases=("币种",))
    language: str = declare("choice", N_("Language"), "zh", required=True, options=LANGUAGES, aliases=("语言",))
    terms: str | None = declare("long", N_("Terms of the quote"), max=5000, aliases=("terms", "条款", "报价条款"))
    signer: str | None = declare("text", N_("Accepted by"), max=100, aliases=("接受人", "签署人"))
    signer_mail: str | None = declare("mail", N_("Mail of who accepted"), aliases=("接受人邮箱",), secret=True)
    answer: str | None = declare("long", N_("What the customer answered"), max=2000, aliases=("客户答复", "拒绝原因"))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "备注"))

    def check(self) -> dict[str, Words]:
        if self.valid_until and self.valid_until < self.quoted_on:
            return {"valid_until": Words("The last day comes before the date of the quote.")}
        return {}


@draft
class Quote(QuoteDraft, Custom, Record):
    """A quote as the database has it. `family_id` is the first version's id; each option counts its versions in `revision`."""

    account_name: str | None = None
    contact_name: str | None = None
    opportunity_name: str | None = None
    price_list_name: str | None = None
    family_id: int = 0
    revision: int = 1
    amount_base: Money | None = None
    sent_at: datetime | None = None
    answered_at: datetime | None = None

    def is_over(self, today: date) -> bool:
        """Whether its last day is gone by."""
        return self.valid_until is not None and self.valid_until < today


MODULE = Module(
    name="quote",
    area="sales",
    label=N_("Quote"),
    plural=N_("Quotes"),
    icon="file-description",
    rank=31,
    path="/quotes",
    draft=QuoteDraft,
    row=Quote,
    columns=("name", "number", "account_id", "state", "amount", "valid_until", "revision", "option", "owner_id"),
    sections=(
        Section(N_("Basics"), ("name", "number", "state", "account_id", "contact_id", "opportunity_id", "tags")),
        Section(N_("Offer"), ("amount", "currency", "quoted_on", "valid_until", "price_list_id", "option", "language")),
        Section(N_("Terms"), ("terms",), folded=True),
        Section(N_("Answer of the customer"), ("signer", "signer_mail", "answer"), folded=True),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: " · ".join(part for part in (numbered(row), row.account_name) if part),
    headed=("amount_base",),
    derived=(
        Field("integer", N_("Version of the quote"), "revision", nullable=False, adds=False),
        Field("money", N_("Quoted amount in the company's currency"), "amount_base"),
        Field("datetime", N_("Sent on"), "sent_at"),
        Field("datetime", N_("Answered on"), "answered_at"),
    ),
    sorts=("updated_at", "created_at", "name", "valid_until", "sent_at", "amount_base"),
    quick=("state", "owner_id", "valid_until", "account_id", "opportunity_id", "tags"),
    relations=(Relation("activities", N_("Activities"), "activity", "subject_id", "{alias}.subject_module = 'quote'"),),
    team=Team("opportunity", "opportunity_id"),
    approval=Approval(beyond=("sent",)),
    searched=("name", "number", "account_name"),
    key="q",
    description=N_("What is offered to customers: versions and options with their lines, until when they hold, what was answered."),
    example=("云帆科技 CRM 采购报价", "BJ2026-0001", "北京云帆科技有限公司"),
)


def numbered(row: Quote) -> str:
    """Its number with version and option, as it stands on paper: BJ2026-0001-B V2."""
    number = "-".join(part for part in (row.number, row.option) if part)
    return f"{number} V{row.revision}" if row.revision > 1 else number


def replaces(row: Quote, other: Any) -> bool:
    """What is sent replaces the versions of its option before it, what is accepted all others of the family."""
    if other.id == row.id or other.family_id != row.family_id or other.state not in REPLACEABLE:
        return False
    return row.state == "accepted" or ((other.option or "") == (row.option or "") and other.revision < row.revision)


def next_option(taken: list[str | None]) -> str:
    """The first letter that no option of the family has; the one without a name is A."""
    used = {option or "A" for option in taken}
    return next((letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in used), f"{len(used) + 1}")
