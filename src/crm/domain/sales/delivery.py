"""A delivery (发货单): what of an order went to the customer, when, with whom."""

from datetime import date

from crm.domain.kit.field import Draft, Field, Record, declare, draft
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words

STATES = (
    Option("planned", N_("Planned delivery"), "", ("待发货", "planned")),
    Option("shipped", N_("Shipped"), "info", ("已发货", "shipped")),
    Option("received", N_("Received by the customer"), "ok", ("已签收", "received")),
    Option("returned", N_("Sent back"), "bad", ("已退货", "returned")),
)
LABELS = {option.value: option.label for option in STATES}
MOVES = {
    "planned": ("shipped", "received"),
    "shipped": ("planned", "received", "returned"),
    "received": ("shipped", "returned"),
    "returned": ("shipped",),
}


@draft
class DeliveryDraft(Draft):
    """What may be typed in about a delivery. Its quantities are lines of their own."""

    order_id: int = declare(
        "reference", N_("Sales order"), required=True, target="sales_order", shown="order_name",
        aliases=("order", "order number", "order no", "订单", "订单名称", "订单编号", "订单号"),
    )  # fmt: skip
    number: str | None = declare(
        "text", N_("Delivery number"), max=60, aliases=("number", "delivery number", "发货单号", "发货编号"),
        help=N_("Empty: the next number."),
    )  # fmt: skip
    state: str = declare("choice", N_("State"), "planned", required=True, options=STATES, aliases=("state", "发货状态"))
    shipped_on: date | None = declare("date", N_("Shipped on"), aliases=("ship date", "shipped on", "发货日期"))
    received_on: date | None = declare("date", N_("Signed for on"), aliases=("签收日期",))
    carrier: str | None = declare("text", N_("Carrier"), max=60, aliases=("carrier", "物流公司", "快递公司", "承运商"))
    tracking: str | None = declare("text", N_("Tracking number"), max=80, aliases=("tracking number", "运单号", "快递单号", "物流单号"))
    address: str | None = declare("text", N_("Delivery address"), max=300, help=N_("Empty: that of the order."), aliases=("收货地址",))
    remark: str | None = declare("long", N_("Remark"), max=2000, aliases=("note", "备注"))

    def check(self) -> dict[str, Words]:
        if self.shipped_on and self.received_on and self.received_on < self.shipped_on:
            return {"received_on": Words("It cannot come in before it was shipped.")}
        return {}


@draft
class Delivery(DeliveryDraft, Record):
    """A delivery as the database has it; whose it is, the order says."""

    order_name: str | None = None
    account_id: int | None = None
    account_name: str | None = None


MODULE = Module(
    name="delivery",
    area="sales",
    menu="trade",
    label=N_("Delivery note"),
    plural=N_("Delivery notes"),
    icon="package",
    rank=33,
    path="/deliveries",
    draft=DeliveryDraft,
    row=Delivery,
    columns=("number", "order_id", "account_id", "state", "shipped_on", "carrier", "tracking", "owner_id"),
    sections=(
        Section(N_("Basics"), ("order_id", "number", "state", "shipped_on", "received_on")),
        Section(N_("Way"), ("carrier", "tracking", "address")),
        Section(N_("More"), ("remark",), folded=True),
    ),
    title=lambda row: row.number or "",
    title_field="number",
    subtitle=lambda row: row.order_name or "",
    derived=(Field("reference", N_("Customer"), "account_id", target="account", shown="account_name"),),
    sorts=("updated_at", "created_at", "shipped_on"),
    quick=("state", "shipped_on", "owner_id", "account_id", "order_id", "carrier"),
    searched=("number", "tracking", "order_name", "account_name"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    description=N_("What of orders was shipped, with whom, and whether it came in. A row of a file delivers what is left of its order."),
    example=("FH2026-0001", "云帆科技 CRM 订单", "顺丰速运"),
)
