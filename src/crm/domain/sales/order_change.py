"""An order change (变更单): other lines or another amount for an order that was agreed, why, and whether it came to be."""

from collections.abc import Iterable
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from typing import Any

from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Approval, Module, Section
from crm.domain.kit.money import Money
from crm.domain.sales.line import Line, worked_out
from crm.domain.sales.sales_order import LARGEST
from crm.language import N_

STATES = (
    Option("draft", N_("Draft"), "", ("草稿", "draft")),
    Option("approval", N_("In approval"), "warn", ("审批中", "in approval")),
    Option("applied", N_("Applied"), "ok", ("已生效", "applied")),
    Option("refused", N_("Refused"), "bad", ("已驳回", "refused")),
    Option("withdrawn", N_("Withdrawn"), "", ("已撤回", "withdrawn")),
)
LABELS = {option.value: option.label for option in STATES}
MOVES = {
    "draft": ("approval", "applied", "withdrawn"),
    "approval": ("draft", "applied", "refused", "withdrawn"),
    "applied": (),
    "refused": ("draft",),
    "withdrawn": ("draft",),
}
DECIDED = ("applied", "refused")
KEPT = ("id", "product_id", "product_name", "text", "unit", "tax_included", "currency", "source_id")
NUMBERS = {"quantity": Decimal, "unit_price": Money, "discount": Decimal, "tax_rate": Decimal}


@draft
class OrderChangeDraft(Draft):
    """What may be typed in about a change. What it proposes are its lines."""

    order_id: int = declare(
        "reference", N_("Sales order"), required=True, target="sales_order", shown="order_name", aliases=("order", "订单", "订单名称")
    )
    number: str | None = declare("text", N_("Change number"), max=60, aliases=("number", "变更单号"), help=N_("Empty: the next number."))
    state: str = declare("choice", N_("State"), "draft", required=True, options=STATES, aliases=("state", "变更状态"))
    reason: str = declare("long", N_("Reason of the change"), "", required=True, max=1000, aliases=("reason", "变更原因"))
    amount: Money | None = declare(
        "money", N_("New amount"), currency_from="currency", max=LARGEST, aliases=("amount", "变更后金额"),
        help=N_("What its product lines come to, where there are any."),
    )  # fmt: skip
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("note", "备注"))


@draft
class OrderChange(OrderChangeDraft, Record):
    """A change as the database has it; whose it is, the order says. `lines_before` are the order's lines when it was begun."""

    order_name: str | None = None
    account_id: int | None = None
    account_name: str | None = None
    currency: str | None = None
    amount_before: Money | None = None
    lines_before: list[dict[str, Any]] = field(default_factory=list)
    applied_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.state in ("draft", "approval")


def kept(lines: Iterable[Any]) -> list[dict[str, Any]]:
    """What of lines is kept to compare with."""
    return [
        {name: getattr(line, name) for name in KEPT} | {name: f"{getattr(line, name).normalize():f}" for name in NUMBERS} for line in lines
    ]


def brought_back(kept_lines: Iterable[dict[str, Any]]) -> list[Line]:
    values = ({**one, **{name: kind(one[name]) for name, kind in NUMBERS.items()}} for one in kept_lines)
    return [worked_out(Line(module="sales_order", record_id=0, **each)) for each in values]


MODULE = Module(
    name="order_change",
    area="sales",
    menu="trade",
    label=N_("Order change"),
    plural=N_("Order changes"),
    icon="git-compare",
    rank=33,
    path="/order-changes",
    draft=OrderChangeDraft,
    row=OrderChange,
    columns=("number", "order_id", "account_id", "state", "reason", "amount_before", "amount", "owner_id"),
    sections=(
        Section(N_("Basics"), ("order_id", "number", "state", "reason", "amount")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    title=lambda row: row.number or "",
    title_field="number",
    subtitle=lambda row: row.order_name or "",
    derived=(
        Field("reference", N_("Customer"), "account_id", target="account", shown="account_name"),
        Field("money", N_("Amount before"), "amount_before", currency_from="currency"),
        Field("datetime", N_("Applied on"), "applied_at"),
    ),
    sorts=("updated_at", "created_at"),
    quick=("state", "owner_id", "account_id", "order_id"),
    approval=Approval(granted="applied"),
    searched=("number", "order_name", "reason", "account_name"),
    verbs=("view", "create", "edit", "remove", "export", "approve"),
    importable=False,
    description=N_("What was altered of orders after they were agreed, why, and by how much."),
    example=("BG2026-0001", "云帆科技 CRM 订单", "客户增购 5 个席位"),
)
