"""An instalment of a contract: what is to come in, when, and for what. A plan always adds up to the amount it was made for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crm.domain.kit.dates import add_months
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Relation, Section
from crm.domain.kit.money import CURRENCIES, Money
from crm.language import N_, Words

STATES = (
    Option("open", N_("Nothing received"), "", ("未回款", "open")),
    Option("part", N_("Partly received"), "info", ("部分回款", "part")),
    Option("paid", N_("Paid in full"), "ok", ("已回款", "paid")),
    Option("overdue", N_("Overdue"), "bad", ("逾期", "overdue")),
    Option("off", N_("Not in effect"), "", ("未生效",)),
)
DUE = ("open", "part", "overdue")
LARGEST = 10**11


@draft
class ReceiptPlanDraft(Draft):
    """What may be typed in about an instalment."""

    contract_id: int = declare(
        "reference", N_("Contract"), required=True, target="contract", shown="contract_name", aliases=("contract", "合同", "合同名称")
    )
    position: int = declare("integer", N_("Instalment no."), 1, max=999, adds=False, aliases=("number", "期次", "期数"))
    name: str = declare(
        "text", N_("What it is for"), "", required=True, max=100, sorts_by="sort_key", aliases=("款项", "款项名称", "款项类型")
    )
    due_on: date = declare("date", N_("Due on"), required=True, aliases=("due", "due date", "计划回款日期", "应收日期"))
    amount: Money = declare(
        "money", N_("Amount due"), required=True, currency_from="currency", max=LARGEST, aliases=("amount", "计划回款金额", "应收金额")
    )
    currency: str | None = declare(
        "choice", N_("Currency"), options=tuple(Option(code, code) for code in CURRENCIES), aliases=("币种",),
        help=N_("Empty: that of the contract."),
    )  # fmt: skip
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("note", "备注"))

    def check(self) -> dict[str, Words]:
        return {} if self.amount > 0 else {"amount": Words("An amount above zero, please.")}


@draft
class ReceiptPlan(ReceiptPlanDraft, Record):
    """An instalment as the database has it; whose it is, the contract says."""

    contract_name: str | None = None
    account_id: int | None = None
    account_name: str | None = None
    amount_base: Money | None = None
    received: Money = Money(0)
    open_amount: Money = Money(0)
    open_base: Money = Money(0)
    state: str = "open"

    def is_late(self, today: date) -> bool:
        """Whether something is still to come although its day has passed; the kept state follows within the hour."""
        return self.state in DUE and self.due_on < today

    def days_late(self, today: date) -> int:
        """How long it is overdue; below zero, how long it is still off."""
        return (today - self.due_on).days


MODULE = Module(
    name="receipt_plan",
    area="sales",
    menu="trade",
    label=N_("Instalment"),
    plural=N_("Receipt plans"),
    icon="calendar-event",
    rank=33,
    path="/receipt-plans",
    draft=ReceiptPlanDraft,
    row=ReceiptPlan,
    columns=("name", "contract_id", "account_id", "state", "due_on", "amount", "received", "open_amount", "owner_id"),
    sections=(Section(N_("Basics"), ("contract_id", "position", "name", "due_on", "amount", "currency", "remark")),),
    subtitle=lambda row: row.contract_name or "",
    derived=(
        Field("choice", N_("State"), "state", options=STATES, nullable=False),
        Field("reference", N_("Customer"), "account_id", target="account", shown="account_name"),
        Field("money", N_("Received"), "received", currency_from="currency", nullable=False),
        Field("money", N_("Still to come"), "open_amount", currency_from="currency", nullable=False),
        Field("money", N_("Amount in the company's currency"), "amount_base"),
        Field("money", N_("Still to come in the company's currency"), "open_base", nullable=False),
    ),
    sorts=("updated_at", "created_at", "name", "due_on", "amount_base", "open_base"),
    sort="due_on",
    quick=("state", "due_on", "owner_id", "account_id", "contract_id"),
    relations=(Relation("receipts", N_("Receipts"), "receipt", "plan_id"),),
    searched=("name", "contract_name", "account_name"),
    mass=("due_on",),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("What contracts bring in and when: due, received, overdue."),
    example=("首付款 30%", "云帆科技 CRM 采购合同", "2026-12-31"),
)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One part of a plan that is being made."""

    position: int
    due_on: date
    amount: Money


def state_of(amount: Money, received: Money, due_on: date, in_force: bool, today: date) -> str:
    if not in_force:
        return "off"
    if received >= amount:
        return "paid"
    if due_on < today:
        return "overdue"
    return "part" if received > 0 else "open"


def instalments(amount: Money, currency: str, shares: list[Decimal], first_on: date, months: int) -> list[Instalment]:
    """The amount in parts of these shares, one each so many months. Each part is in whole coins, and together they are the
    amount exactly: every part ends where the rounded sum of the shares so far ends."""
    whole, made, before, reached = sum(shares), [], Money(0), Decimal(0)
    for at, share in enumerate(shares):
        reached += share
        until = amount if at == len(shares) - 1 else Money(amount * reached / whole).rounded(currency)
        made.append(Instalment(at + 1, add_months(first_on, at * months), until - before))
        before = until
    return made
