"""What is done with a quote: it goes out, the customer's answer is written down, it becomes an order."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current
from crm.container import Container
from crm.domain.sales.quote import MODULE, Quote
from crm.domain.sales.sales_order import MODULE as ORDERS
from crm.errors import Conflict, Invalid
from crm.language import N_, Words, say
from crm.service.sales.quote import QuoteService
from crm.service.sales.sales_order import SalesOrderService
from crm.web.kit.form import form_view, posted
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast

page = Page(__name__, url=MODULE.path)
Quotes = Annotated[QuoteService, Provide[Container.trade.quote]]
Orders = Annotated[SalesOrderService, Provide[Container.trade.sales_order]]
ASKED = ("signer", "signer_mail", "answer")


@page.post("/<int:id>/sent")
@permits("quote.edit")
def send(id: int, quotes: Quotes) -> Any:
    """It went to the customer."""
    try:
        quotes.send(id)
    except Invalid as refusal:
        toast(" ".join(_told(name, why) for name, why in refusal.fields.items()), tone="bad")
    else:
        toast(N_("The quote is marked as sent."), current.last_change())
    return redirect(f"{MODULE.path}/{id}", 303)


@page.get("/<int:id>/answer")
@permits("quote.edit")
def edit(id: int, quotes: Quotes) -> Any:
    quote = quotes.get(id)
    quotes.check_record("edit", quote)
    return _page(quote, None, None)


@page.post("/<int:id>/answer")
@permits("quote.edit")
def update(id: int, quotes: Quotes) -> Any:
    """What the customer said on the phone, by mail or on paper."""
    raw = posted(MODULE, request.form, ASKED)
    try:
        if request.form.get("answered") == "accepted":
            quotes.accept(id, raw.get("signer", ""), raw.get("signer_mail"), raw.get("answer"))
        else:
            quotes.decline(id, raw.get("answer", ""))
    except Invalid as refusal:
        return _page(quotes.get(id), raw, refusal), 422
    except Conflict as conflict:
        return _page(quotes.get(id), raw, Invalid({"": conflict.words})), 409
    toast(N_("The answer is written down."), current.last_change())
    return redirect(f"{MODULE.path}/{id}", 303)


@page.post("/<int:id>/order")
@permits("sales_order.create")
def order(id: int, orders: Orders) -> Any:
    """The order of an accepted quote: made once, found again."""
    try:
        made = orders.of_quote(id)
    except Invalid as refusal:
        toast(" ".join(say(why) for why in refusal.fields.values()), tone="bad")
        return redirect(f"{MODULE.path}/{id}", 303)
    return redirect(f"{ORDERS.path}/{made.id}", 303)


def _told(name: str, why: Words) -> str:
    known = MODULE.draft.fields
    return say("{name}: {why}", name=say(known[name].label), why=say(why)) if name in known and name != "state" else say(why)


def _page(quote: Quote, raw: Any, refusal: Invalid | None) -> str:
    path = f"{MODULE.path}/{quote.id}"
    form = form_view(MODULE, f"{path}/answer", path, quote, raw, refusal, names=ASKED)
    return page.render("edit", module=ModuleView(MODULE), form=form, title=quote.name, record_url=path)
