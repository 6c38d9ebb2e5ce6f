"""Whoever meets lines of orders, in the story of an import, is led to the orders."""

from typing import Any

from flask import redirect

from crm.domain.sales.sales_order import MODULE as ORDERS
from crm.domain.sales.sales_order_line import MODULE
from crm.web.kit.page import Page, permits

page = Page(__name__, url=MODULE.path)


@page.get("")
@permits("sales_order.view")
def index() -> Any:
    return redirect(ORDERS.path, 303)


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int) -> Any:
    return redirect(f"/lines/{id}", 303)
