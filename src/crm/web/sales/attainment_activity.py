"""What people did in a period: activities by kind, new leads, and how soon those were answered."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.customer.activity import TOUCHES
from crm.domain.sales.attainment import period_asked
from crm.domain.sales.forecast import Period
from crm.domain.sales.target_measure import MEASURES
from crm.language import say
from crm.service.sales.attainment_activity import Activity, AttainmentActivityService
from crm.web.kit.page import Page, one_moment, permits
from crm.web.sales.attainment_view import address, listed, tabs, whose

page = Page(__name__, url="/activity-measures")
Activities = Annotated[AttainmentActivityService, Provide[Container.performance.attainment_activity]]
HERE = "/activity-measures"
SHOWN = (*TOUCHES, "leads")


@page.get("")
@permits("activity.view")
def index(activities: Activities) -> Any:
    period = period_asked(request.args.get("period", ""), current.today())
    with one_moment():
        found = activities.look(period)
    sums = {name: sum(_number(one, name) for one in found.values()) for name in SHOWN}
    return page.render(
        "index",
        period=str(period), tabs=tabs(period, HERE),
        before=address(HERE, period=period.shifted(-1)), after=address(HERE, period=period.shifted(1)),
        heads=tuple(say(MEASURES[name].label) for name in SHOWN), rows=tuple(_row(id, one, period) for id, one in found.items()),
        sums=tuple(language.number(sums[name]) for name in SHOWN), total=language.number(sum(sums[name] for name in TOUCHES)),
    )  # fmt: skip


def _number(one: Activity, name: str) -> int:
    return one.leads if name == "leads" else one.done.get(name, 0)


def _row(id: int | None, one: Activity, period: Period) -> dict[str, Any]:
    mine = whose("person", id, None)
    return {
        "name": one.name or say("Nobody's"),
        "cells": tuple(
            (language.number(n), listed(MEASURES[name], period.start, period.until, *mine)) if (n := _number(one, name)) else ("", "")
            for name in SHOWN
        ),
        "total": language.number(one.total),
        "answered": f"{language.number(one.answered)} / {language.number(one.leads)}" if one.leads else "",
        "delay": delay(one.seconds) if one.seconds is not None else "—",
    }  # fmt: skip


def delay(seconds: int) -> str:
    """40 min, 3.5 h or 2.1 days: an average, so one place is enough."""
    if seconds < 3600:
        return say("{n} min", n=max(round(seconds / 60), 1))
    return say("{n} h", n=f"{seconds / 3600:.1f}") if seconds < 48 * 3600 else say("{n} days", n=f"{seconds / 86400:.1f}")
