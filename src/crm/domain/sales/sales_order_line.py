"""Lines of orders as a file has them: one row a line, which names its order by its number."""

from decimal import Decimal

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import Money
from crm.domain.sales.line import MOST, Line, worked_out
from crm.language import N_


@draft
class SalesOrderLineDraft(Draft):
    """What a row says."""

    order_id: int = declare(
        "reference", N_("Sales order"), required=True, target="sales_order",
        aliases=("order", "order number", "order no", "order id", "invoice id", "订单", "订单编号", "订单号", "单号"),
    )  # fmt: skip
    product_id: int | None = declare(
        "reference", N_("Product"), target="product",
        aliases=("product", "product code", "sku", "item", "产品", "产品名称", "产品编码", "品名"),
    )  # fmt: skip
    text: str | None = declare("long", N_("Text"), max=500, aliases=("description", "说明", "描述"))
    quantity: Decimal = declare("number", N_("Quantity"), Decimal(1), places=4, max=MOST, aliases=("quantity", "qty", "数量"))
    unit: str | None = declare("text", N_("Unit"), max=12, aliases=("单位",))
    unit_price: Money = declare(
        "money", N_("Unit price"), required=True, places=4, max=10**10, aliases=("unit price", "price", "单价", "价格")
    )
    discount: Decimal = declare("percent", N_("Discount"), Decimal(0), places=2, max=100, adds=False, aliases=("discount", "折扣"))
    tax_rate: Decimal = declare("percent", N_("Tax rate"), Decimal(0), places=3, max=100, adds=False, aliases=("tax", "税率"))
    tax_included: bool = declare("yesno", N_("Prices include the tax"), False, aliases=("含税",))


@draft
class SalesOrderLine(SalesOrderLineDraft, Record):
    """A row on its way to become a line."""

    def line(self, currency: str, position: int, category_id: int | None) -> Line:
        values = {name: getattr(self, name) for name in SalesOrderLineDraft.own if name != "order_id"}
        made = Line(
            id=self.id, module="sales_order", record_id=self.order_id, position=position, currency=currency, owner_id=self.owner_id,
            department_id=self.department_id, category_id=category_id, **values,
        )  # fmt: skip
        found: Line = worked_out(made)
        return found


MODULE = Module(
    name="sales_order_line",
    area="sales",
    label=N_("Line of an order"),
    plural=N_("Lines of orders"),
    icon="list",
    path="/order-lines",
    draft=SalesOrderLineDraft,
    row=SalesOrderLine,
    columns=("order_id", "product_id", "quantity", "unit_price"),
    sections=(Section(N_("Basics"), tuple(SalesOrderLineDraft.own)),),
    title=lambda row: f"#{row.order_id}",
    title_field="order_id",
    verbs=("create", "import"),
    lonely=False,
    table_name="line",
    stored=False,
    description=N_("Products of orders, a row each, with the number of the order that they belong to."),
)
