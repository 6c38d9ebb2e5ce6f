"""How forecasts held: what was said when a quarter began, and what it brought."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide

from crm import language
from crm.container import Container
from crm.language import say
from crm.service.sales.forecast import ForecastService, Past
from crm.web.kit.chart import Chart, Point
from crm.web.kit.page import Page, permits
from crm.web.sales.forecast import address, deals, said

page = Page(__name__, url="/forecasts/past")
Forecasts = Annotated[ForecastService, Provide[Container.sales.forecast]]


@page.get("")
@permits("opportunity.view")
def index(forecasts: Forecasts) -> Any:
    found = forecasts.back()
    return page.render("index", rows=tuple(_past(one) for one in found), chart=_held(found), sentence=_sentence(found))


def _past(one: Past) -> dict[str, Any]:
    here = one.said
    share = round(100 * one.brought / here.said) if here and here.said else None
    return {
        "period": str(one.period), "url": address(one.period, None), "over": one.over,
        "taken": language.day(one.taken_on) if one.taken_on else "—",
        "said": said(here.said if here else None), "upside": said(here.upside if here else None),
        "reach": f"{said(one.reach.p10)} – {said(one.reach.p50)} – {said(one.reach.p90)}" if one.reach else "—",
        "brought": said(one.brought), "brought_url": deals(one.period, "won"),
        "share": f"{share} %" if share is not None else "—",
        "inside": one.reach is not None and one.reach.p10 <= one.brought <= one.reach.p90,
        "outside": one.reach is not None and one.over and not one.reach.p10 <= one.brought <= one.reach.p90,
    }  # fmt: skip


def _held(found: list[Past]) -> Chart:
    return Chart(
        "forecast-past", "bar", say("Said and brought"), say("What was promised when a quarter began, and what it brought."),
        (say("Won and promised, when it began"), say("To be expected (P50)"), say("Won in the end")),
        tuple(
            Point(
                str(one.period),
                (float(one.said.said if one.said else 0), float(one.reach.p50 if one.reach else 0), float(one.brought)),
                (said(one.said.said if one.said else None), said(one.reach.p50 if one.reach else None), said(one.brought)),
                (None, None, deals(one.period, "won")),
            )
            for one in found
        ),
        language.compact, say("Quarter"),
    )  # fmt: skip


def _sentence(found: list[Past]) -> str:
    """The last quarter that is over, in one sentence."""
    for one in reversed(found):
        if one.over and one.said and one.said.said:
            return say("When {period} began, {said} was promised; {brought} was won.",
                       period=str(one.period), said=said(one.said.said), brought=said(one.brought))  # fmt: skip
    return ""
