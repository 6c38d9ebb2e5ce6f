"""A contract: what was agreed with a customer, for how long and for how much, and where it stands."""

from datetime import date

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Approval, Module, Relation, Section, Total
from crm.domain.kit.money import CURRENCIES, Money
from crm.language import N_, Words

STATES = (
    Option("draft", N_("Draft"), "", ("草稿", "draft")),
    Option("approval", N_("In approval"), "warn", ("审批中", "in approval")),
    Option("active", N_("In effect"), "info", ("生效", "执行中", "履行中", "active")),
    Option("ended", N_("Completed"), "ok", ("到期", "已完成", "ended", "completed")),
    Option("terminated", N_("Terminated"), "bad", ("终止", "解除", "terminated")),
    Option("void", N_("Void"), "bad", ("作废", "void", "cancelled")),
)
KINDS = (
    Option("sales", N_("Sales contract"), "", ("销售合同", "买卖合同")),
    Option("service", N_("Service contract"), "", ("服务合同", "技术服务合同")),
    Option("maintenance", N_("Maintenance contract"), "", ("维保合同", "运维合同")),
    Option("framework", N_("Framework contract"), "", ("框架合同", "框架协议")),
    Option("other", N_("Other contract"), "", ("其他",)),
)
IN_FORCE = ("active", "ended", "terminated")  # what was agreed holds: money may come in for it
MOVES = {
    "draft": ("approval", "active", "void"),
    "approval": ("draft", "active", "void"),
    "active": ("ended", "terminated", "void"),
    "ended": ("active",),
    "terminated": ("active",),
    "void": ("draft",),
}
NEEDED = {
    "active": ("account_id", "amount", "signed_on", "starts_on"),
    "terminated": ("closing_reason",),
    "void": ("closing_reason",),
}
FIXED = ("account_id", "amount", "currency")  # of an approved contract: only whoever approves changes them
LARGEST = 10**11


def approves(before: str | None, after: str) -> bool:
    """Whether the move is a decision on the contract, which not everybody who edits it may take."""
    return after == "active" or (before in IN_FORCE and after in ("terminated", "void"))


@draft
class ContractDraft(Draft):
    """What may be typed in about a contract."""

    name: str = declare(
        "text", N_("Contract"), "", required=True, max=200, sorts_by="sort_key", aliases=("contract", "contract name", "合同", "合同名称")
    )
    number: str | None = declare(
        "text", N_("Contract number"), max=60, aliases=("number", "合同编号", "合同号"), help=N_("Empty: the next number of the year.")
    )
    account_id: int | None = declare(
        "reference", N_("Customer"), target="account", shown="account_name", aliases=("account", "company", "客户", "客户名称", "甲方")
    )
    contact_id: int | None = declare("reference", N_("Contact"), target="contact", shown="contact_name", aliases=("联系人",))
    opportunity_id: int | None = declare(
        "reference", N_("Opportunity"), target="opportunity", shown="opportunity_name", aliases=("deal", "商机")
    )
    kind: str = declare("choice", N_("Kind"), "sales", required=True, options=KINDS, aliases=("合同类型",))
    state: str = declare("choice", N_("State"), "draft", required=True, options=STATES, aliases=("state", "合同状态"))
    amount: Money | None = declare(
        "money", N_("Contract amount"), currency_from="currency", max=LARGEST, aliases=("amount", "合同金额", "金额")
    )
    currency: str | None = declare("choice", N_("Currency"), options=tuple(Option(code, code) for code in CURRENCIES), aliases=("币种",))
    signed_on: date | None = declare("date", N_("Signed on"), aliases=("signed", "签订日期", "签约日期"))
    starts_on: date | None = declare("date", N_("Term from"), aliases=("starts", "start date", "开始日期", "生效日期"))
    ends_on: date | None = declare("date", N_("Term to"), aliases=("ends", "end date", "结束日期", "到期日期"))
    signer_id: int | None = declare("user", N_("Our signatory"), shown="signer_name", aliases=("我方签约人", "乙方代表"))
    their_signer: str | None = declare("text", N_("Their signatory"), max=100, aliases=("客户签约人", "甲方代表"))
    renewal_of: int | None = declare(
        "reference", N_("Renews the contract"), target="contract", shown="renewal_name", aliases=("续签自", "原合同")
    )
    closed_on: date | None = declare("date", N_("Ended on"), aliases=("终止日期",))
    closing_reason: str | None = declare("long", N_("Why it was terminated or made void"), max=1000, aliases=("终止原因", "作废原因"))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "备注"))

    def check(self) -> dict[str, Words]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            return {"ends_on": Words("The end comes before the beginning.")}
        return {}


@draft
class Contract(ContractDraft, Custom, Record):
    """A contract as the database has it. `received` is what came in less what was given back, `open_amount` what is still to
    come, below zero where more came; `…_base` are in the company's own currency. `order_id` is the order that it was made from."""

    account_name: str | None = None
    contact_name: str | None = None
    opportunity_name: str | None = None
    signer_name: str | None = None
    renewal_name: str | None = None
    order_id: int | None = None
    order_name: str | None = None
    amount_base: Money | None = None
    received: Money = Money(0)
    received_base: Money = Money(0)
    open_amount: Money = Money(0)
    open_base: Money = Money(0)
    invoiced: Money = Money(0)

    @property
    def in_force(self) -> bool:
        return self.state in IN_FORCE

    def days_left(self, today: date) -> int | None:
        """Until its term ends; None for a contract that does not run."""
        return (self.ends_on - today).days if self.state == "active" and self.ends_on else None


MODULE = Module(
    name="contract",
    area="sales",
    menu="trade",
    label=N_("Contract"),
    plural=N_("Contracts"),
    icon="file-text",
    rank=32,
    path="/contracts",
    draft=ContractDraft,
    row=Contract,
    columns=("name", "number", "account_id", "state", "amount", "received", "open_amount", "ends_on", "owner_id"),
    sections=(
        Section(N_("Basics"), ("name", "number", "kind", "state", "account_id", "contact_id", "opportunity_id", "tags")),
        Section(N_("Amount and term"), ("amount", "currency", "signed_on", "starts_on", "ends_on")),
        Section(N_("Signatories"), ("signer_id", "their_signer")),
        Section(N_("End and renewal"), ("renewal_of", "closed_on", "closing_reason"), folded=True),
        Section(N_("More"), ("remark",), folded=True),
    ),
    subtitle=lambda row: " · ".join(part for part in (row.number, row.account_name) if part),
    headed=("amount_base",),
    approval=Approval(granted="active"),
    derived=(
        Field("money", N_("Received"), "received", currency_from="currency", nullable=False),
        Field("money", N_("Still to come"), "open_amount", currency_from="currency", nullable=False),
        Field("money", N_("Invoiced"), "invoiced", currency_from="currency", nullable=False),
        Field("money", N_("Contract amount in the company's currency"), "amount_base"),
        Field("reference", N_("Sales order"), "order_id", target="sales_order", shown="order_name"),
        Field("money", N_("Received in the company's currency"), "received_base", nullable=False),
        Field("money", N_("Still to come in the company's currency"), "open_base", nullable=False),
    ),
    sorts=("updated_at", "created_at", "name", "ends_on", "signed_on", "amount_base", "open_base"),
    quick=("state", "kind", "owner_id", "ends_on", "signed_on", "account_id", "tags"),
    relations=(
        Relation("plans", N_("Receipt plan"), "receipt_plan", "contract_id"),
        Relation("receipts", N_("Receipts"), "receipt", "contract_id"),
        Relation("invoices", N_("Invoice requests"), "invoice_request", "contract_id"),
        Relation("refunds", N_("Refunds"), "refund", "contract_id"),
        Relation("renewals", N_("Renewals"), "contract", "renewal_of"),
        Relation("activities", N_("Activities"), "activity", "subject_id", "{alias}.subject_module = 'contract'"),
    ),
    totals=(
        Total(N_("Contracts in effect or completed"), "amount_base", where=("state:any:active,ended",)),
        Total(N_("Still to come"), "open_base", where=("state:any:active,ended,terminated",)),
    ),
    searched=("name", "number", "account_name"),
    key="x",
    mass=("kind",),
    description=N_("What was agreed with customers: for how long, for how much, and what is still to come in."),
    example=("云帆科技 CRM 采购合同", "HT2026-0001", "北京云帆科技有限公司"),
)
