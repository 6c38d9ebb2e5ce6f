"""The sales dashboard: tiles of charts, each bar the way to its records; on a large screen without menus."""

from collections import defaultdict
from itertools import product
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import make_response, request

from crm import current, language
from crm.container import Container
from crm.domain.customer.map import COLUMNS, ROWS
from crm.domain.kit.money import Money
from crm.domain.sales.dashboard import SPANS
from crm.language import say
from crm.service.sales.dashboard import Asked, Dashboard, DashboardService
from crm.web.kit.page import Page, container, one_moment, permits
from crm.web.kit.view import Link
from crm.web.sales.dashboard_span import choices, label, wanted
from crm.web.sales.dashboard_span import said as span_said
from crm.web.sales.dashboard_tile import TILES, Links, said
from crm.web.sales.forecast import choosable

page = Page(__name__, url="/dashboards")
Dashboards = Annotated[DashboardService, Provide[Container.sales.dashboard]]
REFRESHED = 60  # seconds between two looks of a large screen
SIDE, GAP = 64, 6
ALL = 0  # departments together


@page.get("")
@permits("opportunity.view")
def index(dashboards: Dashboards) -> Any:
    asked = wanted(request.args, current.today())
    owner, department = request.args.get("owner", type=int), request.args.get("department", type=int)
    with one_moment():
        found = dashboards.look(Asked(asked.span, owner, department))
        people = _people(found, owner)
        departments = choosable()
    links = Links(found, owner)
    screen = request.args.get("screen") == "1"
    kept = {"span": asked.span, "owner": owner, "department": department}
    words = span_said(asked.span, found.days)
    answer = make_response(
        page.render(
            "screen" if screen else "index",
            title=say("Sales dashboard"),
            tabs=tuple(Link(say(one.label), address(**kept | {"span": one.value}), current=one.value == asked.span) for one in SPANS),
            span=asked.span, spans=choices(asked.span, found.days, found.known), wrong=asked.wrong,
            first=asked.first if asked.wrong else found.days.start, last=asked.last if asked.wrong else found.days.last,
            span_words=f"{words} · {language.day(found.days.start)} – {language.day(found.days.last)}" if "," not in asked.span else words,
            owner=owner, department=department, people=people, departments=departments,
            figures=_figures(found, links),
            charts=tuple((name, TILES[name](found, links) if name in TILES else None) for name in found.tiles),
            grid=_grid(found, links), regions=_regions(found, links),
            screen_url=address(screen=1, **kept), back_url=address(**kept),
            at=language.moment(current.now()),
        )
    )  # fmt: skip
    if screen:
        answer.headers["Refresh"] = str(REFRESHED)
    return answer


def address(**asked: Any) -> str:
    return f"/dashboards?{urlencode({name: value for name, value in asked.items() if value})}"


def _people(found: Dashboard, owner: int | None) -> tuple[tuple[int, str], ...]:
    """Who can be chosen: whoever closed a deal in the span, and whoever is chosen."""
    people = {one.owner_id: one.owner_name or "" for one in found.closed if one.owner_id}
    if owner and owner not in people:
        names = container().records().names({("user", owner)})
        people[owner] = names.get(("user", owner), f"#{owner}")
    me = current.actor()
    people.setdefault(me.id, me.name)
    return tuple(sorted(people.items(), key=lambda one: (one[0] != me.id, one[1])))


def _figures(found: Dashboard, links: Links) -> tuple[dict[str, Any], ...]:
    open_deals, open_amount = found.open
    won, won_amount = found.won
    decided = won + found.lost
    ends = say("{won} won, {lost} lost", won=language.number(won), lost=language.number(found.lost))
    rate = f"{100 * won / decided:.1f} %" if decided else "—"
    average = said(Money(won_amount / won).rounded(current.context().currency)) if won else "—"
    return (
        {"label": say("Open deals"), "value": said(open_amount), "more": _count(open_deals), "url": links.due()},
        {"label": say("Won amount"), "value": said(won_amount), "more": _count(won), "url": links.closed("won")},
        {"label": say("Win rate"), "value": rate, "more": ends, "url": links.closed("won,lost")},
        {"label": say("Average won deal"), "value": average, "more": "", "url": links.closed("won")},
    )  # fmt: skip


def _count(n: int) -> str:
    return language.say_many("{n} deal", "{n} deals", n)


def _regions(found: Dashboard, links: Links) -> dict[str, Any]:
    """What each department won in each column; rows, columns and all together add up."""
    by, names = found.regions_by, dict.fromkeys((one.department_id, one.department_name) for one in found.regions if one.deals)
    sums = defaultdict[tuple[int | None, int], tuple[int, Money]](lambda: (0, Money(0)))
    for one in found.regions:
        for id, n in product((one.department_id, ALL), (one.n, len(by.parts))):
            deals, amount = sums[id, n]
            sums[id, n] = deals + one.deals, amount + one.amount_base
    spans = (*by.parts, found.days)
    return {
        "heads": tuple(label(by.unit, part) for part in by.parts),
        "currency": current.context().currency,
        "rows": tuple(
            (name or say("Without a department"), tuple(_sum(sums[id, n], links.region(id, days)) for n, days in enumerate(spans)))
            for id, name in names
        ),
        "total": tuple(_sum(sums[ALL, n], links.deals("state:any:won", f"closed_at:between:{days}")) for n, days in enumerate(spans)),
    }  # fmt: skip


def _sum(found: tuple[int, Money], url: str) -> dict[str, str] | None:
    deals, amount = found
    return {"amount": language.number(amount), "deals": _count(deals), "url": url} if deals else None


def _grid(found: Dashboard, links: Links) -> dict[str, Any]:
    """The map of won deals: a square for each province of their customers."""
    return {
        "size": (COLUMNS * (SIDE + GAP), ROWS * (SIDE + GAP), SIDE),
        "squares": tuple(
            {
                "x": one.column * (SIDE + GAP), "y": one.row * (SIDE + GAP), "name": one.name, "level": one.level,
                "count": language.number(one.count), "url": links.place(one.written) if one.count else None,
            }
            for one in found.squares
        ),
        "elsewhere": language.number(sum(place.count for place in found.elsewhere)),
    }  # fmt: skip
