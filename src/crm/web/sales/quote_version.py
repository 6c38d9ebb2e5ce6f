"""Versions and options of quotes: a new one, any two of them side by side; from a deal to a quote and back."""

from collections.abc import Callable
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import abort, redirect, request

from crm import current
from crm.container import Container
from crm.domain.sales.opportunity import MODULE as DEALS
from crm.domain.sales.quote import MODULE, Quote
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.sales.quote_version import QuoteVersionService
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.sales.quote import called
from crm.web.sales.quote_difference import compared

page = Page(__name__, url=MODULE.path)
Versions = Annotated[QuoteVersionService, Provide[Container.trade.quote_version]]


@page.post("/<int:id>/version")
@permits("quote.create")
def create(id: int, versions: Versions) -> Any:
    said = N_("A new version: change it, then send it.")
    return _after(lambda: f"{MODULE.path}/{versions.new_version(id).id}", said, f"{MODULE.path}/{id}")


@page.post("/<int:id>/option")
@permits("quote.create")
def option(id: int, versions: Versions) -> Any:
    said = N_("A new option: change it, then send it.")
    return _after(lambda: f"{MODULE.path}/{versions.new_option(id).id}", said, f"{MODULE.path}/{id}")


@page.post("/of-deal/<int:id>")
@permits("quote.create")
def of_deal(id: int, versions: Versions) -> Any:
    """A quote for the customer of a deal, with its lines."""
    said = N_("The quote was made, with the lines of the deal.")
    return _after(lambda: f"{MODULE.path}/{versions.of_deal(id).id}", said, f"{DEALS.path}/{id}")


@page.post("/<int:id>/deal")
@permits("opportunity.edit")
def take(id: int, versions: Versions) -> Any:
    """The deal takes over the lines and the amount of the accepted quote."""
    said = N_("The deal has the lines and the amount of the quote now.")
    return _after(lambda: f"{DEALS.path}/{versions.take(id)}", said, f"{MODULE.path}/{id}")


@page.get("/<int:id>/comparison")
@permits("quote.view")
def compare(id: int, versions: Versions) -> Any:
    """Two of the family: `a` and `b` of the address, else this one and the one it is most likely to be held against."""
    quote = container().trade.quote().get(id)
    family = versions.family(quote)
    known, (first, second) = {row.id for row in family}, _likely(quote, family)
    a, b = request.args.get("a", first, int), request.args.get("b", second, int)
    if not {a, b} <= known:
        abort(404)
    found = versions.compare(a, b)
    return page.render(
        "compare",
        module=ModuleView(MODULE),
        title=quote.name,
        record_url=f"{MODULE.path}/{id}",
        family=tuple((row.id, called(row, family)) for row in family),
        a=a,
        b=b,
        view=compared(found, family),
    )  # fmt: skip


def _likely(quote: Quote, family: list[Quote]) -> tuple[int, int]:
    """The version before it, else the one after it, else the newest of another option; the older one first."""
    own = [row for row in family if (row.option or "") == (quote.option or "") and row.id != quote.id]
    before = [row for row in own if row.revision < quote.revision]
    other = next(iter(before), None) or next(reversed(own), None) or next((row for row in family if row.id != quote.id), quote)
    first, second = sorted((quote, other), key=lambda row: row.id)
    return first.id, second.id


def _after(do: Callable[[], str], said: str, back: str) -> Any:
    """Where it leads to; back where it was asked for, with the reason, when it may not be."""
    try:
        url = do()
    except Invalid as refusal:
        toast(" ".join(say(why) for why in refusal.fields.values()), tone="bad")
        return redirect(back, 303)
    toast(said, current.last_change())
    return redirect(url, 303)
