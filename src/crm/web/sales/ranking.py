"""The ranking of people and teams by any measure; bars lead to the records behind them."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import language
from crm.container import Container
from crm.domain.sales.attainment import Placed
from crm.domain.sales.forecast import Period
from crm.domain.sales.target_measure import Measure
from crm.language import say, say_many
from crm.service.sales.attainment import AttainmentService
from crm.service.sales.ranking import Ranking, RankingService
from crm.web.kit.page import Page, one_moment, permits
from crm.web.kit.view import Link
from crm.web.sales.attainment_view import address, asked, listed, tabs, whose
from crm.web.sales.target import said

page = Page(__name__, url="/rankings")
Rankings = Annotated[RankingService, Provide[Container.performance.ranking]]
Attainments = Annotated[AttainmentService, Provide[Container.performance.attainment]]


@page.get("")
@permits("target.view")
def index(rankings: Rankings, attainments: Attainments) -> Any:
    measure, period = asked(attainments.measures())
    by = "teams" if request.args.get("by") == "teams" else ""
    with one_moment():
        found = rankings.look(measure, period, bool(by))
    kept = {"measure": measure.name, "by": by}
    kept_by = {"period": period, "measure": measure.name}
    ways = (("", say("People")), ("teams", say("Departments")))
    return page.render(
        "index",
        period=str(period), tabs=tabs(period, "/rankings", **kept), by=by, alone=found.alone,
        before=address("/rankings", period=period.shifted(-1), **kept), after=address("/rankings", period=period.shifted(1), **kept),
        measures=tuple((one.name, say(one.label)) for one in attainments.measures()), measure=measure.name,
        ways=tuple(Link(label, address("/rankings", **kept_by, by=name), current=by == name) for name, label in ways),
        rows=tuple(_row(one, found, measure, period, by) for one in found.places), total=said(measure.name, found.total),
        label=say(measure.label),
    )  # fmt: skip


def _row(one: Placed, found: Ranking, measure: Measure, period: Period, by: str) -> dict[str, Any]:
    best = max((other.value for other in found.places), default=0)
    kind, within = ("team", (one.id or 0,)) if by else ("person", None)
    return {
        "place": one.place, "name": found.names.get(one.id or 0, f"#{one.id}"), "value": said(measure.name, one.value),
        "width": max(int(100 * one.value / best), 0) if best else 0,
        "share": f"{100 * one.value / found.total:.1f} %" if found.total else "—",
        "url": listed(measure, period.start, period.until, *whose(kind, one.id, within)) if one.value else "",
        **_change(one.rose),
    }  # fmt: skip


def _change(rose: int | None) -> dict[str, str]:
    """How the place changed, said for those who see no arrow."""
    if rose is None:
        return {"change": say("new"), "tone": "", "changed": ""}
    if not rose:
        return {"change": "—", "tone": "", "changed": say("The same place as before")}
    places = language.number(abs(rose))
    if rose > 0:
        return {"change": f"↑ {places}", "tone": "up", "changed": say_many("{n} place up", "{n} places up", abs(rose))}
    return {"change": f"↓ {places}", "tone": "down", "changed": say_many("{n} place down", "{n} places down", abs(rose))}
