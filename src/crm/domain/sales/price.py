"""A price: what one of a product costs on a price list, from a quantity on."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section
from crm.domain.kit.money import Money
from crm.language import N_


@draft
class PriceDraft(Draft):
    """What may be typed in about a price; it is in the currency of its list."""

    price_list_id: int = declare(
        "reference", N_("Price list"), required=True, target="price_list", shown="price_list_name", aliases=("price list", "list", "价目表")
    )
    product_id: int = declare(
        "reference", N_("Product"), required=True, target="product", shown="product_name", aliases=("product", "产品")
    )
    min_quantity: Decimal = declare(
        "number", N_("From quantity"), Decimal(1), required=True, places=4, max=10**9, adds=False, aliases=("quantity", "起订量", "数量")
    )
    unit_price: Money = declare(
        "money", N_("Unit price"), required=True, currency_from="currency", places=4, max=10**10, aliases=("price", "价格", "单价")
    )


@draft
class Price(PriceDraft, Record):
    """A price as the database has it."""

    price_list_name: str | None = None
    product_name: str | None = None
    currency: str = "CNY"

    @property
    def name(self) -> str:
        return self.product_name or ""


def best(prices: Iterable[Any], lists: Sequence[int], product_id: int, quantity: Decimal) -> Money | None:
    """The price on the nearest list that has one for this quantity: that of the largest quantity reached. `lists`: nearest first."""
    reached = [one for one in prices if one.product_id == product_id and one.min_quantity <= quantity]
    for id in lists:
        here = [one for one in reached if one.price_list_id == id]
        if here:
            found: Money = max(here, key=lambda one: one.min_quantity).unit_price
            return found
    return None


MODULE = Module(
    name="price",
    area="sales",
    label=N_("Price"),
    plural=N_("Prices"),
    icon="coin",
    path="/prices",
    draft=PriceDraft,
    row=Price,
    columns=("product_id", "price_list_id", "min_quantity", "unit_price", "updated_at"),
    sections=(Section(N_("Basics"), ("price_list_id", "product_id", "min_quantity", "unit_price")),),
    subtitle=lambda row: row.price_list_name or "",
    title_field="product_id",
    sorts=("updated_at", "created_at"),
    quick=("price_list_id", "product_id"),
    searched=("product_name", "price_list_name"),
    verbs=("view", "create", "edit", "remove", "import", "export"),
    lonely=False,
    mass=("price_list_id",),
    description=N_("What a product costs on a price list, from a quantity on."),
)
