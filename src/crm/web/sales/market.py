"""How we stand against competitors: the win rate against each, and one competitor's sales and prices."""

from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.plain import dumps
from crm.domain.sales.competitor import MODULE
from crm.domain.sales.competitor_price import ORIGINS
from crm.domain.sales.market import Meeting, Sold
from crm.language import say
from crm.service.sales.market import MarketService
from crm.web.kit.chart import Chart, Point
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.view import Link

page = Page(__name__, url=MODULE.path)
Market = Annotated[MarketService, Provide[Container.sales.market]]
SPANS = (None, "quarter", "year")


@page.get("/win-rates")
@permits("competitor.view")
def index(market: Market) -> Any:
    span = request.args.get("span")
    span = span if span in SPANS else None
    words = {None: say("All deals"), "quarter": say("Closed this quarter"), "year": say("Closed this year")}
    return page.render(
        "index",
        module=ModuleView(MODULE),
        tabs=tuple(Link(words[one], f"{MODULE.path}/win-rates{f'?span={one}' if one else ''}", current=one == span) for one in SPANS),
        rows=tuple(_meeting(one, span) for one in market.meetings(span)),
    )


@page.get("/<int:id>/market")
@permits("competitor.view")
def show(id: int, market: Market) -> Any:
    found = market.standing(id)
    origins = {one.value: say(one.label) for one in ORIGINS}
    return page.render(
        "show",
        module=ModuleView(MODULE),
        row=found.competitor,
        url=f"{MODULE.path}/{id}",
        met=_meeting(found.meeting, None) if found.meeting else None,
        chart=_sales(found.sold, id),
        sold=tuple(_period(one, id) for one in reversed(found.sold)),
        prices=tuple(
            {
                "url": f"/competitor-prices/{one.id}", "product": one.product_name, "product_url": f"/competitor-products/{one.product_id}",
                "price": language.money(one.price, one.currency) + (f" / {one.unit}" if one.unit else ""),
                "from": language.day(one.starts_on), "to": language.day(one.ends_on) if one.ends_on else "",
                "region": one.region or "", "origin": origins.get(one.origin, one.origin),
            }
            for one in found.asked
        ),
        add_sale=f"/competitor-sales/new?competitor_id={id}" if current.actor().may("competitor_sale.create") else None,
        add_price="/competitor-prices/new" if current.actor().may("competitor_price.create") else None,
    )  # fmt: skip


def _meeting(one: Meeting, span: str | None) -> dict[str, Any]:
    code = current.context().currency
    return {
        "name": one.name,
        "url": f"{MODULE.path}/{one.competitor_id}/market",
        "rate": f"{one.rate} %" if one.rate is not None else "—",
        "width": float(one.rate or 0),
        "figures": tuple(
            (label, language.number(count), _deals(one.competitor_id, state, span))
            for label, count, state in (
                (say("Deals met"), one.deals, None), (say("Open deals"), one.open, "open"),
                (say("Won against them"), one.won, "won"), (say("Lost"), one.lost, "lost"),
            )
        ),
        "to_them": language.number(one.to_them),
        "won": language.money(one.won_base, code),
        "lost": language.money(one.lost_base, code),
    }  # fmt: skip


def _deals(id: int, state: str | None, span: str | None) -> str:
    """The list of these deals."""
    parts: list[dict[str, Any]] = [
        {"relation": "competitors", "exists": True, "where": {"all": [{"field": "competitor_id", "operator": "any", "value": [id]}]}}
    ]
    if state:
        parts.append({"field": "state", "operator": "any", "value": [state]})
    if span:
        parts.append({"field": "closed_at", "operator": "this", "value": span})
    return f"/opportunities?{urlencode({'filter': dumps({'all': parts})})}"


def _sales(sold: list[Sold], id: int) -> Chart:
    code = current.context().currency
    return Chart(
        "competitor-sales", "bar", say("Sales by period"), say("What the competitor sold in each period, in {currency}.", currency=code),
        (say("Sales amount"),),
        tuple(
            Point(
                one.label, (float(one.amount_base or 0),),
                (language.money(one.amount_base, code) if one.amount_base is not None else "—",), (_listed(one, id),),
            )
            for one in sold
        ),
        language.compact, say("Period"),
    )  # fmt: skip


def _period(one: Sold, id: int) -> dict[str, Any]:
    return {
        "label": one.label, "url": _listed(one, id),
        "amount": language.money(one.amount_base, current.context().currency) if one.amount_base is not None else "—",
        "quantity": language.number(one.quantity) if one.quantity is not None else "—",
        "share": f"{language.number(one.share)} %" if one.share is not None else "—",
    }  # fmt: skip


def _listed(one: Sold, id: int) -> str:
    return "/competitor-sales?" + urlencode(
        [("f", f"competitor_id:any:{id}"), ("f", f"starts_on:on:{one.starts_on}"), ("f", f"ends_on:on:{one.ends_on}")]
    )
