"""Whoever meets a line of a delivery, in a history, is led to the delivery."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect

from crm.container import Container
from crm.domain.sales.delivery import MODULE as DELIVERIES
from crm.domain.sales.delivery_line import MODULE
from crm.service.sales.delivery_line import DeliveryLineService
from crm.web.kit.page import Page, permits

page = Page(__name__, url=MODULE.path)
Lines = Annotated[DeliveryLineService, Provide[Container.trade.delivery_line]]


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, lines: Lines) -> Any:
    line = lines.get(id)
    return redirect(f"{DELIVERIES.path}/{line.delivery_id}", 303)
