"""Pages of product categories: a tree, in which a category is moved among those beside it, instead of a list."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current
from crm.container import Container
from crm.domain.sales.product import MODULE as PRODUCT
from crm.domain.sales.product_category import MODULE
from crm.language import N_, noun, say
from crm.service.sales.product_category import ProductCategoryService
from crm.web.kit.address import url
from crm.web.kit.listing import Address
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

Categories = Annotated[ProductCategoryService, Provide[Container.sales.product_category]]
STEPS = {"up": -1, "down": 1}


class ProductCategoryPage(RecordPage):
    """The tree; a search, a filter or a sort shows the list that every module has."""

    def index(self) -> Any:
        if request.args:
            return super().index()
        create = Link(say("New {name}", name=noun(MODULE.label)), url(MODULE, "new"), "plus", "c", f"{self.name}.new")
        return self.render(
            "tree", tree=container().sales.product_category().tree(), create=create if self.may("create") else None,
            edits=self.may("edit"), adds=self.may("create"), list_url=f"{MODULE.path}?sort={MODULE.sort}",
            products_url=f"{PRODUCT.path}?f=category_id:any:", unsorted_url=f"{PRODUCT.path}?f=category_id:empty",
        )  # fmt: skip

    def more_links(self, address: Address) -> tuple[Link, ...]:
        return (Link(say("As a tree"), MODULE.path, MODULE.icon, testid="sales_product_category.index"), *super().more_links(address))


page = ProductCategoryPage(MODULE)


@page.post("/<int:id>/place")
@permits("product_category.edit")
def place(id: int, categories: Categories) -> Any:
    """One place up or down among those beside it."""
    before = current.last_change()
    categories.move(id, STEPS.get(request.form.get("step", ""), 0))
    if current.last_change() != before:
        toast(N_("Saved."), current.last_change())
    return page.to("index")
