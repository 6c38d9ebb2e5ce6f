"""What is done with an order: it is confirmed, delivered, becomes a contract; and what is done with a change of it."""

from collections.abc import Callable
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect

from crm import current
from crm.container import Container
from crm.domain.sales.contract import MODULE as CONTRACTS
from crm.domain.sales.delivery import MODULE as DELIVERIES
from crm.domain.sales.opportunity import MODULE as DEALS
from crm.domain.sales.order_change import MODULE as CHANGES
from crm.domain.sales.sales_order import MODULE
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.contract import ContractService
from crm.service.sales.delivery import DeliveryService
from crm.service.sales.order_change import OrderChangeService
from crm.service.sales.sales_order import SalesOrderService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast

page = Page(__name__, url="")
Orders = Annotated[SalesOrderService, Provide[Container.trade.sales_order]]
Deliveries = Annotated[DeliveryService, Provide[Container.trade.delivery]]
Contracts = Annotated[ContractService, Provide[Container.trade.contract]]
Changes = Annotated[OrderChangeService, Provide[Container.trade.order_change]]


@page.post(f"{MODULE.path}/<int:id>/confirmation")
@permits("sales_order.edit")
def confirm(id: int, orders: Orders) -> Any:
    """By whoever may decide; anybody else asks for it."""
    decides = orders.may("approve", orders.get(id))
    said = N_("The order is confirmed.") if decides else N_("The order waits for approval.")
    return _done(lambda: orders.change(id, {"state": "confirmed" if decides else "approval"}), said, f"{MODULE.path}/{id}")


@page.post(f"{MODULE.path}/of-deal/<int:id>")
@permits("sales_order.create")
def of_deal(id: int, orders: Orders) -> Any:
    """An order for what a deal offers, with its lines."""
    try:
        made = orders.of_deal(id)
    except Invalid as refusal:
        return _refused(refusal, f"{DEALS.path}/{id}")
    toast(N_("The order was made, with the lines of the deal."), current.last_change())
    return redirect(f"{MODULE.path}/{made.id}", 303)


@page.post(f"{MODULE.path}/<int:id>/contract")
@permits("contract.create")
def contract(id: int, contracts: Contracts) -> Any:
    """The contract of an order: made once, found again."""
    try:
        made = contracts.of_order(id)
    except Invalid as refusal:
        return _refused(refusal, f"{MODULE.path}/{id}")
    return redirect(f"{CONTRACTS.path}/{made.id}", 303)


@page.post(f"{DELIVERIES.path}/<int:id>/state/<state>")
@permits("delivery.edit")
def deliver(id: int, state: str, deliveries: Deliveries) -> Any:
    """Shipped or signed for, today."""
    return _done(lambda: deliveries.change(id, {"state": state}), N_("Saved."), f"{DELIVERIES.path}/{id}")


@page.post(f"{CHANGES.path}/<int:id>/application")
@permits("order_change.edit")
def apply(id: int, changes: Changes) -> Any:
    """By whoever may decide; anybody else asks for it."""
    decides = changes.may("approve", changes.get(id))
    said = N_("The order is altered.") if decides else N_("The change waits for approval.")
    return _done(lambda: changes.change(id, {"state": "applied" if decides else "approval"}), said, f"{CHANGES.path}/{id}")


def _done(do: Callable[[], Any], said: str, url: str) -> Any:
    try:
        do()
    except Invalid as refusal:
        return _refused(refusal, url)
    toast(said, current.last_change())
    return redirect(url, 303)


def _refused(refusal: Invalid, url: str) -> Any:
    """Each sentence once: several fields may be missing for the same reason."""
    known = MODULE.draft.fields
    sentences = (
        say("{name}: {why}", name=say(known[name].label), why=say(why)) if name in known and name != "state" else say(why)
        for name, why in refusal.fields.items()
    )
    toast(" ".join(sentences), tone="bad")
    return redirect(url, 303)
