"""A line of a commission statement: what somebody earns by one deal, contract, receipt or customer, and how it comes about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import CURRENCIES, Money
from crm.language import N_

KINDS = (
    Option("base", N_("Earned"), "ok", ("计提",)),
    Option("late", N_("Added later"), "info", ("补提",)),
    Option("back", N_("Taken back"), "bad", ("追回", "扣回")),
    Option("cap", N_("Cut at the cap"), "warn", ("封顶",)),
    Option("floor", N_("Filled up to the floor"), "info", ("保底",)),
)
SOURCES = (
    Option("opportunity", N_("Deal")),
    Option("contract", N_("Contract")),
    Option("receipt", N_("Receipt")),
    Option("account", N_("Customer")),
)


@draft
class CommissionLineDraft(Draft):
    """Nothing of a line is typed in; these are its fields."""

    plan_id: int = declare("reference", N_("Commission plan"), required=True, target="commission_plan", shown="plan_name")
    run_id: int = declare("reference", N_("Commission run"), required=True, target="commission_run", shown="month")
    month: str = declare("text", N_("Commission month"), "", required=True)
    origin: str = declare("text", N_("Month in which it counts"), "", required=True)
    kind: str = declare("choice", N_("Kind"), "base", required=True, options=KINDS)
    source_module: str | None = declare("choice", N_("Kind of record"), options=SOURCES)
    source_id: int | None = declare("integer", N_("About record"), adds=False)
    source_name: str | None = declare("text", N_("What it is paid for"))
    account_id: int | None = declare("reference", N_("Customer"), target="account", shown="account_name")
    opportunity_id: int | None = declare("reference", N_("Opportunity"), target="opportunity", shown="opportunity_name")
    booked_on: date | None = declare("date", N_("Booked on"))
    source_amount: Money | None = declare("money", N_("Amount of the source"), currency_from="currency")
    currency: str | None = declare("choice", N_("Currency"), options=tuple(Option(code, code) for code in CURRENCIES))
    rate: Decimal | None = declare("number", N_("Exchange rate"), places=8, adds=False)
    source_base: Money | None = declare("money", N_("Amount in the company's currency"))
    share: int | None = declare("integer", N_("Share (%)"), adds=False)
    base: Money = declare("money", N_("Counted for the person"), Money(0))
    pieces: int = declare("integer", N_("Pieces in hundredths"), 0)
    before: Money = declare("money", N_("Counted before"), Money(0), adds=False)
    target: Money | None = declare("money", N_("Target of the month"), adds=False)
    formula: str = declare("text", N_("How it comes about"), "")
    amount: Money = declare("money", N_("Commission"), Money(0))


@draft
class CommissionLine(CommissionLineDraft, Record):
    """A line as the database has it. Its owner is who earns it."""

    plan_name: str | None = None
    account_name: str | None = None
    opportunity_name: str | None = None


@dataclass(frozen=True)
class Payee:
    """What one person earns in a month, over all plans."""

    id: int
    name: str | None
    state: str | None
    amount: Money
    entries: int


@dataclass(frozen=True)
class Month:
    """A month of statements: what it comes to, as far as the reader sees it."""

    month: str
    state: str
    amount: Money


MODULE = Module(
    name="commission_line",
    area="sales",
    label=N_("Commission line"),
    plural=N_("Commission lines"),
    icon="list-check",
    path="/commission-lines",
    draft=CommissionLineDraft,
    row=CommissionLine,
    columns=("source_name", "month", "owner_id", "plan_id", "kind", "base", "formula", "amount"),
    sections=(
        Section(N_("Basics"), ("source_name", "plan_id", "month", "kind", "amount", "formula")),
        Section(
            N_("What it is made of"),
            ("booked_on", "source_amount", "currency", "rate", "source_base", "share", "base", "before", "target", "origin"),
        ),
        Section(N_("Records behind it"), ("account_id", "opportunity_id", "run_id")),
    ),
    title=lambda row: row.source_name or row.plan_name or row.month,
    title_field="source_name",
    subtitle=lambda row: f"{row.month} · {row.owner_name or ''}",
    sorts=("month", "amount", "booked_on", "created_at", "updated_at"),
    sort="-month",
    quick=("month", "owner_id", "plan_id", "kind", "account_id"),
    lonely=False,
    mass=(),
    verbs=("view", "export"),
    importable=False,
    description=N_("Every line of every statement, with all that it takes to work it out by hand."),
)
