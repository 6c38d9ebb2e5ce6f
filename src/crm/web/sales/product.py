"""Product pages: the ways to what stands around the catalogue, and the variants of a product."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm import current
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.sales.product import MODULE
from crm.errors import Invalid
from crm.language import say, say_many
from crm.service.sales.product_variant import ProductVariantService
from crm.web.kit.listing import Address
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

AROUND = ("product_category", "tax_rate", "exchange_rate", "discount_limit")


class ProductPage(RecordPage):
    """The pages of products."""

    def more_links(self, address: Address) -> tuple[Link, ...]:
        known, may = modules(), current.actor().may
        around = [known[name] for name in AROUND if name in known and may(f"{name}.view")]
        links = tuple(Link(say(one.plural), one.path, one.icon, testid=f"{one.endpoint}.index") for one in around)
        return (*links, *super().more_links(address))

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        missing = len(container().sales.product_variant().missing(row)) if editable and row.attributes else 0
        links = super().record_links(row, editable)
        if not missing:
            return links
        label = say_many("Make {n} variant", "Make {n} variants", missing)
        return (Link(label, f"{MODULE.path}/{row.id}/variants", "copy", testid="sales_product.make_variants", post=True), *links)


page = ProductPage(MODULE)
Variants = Annotated[ProductVariantService, Provide[Container.sales.product_variant]]


@page.post("/<int:id>/variants")
@permits("product.create")
def make_variants(id: int, variants: Variants) -> Any:
    """One product for each combination of the attributes."""
    try:
        made = variants.make(id)
    except Invalid as refusal:
        toast(" ".join(say(why) for why in refusal.fields.values()), tone="bad")
    else:
        toast(say_many("{n} variant was made.", "{n} variants were made.", len(made)), current.last_change())
    return page.to("show", id=id)
