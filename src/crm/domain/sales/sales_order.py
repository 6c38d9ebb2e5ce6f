"""A sales order: what a customer ordered, until when, and how far it is."""

from datetime import date

from crm.domain.kit.custom import Custom
from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Approval, Module, Relation, Section
from crm.domain.kit.money import CURRENCIES, Money
from crm.language import N_, Words

STATES = (
    Option("draft", N_("Draft"), "", ("草稿", "draft")),
    Option("approval", N_("In approval"), "warn", ("审批中", "in approval")),
    Option("confirmed", N_("Confirmed"), "info", ("已确认", "confirmed")),
    Option("delivering", N_("Partly delivered"), "info", ("发货中", "部分发货", "delivering")),
    Option("delivered", N_("Delivered"), "ok", ("已发货", "已交付", "delivered")),
    Option("done", N_("Done"), "ok", ("已完成", "done", "completed", "shipped")),
    Option("cancelled", N_("Cancelled"), "bad", ("已取消", "作废", "cancelled", "canceled")),
)
LABELS = {option.value: option.label for option in STATES}
RUNNING = ("confirmed", "delivering", "delivered")  # which of these it is follows from its deliveries
AGREED = (*RUNNING, "done")  # what was ordered holds: its lines and amount only a change alters
OPEN = ("confirmed", "delivering")  # something is still to deliver
MOVES = {
    "draft": ("approval", "confirmed", "cancelled"),
    "approval": ("draft", "confirmed", "cancelled"),
    "confirmed": ("done", "cancelled"),
    "delivering": (),
    "delivered": ("done",),
    "done": ("confirmed",),
    "cancelled": ("draft",),
}
NEEDED = {"confirmed": ("account_id", "amount"), "cancelled": ("closing_reason",)}
FIXED = ("account_id", "amount", "currency")  # of what was agreed
LARGEST = 10**11


def approves(before: str | None, after: str) -> bool:
    """Whether the move is a decision on the order, which not everybody who edits it may take."""
    return (before not in AGREED and after in AGREED) or (before in AGREED and after == "cancelled")


@draft
class SalesOrderDraft(Draft):
    """What may be typed in about an order."""

    name: str = declare(
        "text", N_("Sales order"), "", max=200, sorts_by="sort_key", aliases=("order", "order name", "订单", "订单名称"),
        help=N_("Empty: its number."),
    )  # fmt: skip
    number: str | None = declare(
        "text", N_("Order number"), max=60, aliases=("number", "order no", "order id", "invoice id", "订单编号", "订单号", "单号"),
        help=N_("Empty: the next number."),
    )  # fmt: skip
    account_id: int | None = declare(
        "reference", N_("Customer"), target="account", shown="account_name", aliases=("account", "company", "customer", "客户", "客户名称")
    )
    contact_id: int | None = declare("reference", N_("Contact"), target="contact", shown="contact_name", aliases=("联系人",))
    opportunity_id: int | None = declare(
        "reference", N_("Opportunity"), target="opportunity", shown="opportunity_name", aliases=("deal", "商机")
    )
    state: str = declare("choice", N_("State"), "draft", required=True, options=STATES, aliases=("state", "status", "订单状态"))
    ordered_on: date | None = declare("date", N_("Ordered on"), aliases=("order date", "invoice date", "下单日期", "订单日期"))
    deliver_by: date | None = declare("date", N_("Deliver by"), aliases=("due date", "delivery date", "交货日期", "交付日期"))
    amount: Money | None = declare(
        "money", N_("Order amount"), currency_from="currency", max=LARGEST, aliases=("amount", "total", "订单金额", "金额"),
        help=N_("What its product lines come to, where there are any."),
    )  # fmt: skip
    currency: str | None = declare("choice", N_("Currency"), options=tuple(Option(code, code) for code in CURRENCIES), aliases=("币种",))
    their_number: str | None = declare("text", N_("Customer's order number"), max=60, aliases=("po number", "客户订单号", "采购单号"))
    address: str | None = declare(
        "text", N_("Delivery address"), max=300, aliases=("delivery address", "shipping address", "billing address", "收货地址", "交货地址")
    )
    country: str | None = declare(
        "text", N_("Delivery country"), max=60, aliases=("country", "billing country", "shipping country", "国家", "收货国家")
    )
    closing_reason: str | None = declare("long", N_("Why it was cancelled"), max=1000, aliases=("取消原因",))
    tags: list[str] = declare("tags", N_("Tags"), aliases=("labels", "标签"))
    remark: str | None = declare("long", N_("Remark"), max=5000, aliases=("note", "notes", "备注"))

    def check(self) -> dict[str, Words]:
        if self.ordered_on and self.deliver_by and self.deliver_by < self.ordered_on:
            return {"deliver_by": Words("It cannot be delivered before it was ordered.")}
        return {}


@draft
class SalesOrder(SalesOrderDraft, Custom, Record):
    """An order as the database has it. `net` is without tax, `cost` what its products cost as far as that is known, both in the
    order's currency; `amount_base` and `margin_base` are in the company's own, the margin of the lines whose cost is known.
    `quote_id` is the quote that it was made from, `contract_id` the contract that was made of it."""

    account_name: str | None = None
    contact_name: str | None = None
    opportunity_name: str | None = None
    quote_id: int | None = None
    quote_name: str | None = None
    contract_id: int | None = None
    amount_base: Money | None = None
    net: Money | None = None
    cost: Money | None = None
    margin_base: Money | None = None

    def days_late(self, today: date) -> int:
        """Since when it should have been delivered, and is not."""
        return max((today - self.deliver_by).days, 0) if self.deliver_by and self.state in OPEN else 0


MODULE = Module(
    name="sales_order",
    area="sales",
    menu="trade",
    label=N_("Sales order"),
    plural=N_("Sales orders"),
    icon="shopping-cart",
    rank=31,
    path="/orders",
    draft=SalesOrderDraft,
    row=SalesOrder,
    columns=("name", "number", "account_id", "state", "amount", "ordered_on", "deliver_by", "owner_id"),
    sections=(
        Section(N_("Basics"), ("name", "number", "state", "account_id", "contact_id", "opportunity_id", "their_number", "tags")),
        Section(N_("Amount and delivery"), ("amount", "currency", "ordered_on", "deliver_by", "address", "country")),
        Section(N_("More"), ("closing_reason", "remark"), folded=True),
    ),
    title=lambda row: row.name or row.number or "",
    subtitle=lambda row: " · ".join(part for part in (row.number, row.account_name) if part),
    headed=("amount_base",),
    derived=(
        Field("reference", N_("Quote"), "quote_id", target="quote", shown="quote_name"),
        Field("money", N_("Order amount in the company's currency"), "amount_base"),
        Field("money", N_("Amount without tax"), "net", currency_from="currency"),
        Field("money", N_("Cost of its products"), "cost", currency_from="currency"),
        Field("money", N_("Gross margin in the company's currency"), "margin_base"),
    ),
    sorts=("updated_at", "created_at", "name", "ordered_on", "deliver_by", "amount_base"),
    quick=("state", "owner_id", "deliver_by", "ordered_on", "account_id", "country", "tags"),
    relations=(
        Relation("deliveries", N_("Deliveries"), "delivery", "order_id"),
        Relation("changes", N_("Order changes"), "order_change", "order_id"),
        Relation("contracts", N_("Contracts"), "contract", "order_id"),
        Relation("activities", N_("Activities"), "activity", "subject_id", "{alias}.subject_module = 'sales_order'"),
    ),
    approval=Approval(granted="confirmed"),
    searched=("name", "number", "account_name", "their_number"),
    mass=("deliver_by", "country"),
    description=N_("What customers ordered, how far it is delivered, and what was changed since."),
    example=("云帆科技 CRM 订单", "DD2026-0001", "北京云帆科技有限公司"),
)
