"""What our products bring, period by period, beside what competitors sell; each figure is the way to its records."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import Period
from crm.domain.sales.product_sale import SHOWN, periods_of
from crm.language import say
from crm.service.sales.product_sale import PAGE, Ours, ProductSales, ProductSaleService, Theirs
from crm.web.kit.chart import Chart, Point
from crm.web.kit.page import Page, container, one_moment, permits
from crm.web.kit.view import Link

page = Page(__name__, url="/product-sales")
Sales = Annotated[ProductSaleService, Provide[Container.sales.product_sale]]
DRAWN = 5  # colours that still can be told apart, beside one for the rest


def said(amount: Money | None) -> str:
    return language.money(amount, current.context().currency) if amount is not None else "—"


@page.get("")
@permits("opportunity.view")
def index(sales: Sales) -> Any:
    span = request.args.get("span", "")
    span = span if span in SHOWN else "quarter"
    labels = {"month": say("By month"), "quarter": say("By quarter"), "year": say("By year")}
    found = sales.look(span)
    return page.render(
        "index",
        tabs=tuple(Link(label, f"/product-sales?span={one}", current=one == span) for one, label in labels.items()),
        periods=tuple(str(one) for one in found.periods),
        ours=tuple(_row(one, found.periods) for one in found.ours),
        totals=tuple(said(one) for one in (*found.totals, sum(found.totals, Money(0)))),
        theirs=tuple(_rival(one, found.periods) for one in found.theirs),
        charts=(_products(found), *((_compared(found),) if found.theirs else ())),
        knows=current.actor().may("competitor_sale.view"),
        add_url="/competitor-sales/new" if current.actor().may("competitor_sale.create") else None,
    )  # fmt: skip


@page.get("/deals")
@permits("opportunity.view")
def show(sales: Sales) -> Any:
    """The won deals behind one figure."""
    args, today = request.args, current.today()
    known = {str(one): one for span in SHOWN for one in periods_of(span, today)}
    period = known.get(args.get("period", "")) or periods_of("quarter", today)[-1]
    product = args.get("product", type=int)
    with one_moment():
        deals = sales.deals(period, product, _after(args.get("after", "")))
        name = container().records().names({("product", product)}).get(("product", product), "") if product else say("Without a product")
    more = deals[PAGE - 1] if len(deals) > PAGE else None
    return page.render(
        "show", period=str(period), product=name, back_url=f"/product-sales?span={period.span}",
        deals=tuple(
            {
                "url": f"/opportunities/{one.id}", "name": one.name, "account": one.account_name or "", "owner": one.owner_name or "",
                "closed": language.day(language.local(one.closed_at).date()), "amount": said(one.amount_base),
            }
            for one in deals[:PAGE]
        ),
        next_url=f"{_deals(product, period)}&{urlencode({'after': f'{more.closed_at.isoformat()}/{more.id}'})}" if more else None,
    )  # fmt: skip


def _after(text: str) -> tuple[datetime, int] | None:
    """Where the page before ended; the beginning for anything that is not a place."""
    moment, _, id = text.partition("/")
    try:
        at = datetime.fromisoformat(moment)
        return (at, int(id)) if at.tzinfo else None
    except ValueError:
        return None


def _deals(product: int | None, period: Period) -> str:
    return f"/product-sales/deals?{urlencode({'period': str(period), **({'product': product} if product else {})})}"


def _name(one: Ours) -> str:
    return one.name or say("Without a product")


def _row(one: Ours, periods: Sequence[Period]) -> dict[str, Any]:
    cells = tuple(
        (said(amount), _deals(one.product_id, period)) if deals else ("—", "")
        for (amount, deals), period in zip(one.sold, periods, strict=True)
    )
    return {"name": _name(one), "url": f"/products/{one.product_id}" if one.product_id else "", "cells": cells, "total": said(one.total)}


def _rival(one: Theirs, periods: Sequence[Period]) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": f"/competitor-products/{one.product_id}" if one.product_id else f"/competitors/{one.competitor_id}/market",
        "part": one.product_id is not None, "against": one.against or "",
        "cells": tuple(
            (said(amount), _figures(one, period)) if amount is not None else ("—", "")
            for amount, period in zip(one.sold, periods, strict=True)
        ),
    }  # fmt: skip


def _figures(one: Theirs, period: Period) -> str:
    """The figures of competitors that this one is made of."""
    days = f"{period.start},{period.last}"
    product = (f"competitor_product_id:any:{one.product_id}",) if one.product_id else ()
    asked = (f"competitor_id:any:{one.competitor_id}", *product, f"starts_on:between:{days}", f"ends_on:between:{days}")
    return f"/competitor-sales?{urlencode([('f', part) for part in asked])}"


def _short(period: Period) -> str:
    return str(period).removeprefix("20")


def _products(found: ProductSales) -> Chart:
    """Our largest products, and the rest in one."""
    first, rest = found.ours[:DRAWN], found.ours[DRAWN:]
    others = [sum((one.sold[at][0] for one in rest), Money(0)) for at in range(len(found.periods))]
    return Chart(
        "product-sales", "stacked", say("Our sales by product"), say("What was won with each product, period by period."),
        (*(_name(one) for one in first), *((say("All others"),) if rest else ())),
        tuple(
            Point(
                str(period), tuple(float(one.sold[at][0]) for one in first) + ((float(others[at]),) if rest else ()),
                tuple(said(one.sold[at][0]) for one in first) + ((said(others[at]),) if rest else ()),
                tuple(_deals(one.product_id, period) for one in first), short=_short(period),
            )
            for at, period in enumerate(found.periods)
        ),
        language.compact, say("Period"),
    )  # fmt: skip


def _compared(found: ProductSales) -> Chart:
    """Our sales beside those of the competitors that sell most."""
    whole = [one for one in found.theirs if one.product_id is None]
    most = sorted(whole, key=lambda one: -sum((amount or Money(0) for amount in one.sold), Money(0)))[:DRAWN]
    return Chart(
        "our-sales-and-theirs", "bar", say("Our sales and theirs"), say("What we won beside what competitors sold, as far as it is known."),
        (say("Our sales"), *(one.name for one in most)),
        tuple(
            Point(
                str(period), (float(found.totals[at]), *(float(one.sold[at] or 0) for one in most)),
                (said(found.totals[at]), *(said(one.sold[at]) for one in most)),
                (f"/opportunities?{urlencode([('f', 'state:any:won'), ('f', f'closed_at:between:{period.start},{period.last}')])}",
                 *(_figures(one, period) for one in most)),
                short=_short(period),
            )
            for at, period in enumerate(found.periods)
        ),
        language.compact, say("Period"),
    )  # fmt: skip
