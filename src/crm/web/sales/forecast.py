"""The forecast of a month or quarter, person by person; each figure is the way to its deals."""

from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.access import Scope
from crm.domain.kit.money import Money
from crm.domain.sales.forecast import DRAWS, Period, parse_period, period_of
from crm.language import say, say_many
from crm.service.sales.forecast import Forecast, ForecastService, Row, Team
from crm.web.kit.chart import Chart, Point
from crm.web.kit.page import Page, container, one_moment, permits
from crm.web.kit.view import Link

page = Page(__name__, url="/forecasts")
Forecasts = Annotated[ForecastService, Provide[Container.sales.forecast]]
DEALS = "/opportunities"


def said(amount: Money | None) -> str:
    return language.money(amount, current.context().currency) if amount is not None else "—"


@page.get("")
@permits("opportunity.view")
def index(forecasts: Forecasts) -> Any:
    period = parse_period(request.args.get("period", ""), current.today())
    department = request.args.get("department", type=int)
    with one_moment():
        found = forecasts.of(period, department)
        departments = choosable()
    month = period_of("month", max(period.start, min(current.today(), period.last)))
    other = {"month": month, "quarter": period_of("quarter", period.start)}
    return page.render(
        "index",
        period=str(period),
        tabs=tuple(
            Link(label, address(other[span], department), current=span == period.span)
            for span, label in (("quarter", say("By quarter")), ("month", say("By month")))
        ),
        before=address(period.shifted(-1), department),
        after=address(period.shifted(1), department),
        department=department,
        departments=departments,
        figures=_figures(found),
        late=_late(found),
        chart=_trend(found),
        teams=tuple(_team(team, found) for team in found.teams),
        by_team=len(found.teams) > 1,
        total=_total(found),
        judgements=tuple(_judgement(row) for row in found.rows if row.judged),
        with_range=period.span == "quarter" and found.reach is not None,
        no_range=period.span == "quarter" and found.reach is None,
        taken=language.day(found.reach.taken_on) if found.reach else "",
        draws=language.number(DRAWS),
        judges=current.actor().may("forecast_override.create"),
    )


def address(period: Period, department: int | None) -> str:
    return f"/forecasts?{urlencode({'period': str(period), **({'department': department} if department else {})})}"


def choosable() -> tuple[tuple[int, str], ...]:
    """Those whose deals the reader may see; nothing to choose for somebody who sees his own alone."""
    grants = current.actor().grants
    scope = grants.scope("opportunity.view")
    if scope not in (Scope.ALL, Scope.BELOW):
        return ()
    choices = container().platform.department().choices()
    return tuple((one.id, "　" * one.depth + one.name) for one in choices if scope is Scope.ALL or one.id in grants.below)


def deals(period: Period, kind: str, owners: tuple[int, ...] = (), within: list[int] | None = None) -> str:
    """The list of the deals behind a figure."""
    days = f"{period.start},{period.last}"
    parts = {
        "won": ("state:any:won", f"closed_at:between:{days}"),
        "commit": ("state:any:open", "forecast:any:commit", f"close_on:between:{days}"),
        "best": ("state:any:open", "forecast:any:best", f"close_on:between:{days}"),
        "pipeline": ("state:any:open", "forecast:any:pipeline", f"close_on:between:{days}"),
        "late": ("state:any:open", f"close_on:before:{current.today()}"),
    }[kind]
    owned = (f"owner_id:any:{','.join(str(one) for one in owners)}",) if owners else ()
    below = (f"department_id:any:{','.join(str(one) for one in within)}",) if within else ()
    return f"{DEALS}?{urlencode([('f', one) for one in (*parts, *owned, *below)])}"


def _figures(found: Forecast) -> tuple[dict[str, Any], ...]:
    total, judged, reach = found.total, found.judged, found.reach
    shown = [
        (say("Won and promised"), said(total.said), say("Forecast as it is reported")),
        (say("With the best case"), said(total.upside), ""),
        (say("Everything open"), said(total.upside + total.pipeline), ""),
    ]
    if judged:
        shown.append((say("As managers judge it"), said(judged.said), say("Best case: {amount}", amount=said(judged.upside))))
    if reach:
        words = say("Between {low} and {high} in 8 of 10 cases", low=said(reach.p10), high=said(reach.p90))
        shown.append((say("To be expected (P50)"), said(reach.p50), words))
    return tuple({"label": label, "value": value, "more": more} for label, value, more in shown)


def _late(found: Forecast) -> dict[str, str] | None:
    if not found.late.deals:
        return None
    amount = said(found.late.amount_base or Money(0))
    words = say_many(
        "{n} open deal should have been closed already: {amount}.", "{n} open deals should have been closed already: {amount}.",
        found.late.deals, amount=amount,
    )  # fmt: skip
    return {"words": words, "url": deals(found.period, "late", within=found.within)}


def _team(team: Team, found: Forecast) -> dict[str, Any]:
    """A department with its people; the figures of all of them lead to the deals of all of them."""
    owners = tuple(row.line.owner_id for row in team.rows if row.line.owner_id)
    return {
        "name": team.name or say("Without a department"),
        "cells": _cells(team.total, found.period, owners, None) if owners else (),
        "said": said(team.total.said),
        "judged": said(team.judged.said) if team.judged else "",
        "rows": tuple(_row(row, found.period) for row in team.rows),
    }


def _judgement(row: Row) -> dict[str, str]:
    """Who expects what instead of the deals, and why."""
    judged = row.judged
    assert judged and judged.updated_at
    words = say("{judge} expects {amount} of {person}, whose deals come to {said}.", judge=judged.owner_name or "—",
                amount=said(judged.committed if judged.committed is not None else judged.best), person=row.line.owner_name or "—",
                said=said(row.expected.said if judged.committed is not None else row.expected.upside))  # fmt: skip
    asked = (f"person_id:any:{judged.person_id}", f"starts_on:on:{judged.starts_on}", f"span:any:{judged.span}")
    return {
        "words": words, "reason": judged.reason, "day": language.day(language.local(judged.updated_at).date()),
        "url": f"/forecast-overrides/{judged.id}", "all_url": f"/forecast-overrides?{urlencode([('f', one) for one in asked])}",
    }  # fmt: skip


def _row(row: Row, period: Period) -> dict[str, Any]:
    owner = (row.line.owner_id,) if row.line.owner_id else ()
    judged, reach = row.judged, row.reach
    new = {"person_id": row.line.owner_id, "span": period.span, "starts_on": period.start.isoformat()}
    return {
        "name": row.line.owner_name or say("Nobody's"),
        "department": row.line.department_name or "",
        "cells": _cells(row.expected, period, owner, None),
        "said": said(row.expected.said),
        "judged": said(judged.committed if judged.committed is not None else row.expected.said) if judged else "",
        "judged_url": f"/forecast-overrides/{judged.id}" if judged else None,
        "judge_url": f"/forecast-overrides/new?{urlencode(new)}" if owner else None,
        "reach": (said(reach.p10), said(reach.p50), said(reach.p90)) if reach else None,
    }


def _cells(expected: Any, period: Period, owners: tuple[int, ...], within: list[int] | None) -> tuple[tuple[str, str], ...]:
    amounts = (("won", expected.won), ("commit", expected.committed), ("best", expected.best), ("pipeline", expected.pipeline))
    return tuple((said(amount), deals(period, kind, owners, within) if amount else "") for kind, amount in amounts)


def _total(found: Forecast) -> dict[str, Any]:
    judged, reach = found.judged, found.reach
    return {
        "cells": _cells(found.total, found.period, (), found.within),
        "said": said(found.total.said),
        "judged": said(judged.said) if judged else "",
        "reach": (said(reach.p10), said(reach.p50), said(reach.p90)) if reach else None,
    }


def _trend(found: Forecast) -> Chart:
    """How the forecast of the period moved, evening by evening."""
    words = (say("Won"), say("Won and promised"), say("With the best case"))
    return Chart(
        "forecast-trend", "line", say("How this forecast moved"),
        say("Won, promised and best case of {period}, each evening.", period=str(found.period)), words,
        tuple(
            Point(f"{day:%m-%d}", (float(one.won), float(one.said), float(one.upside)), (said(one.won), said(one.said), said(one.upside)))
            for day, one in found.days
        ),
        language.compact, say("Day"),
    )  # fmt: skip
