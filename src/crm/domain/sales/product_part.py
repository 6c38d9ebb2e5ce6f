"""A part of a bundle: so many of a product."""

from decimal import Decimal

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.language import N_, Words


@draft
class ProductPartDraft(Draft):
    """What may be typed in about a part."""

    bundle_id: int = declare("reference", N_("Bundle"), required=True, target="product", shown="bundle_name", aliases=("bundle", "套餐"))
    product_id: int = declare(
        "reference", N_("Product"), required=True, target="product", shown="product_name", aliases=("product", "产品")
    )
    quantity: Decimal = declare("number", N_("Quantity"), Decimal(1), required=True, places=4, max=10**6, aliases=("数量",))

    def check(self) -> dict[str, Words]:
        return {} if self.quantity > 0 else {"quantity": Words("A quantity is above zero.")}


@draft
class ProductPart(ProductPartDraft, Record):
    """A part as the database has it."""

    bundle_name: str | None = None
    product_name: str | None = None

    @property
    def name(self) -> str:
        return self.product_name or ""


MODULE = Module(
    name="product_part",
    area="sales",
    label=N_("Part of a bundle"),
    plural=N_("Parts of bundles"),
    icon="list-check",
    path="/product-parts",
    draft=ProductPartDraft,
    row=ProductPart,
    columns=("product_id", "bundle_id", "quantity", "updated_at"),
    sections=(Section(N_("Basics"), ("bundle_id", "product_id", "quantity")),),
    subtitle=lambda row: f"× {row.quantity.normalize():f}",
    title_field="product_id",
    quick=("bundle_id", "product_id"),
    searched=("product_name", "bundle_name"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    lonely=False,
    description=N_("Which products a bundle holds. A bundle without a price of its own costs what its parts cost."),
)
