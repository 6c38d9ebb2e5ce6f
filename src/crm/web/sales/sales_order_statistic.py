"""The statistics of orders: by state, month, person, department, category and customer; each figure leads to its orders."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.money import Money
from crm.domain.sales.period import days_of
from crm.domain.sales.sales_order import AGREED, MODULE, STATES
from crm.domain.sales.sales_order_statistic import Summed
from crm.language import N_, say
from crm.service.sales.sales_order_statistic import PAGE, SalesOrderStatisticService
from crm.web.kit.address import filtered, within
from crm.web.kit.chart import Chart, Point
from crm.web.kit.page import Page, container, one_moment, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.view import Link

page = Page(__name__, url=MODULE.path)
Statistics = Annotated[SalesOrderStatisticService, Provide[Container.trade.sales_order_statistic]]
HERE = f"{MODULE.path}/statistics"
YEARS, ALL = 3, "all"
HELD = f"state:any:{','.join(AGREED)}"
GROUPS = (  # the tables in their order: group, heading, head of the first column, who it is where nobody is named
    ("state", N_("By state"), N_("State"), ""),
    ("owner", N_("By owner"), N_("Owner"), N_("No owner")),
    ("department", N_("By department"), N_("Department"), N_("No department")),
    ("category", N_("By product category"), N_("Product category"), N_("Without a category")),
    ("account", N_("By customer"), N_("Customer"), N_("No customer")),
)


@page.get("/statistics")
@permits("sales_order.view")
def index(statistics: Statistics) -> Any:
    year = _year()
    sums = statistics.sums(year)
    this = current.today().year
    tabs = [Link(str(one), f"{HERE}?year={one}", current=one == year) for one in range(this, this - YEARS, -1)]
    tabs.append(Link(say("All years"), f"{HERE}?year={ALL}", current=year is None))
    return page.render(
        "index", module=ModuleView(MODULE), tabs=tuple(tabs), chart=_months(sums["month"][::-1]), empty=not sums["state"],
        knows=statistics.knows_margin(), currency=current.own_currency(),
        tables=tuple((say(label), say(head), _lines(sums[name], name, nobody, year)) for name, label, head, nobody in GROUPS),
    )  # fmt: skip


@page.get("/statistics/category")
@permits("sales_order.view")
def show(statistics: Statistics) -> Any:
    """The orders behind one category, with the part of each that is of it."""
    year, category = _year(), request.args.get("category", type=int)
    with one_moment():
        orders = statistics.of_category(category, year, _after(request.args.get("after", "")))
        names = container().records().names({("product_category", category)} if category else set())
    more = orders[PAGE - 1] if len(orders) > PAGE else None
    return page.render(
        "show", module=ModuleView(MODULE), back_url=f"{HERE}?year={year or ALL}",
        category=names.get(("product_category", category or 0)) or say("Without a category"), year=year or "",
        orders=tuple(
            {
                "url": f"{MODULE.path}/{one.id}", "name": one.name, "number": one.number or "", "account": one.account_name or "",
                "owner": one.owner_name or "", "ordered": language.day(one.ordered_on), "amount": _money(one.amount_base),
            }
            for one in orders[:PAGE]
        ),
        next_url=_category(category, year, after=f"{more.ordered_on}/{more.id}") if more else None,
    )  # fmt: skip


def _year() -> int | None:
    """The year of the address, as far as it is offered, this one without any; None for all of them."""
    if request.args.get("year") == ALL:
        return None
    this, year = current.today().year, request.args.get("year", type=int)
    return year if year and this - YEARS < year <= this else this


def _after(text: str) -> tuple[date, int] | None:
    """Where the page before ended; the beginning for anything that is not a place."""
    day, _, id = text.partition("/")
    try:
        return date.fromisoformat(day), int(id)
    except ValueError:
        return None


def _category(category: int | str | None, year: int | None, **more: str) -> str:
    asked = {"category": category} if category else {}
    return f"{HERE}/category?{urlencode({**asked, 'year': year or ALL, **more})}"


def _lines(sums: list[Summed], group: str, nobody: str, year: int | None) -> tuple[dict[str, Any], ...]:
    whole = sum((one.amount for one in sums), Money(0))
    options = {option.value: option for option in STATES} if group == "state" else {}
    found = []
    for one in sums:
        option, share = options.get(one.key or ""), round(100 * one.amount / whole) if whole else 0
        found.append(
            {
                "name": say(option.label) if option else one.name or say(nobody), "tone": option.tone if option else "",
                "url": _category(one.key, year) if group == "category" else _listed(group, one.key, year),
                "orders": language.number(one.orders), "amount": _money(one.amount),
                "margin": _money(one.margin) if one.margin is not None else "", "share": f"{share} %", "width": min(max(share, 0), 100),
            }
        )  # fmt: skip
    return tuple(found)


def _months(sums: list[Summed]) -> Chart:
    return Chart(
        "order-months", "bar", say("Ordered by month"),
        say("What the orders of each month come to, in {currency}.", currency=current.own_currency()),
        (say("Order amount"),),
        tuple(
            Point(
                one.key or "", (float(one.amount),), (_money(one.amount),),
                (filtered(MODULE, HELD, within("ordered_on", *days_of(one.key or ""))),), short=(one.key or "")[2:],
            )
            for one in sums
        ),
        language.compact, say("Month"),
    )  # fmt: skip


def _listed(group: str, key: str | None, year: int | None) -> str:
    field = group if group == "state" else f"{group}_id"
    days = [within("ordered_on", date(year, 1, 1), date(year, 12, 31))] if year else []
    return filtered(MODULE, f"{field}:any:{key}" if key else f"{field}:empty", *([] if group == "state" else [HELD]), *days)


def _money(amount: Money) -> str:
    return language.money(amount, current.own_currency())
