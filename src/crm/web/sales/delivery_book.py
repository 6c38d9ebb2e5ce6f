"""What of an order is delivered and what is left; a new delivery of some of it, or of the rest; the quantities of one."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current
from crm.container import Container
from crm.domain.sales.delivery import MODULE, DeliveryDraft
from crm.domain.sales.delivery_book import GONE, Book
from crm.domain.sales.sales_order import MODULE as ORDERS
from crm.domain.sales.sales_order import OPEN
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.delivery import DeliveryService
from crm.service.sales.sales_order import SalesOrderService
from crm.web.kit.address import filtered
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.sales.line_view import plain

page = Page(__name__, url="")
Orders = Annotated[SalesOrderService, Provide[Container.trade.sales_order]]
Deliveries = Annotated[DeliveryService, Provide[Container.trade.delivery]]
ASKED = ("shipped_on", "carrier", "tracking", "address")
QUANTITY = "quantity."
ZERO = Decimal(0)


@dataclass(frozen=True)
class RowView:
    """A line of the order: what was ordered, what is gone, what is left, and what is typed for this delivery."""

    id: int
    name: str
    ordered: str
    gone: str
    planned: str
    left: str
    value: str
    error: str


@page.get(f"{ORDERS.path}/<int:id>/delivery")
@permits("delivery.view")
def edit(id: int, orders: Orders, deliveries: Deliveries) -> Any:
    """All that is left stands in the boxes."""
    order = orders.get(id)
    book = deliveries.book(order)
    values = {line: plain(quantity) if quantity > 0 else "" for line, quantity in book.left().items()}
    begin = {"shipped_on": current.today(), "address": order.address}
    return _page(order, book, values, begin, None)


@page.post(f"{ORDERS.path}/<int:id>/delivery")
@permits("delivery.create")
def ship(id: int, orders: Orders, deliveries: Deliveries) -> Any:
    """Shipped now, or planned; with the typed quantities, or all that is left."""
    order, raw = orders.get(id), {name: request.form.get(name, "") for name in ASKED}
    state = "planned" if request.form.get("do") == "plan" else "shipped"
    quantities = None if request.form.get("do") == "rest" else _typed()
    try:
        draft = DeliveryDraft.parse(raw | {"order_id": id, "state": state})
        deliveries.ship(draft, quantities, once=request.form.get("once"))
    except Invalid as refusal:
        return _page(order, deliveries.book(order), _typed(), raw, refusal), 422
    toast(N_("The delivery is planned.") if state == "planned" else N_("The delivery is written down."), current.last_change())
    return redirect(f"{ORDERS.path}/{id}", 303)


@page.get(f"{MODULE.path}/<int:id>/quantities")
@permits("delivery.edit")
def quantities(id: int, orders: Orders, deliveries: Deliveries) -> Any:
    row = deliveries.get(id)
    deliveries.check_record("edit", row)
    return _quantities(row, orders, deliveries, {line.line_id: plain(line.quantity) for line in deliveries.of(id)}, None)


@page.post(f"{MODULE.path}/<int:id>/quantities")
@permits("delivery.edit")
def put(id: int, orders: Orders, deliveries: Deliveries) -> Any:
    try:
        deliveries.put(id, _typed())
    except Invalid as refusal:
        return _quantities(deliveries.get(id), orders, deliveries, _typed(), refusal), 422
    toast(N_("Saved."), current.last_change())
    return redirect(f"{MODULE.path}/{id}", 303)


def _typed() -> dict[int, str]:
    """Line -> what stands in its box."""
    found = {name.removeprefix(QUANTITY): value.strip() for name, value in request.form.items() if name.startswith(QUANTITY)}
    return {int(id): value for id, value in found.items() if id.isascii() and id.isdigit() and len(id) < 16}


def _rows(book: Book, values: Mapping[int, str], refusal: Invalid | None, without: int = 0) -> tuple[RowView, ...]:
    gone, taken, left, wrong = book.sums(GONE, without), book.sums(without=without), book.left(without), refusal.fields if refusal else {}
    return tuple(
        RowView(
            id, line.name, f"{plain(line.quantity)} {line.unit or ''}".rstrip(), plain(gone.get(id, ZERO)),
            plain(taken.get(id, ZERO) - gone.get(id, ZERO)), plain(left[id]), values.get(id, ""),
            say(wrong[f"{QUANTITY}{id}"]) if f"{QUANTITY}{id}" in wrong else "",
        )
        for id, line in book.ordered.items()
    )  # fmt: skip


def _wrong(refusal: Invalid | None, shown: tuple[str, ...]) -> tuple[str, ...]:
    fields = refusal.fields if refusal else {}
    return tuple(say(why) for name, why in fields.items() if name not in shown and not name.startswith(QUANTITY))


def _page(order: Any, book: Book, values: Mapping[int, str], raw: Mapping[str, Any], refusal: Invalid | None) -> str:
    wrong = refusal.fields if refusal else {}
    return page.render(
        "edit",
        module=ModuleView(ORDERS),
        title=ORDERS.title(order),
        record_url=f"{ORDERS.path}/{order.id}",
        rows=_rows(book, values, refusal),
        share=book.share,
        planned_url=filtered(MODULE, f"order_id:any:{order.id}", "state:any:planned") if any(book.sums(("planned",)).values()) else "",
        open=order.state in OPEN and current.actor().may("delivery.create") and any(quantity > 0 for quantity in book.left().values()),
        once=request.form.get("once") or secrets.token_urlsafe(16),
        inputs=tuple(input_view(DeliveryDraft.own[name], raw.get(name), error=wrong.get(name)) for name in ASKED),
        wrong=_wrong(refusal, ASKED),
    )  # fmt: skip


def _quantities(row: Any, orders: SalesOrderService, deliveries: DeliveryService, values: Any, refusal: Invalid | None) -> str:
    return page.render(
        "quantities",
        module=ModuleView(MODULE),
        title=MODULE.title(row),
        record_url=f"{MODULE.path}/{row.id}",
        rows=_rows(deliveries.book(orders.get(row.order_id)), values, refusal, row.id),
        wrong=_wrong(refusal, ()),
    )  # fmt: skip
