"""A line of a delivery: how much of a line of the order it takes."""

from decimal import Decimal

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.domain.sales.line import MOST
from crm.language import N_


@draft
class DeliveryLineDraft(Draft):
    """What may be said about a line of a delivery."""

    delivery_id: int = declare("reference", N_("Delivery note"), required=True, target="delivery", shown="delivery_name")
    line_id: int = declare("integer", N_("Line"), required=True, max=10**15, adds=False)
    quantity: Decimal = declare("number", N_("Quantity"), required=True, places=4, max=MOST)


@draft
class DeliveryLine(DeliveryLineDraft, Record):
    """A line of a delivery as the database has it."""

    delivery_name: str | None = None
    product_name: str | None = None
    text: str | None = None  # of the order's line, and its unit
    unit: str | None = None

    @property
    def name(self) -> str:
        return self.product_name or (self.text or "").split("\n")[0][:80]


MODULE = Module(
    name="delivery_line",
    area="sales",
    label=N_("Line of a delivery"),
    plural=N_("Lines of deliveries"),
    icon="list",
    path="/delivery-lines",
    draft=DeliveryLineDraft,
    row=DeliveryLine,
    columns=("delivery_id", "line_id", "quantity"),
    sections=(Section(N_("Basics"), ("delivery_id", "line_id", "quantity")),),
    title_field="line_id",
    verbs=(),
    lonely=False,
    importable=False,
    description=N_("How much of each line of an order a delivery takes."),
)
