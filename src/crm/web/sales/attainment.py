"""Attainment: targets against what was reached; each number is the way to the records whose sum it is."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current
from crm.container import Container
from crm.domain.kit.access import Scope
from crm.domain.kit.module import modules
from crm.domain.kit.money import Money
from crm.domain.sales.attainment import Clock, period_asked
from crm.domain.sales.forecast import Period, period_of
from crm.domain.sales.target_measure import Measure
from crm.errors import Forbidden
from crm.language import say, say_many
from crm.service.sales.attainment import COMPANY, Attainment, AttainmentService, Row
from crm.web.kit.page import Page, container, one_moment, permits
from crm.web.kit.view import Link
from crm.web.sales.target import said

page = Page(__name__, url="/attainment")
Attainments = Annotated[AttainmentService, Provide[Container.performance.attainment]]
SPANS = ("month", "quarter", "year")


@page.get("")
@permits("target.view")
def index(attainments: Attainments) -> Any:
    measure, period = asked(attainments.measures())
    by = "products" if request.args.get("by") == "products" and measure.by_product else "people"
    with one_moment():
        found = attainments.products(measure, period) if by == "products" else attainments.look(measure, period, outlook=True)
    kept = {"measure": measure.name, "by": by if by == "products" else ""}
    first = found.rows[0] if found.rows and by == "people" else None
    return page.render(
        "index",
        period=str(period), tabs=tabs(period, "/attainment", **kept),
        before=address("/attainment", period=period.shifted(-1), **kept), after=address("/attainment", period=period.shifted(1), **kept),
        measures=tuple((one.name, say(one.label)) for one in attainments.measures()), measure=measure.name, by=by,
        ways=_ways(measure, period, by), time=_time(found.time), running=found.time.state == "now",
        expects=bool(measure.expects) and by == "people", figures=_figures(found, first) if first else (),
        whose=_name(first) if first else "",
        rows=tuple(_row(one, found) for one in found.rows),
        sheet=address("/targets/sheet", year=period.start.year, measure=measure.name),
    )  # fmt: skip


# What pages of performance have in common -------------------------------------------


def asked(measures: list[Measure]) -> tuple[Measure, Period]:
    """What the address asks for, of the measures that there are for the reader."""
    if not measures:
        raise Forbidden()
    known = {one.name: one for one in measures}
    return known.get(request.args.get("measure", ""), measures[0]), period_asked(request.args.get("period", ""), current.today())


def address(path: str, **wanted: Any) -> str:
    return f"{path}?{urlencode({name: value for name, value in wanted.items() if value})}"


def tabs(period: Period, path: str, spans: Iterable[str] = SPANS, **kept: Any) -> tuple[Link, ...]:
    """The spans; from one to another one stays at today, where that lies in the period."""
    day = max(period.start, min(current.today(), period.last))
    labels = {"month": say("By month"), "quarter": say("By quarter"), "year": say("By year")}
    return tuple(Link(labels[span], address(path, period=period_of(span, day), **kept), current=span == period.span) for span in spans)


def listed(measure: Measure, start: date, until: date, *conditions: str) -> str:
    """The list of the records that count in [start, until)."""
    path = modules()[measure.module].path
    return f"{path}?{urlencode([*measure.listed(start, until), *(('f', one) for one in conditions)])}"


def whose(kind: str, id: int | None, within: tuple[int, ...] | None) -> tuple[str, ...]:
    """The conditions under which a list shows what is counted for the company, a department or a person."""
    if kind == "person":
        return (f"owner_id:any:{id}",) if id else ("owner_id:empty",)
    return (f"department_id:any:{','.join(str(one) for one in within)}",) if within else ()


def departments_of(permission: str) -> tuple[tuple[int | None, str], ...]:
    """Those that the reader may look at, the company before them; nothing for somebody who sees his own alone."""
    grants, scope = current.actor().grants, current.actor().grants.scope(permission)
    if scope < Scope.DEPARTMENT:
        return ()
    mine = {Scope.BELOW: grants.below, Scope.DEPARTMENT: (grants.department_id,)}.get(scope)
    choices = container().platform.department().choices()
    found = tuple((one.id, one.label) for one in choices if mine is None or one.id in mine)
    return ((None, say("The whole company")), *found) if mine is None else found


# This page ---------------------------------------------------------------------------


def _ways(measure: Measure, period: Period, by: str) -> tuple[Link, ...]:
    if not measure.by_product:
        return ()
    return tuple(
        Link(label, address("/attainment", measure=measure.name, period=period, by=name), current=by == (name or "people"))
        for name, label in (("", say("People and departments")), ("products", say("Products")))
    )


def _time(time: Clock) -> str:
    """How much of the time is gone, in words."""
    if time.state != "now":
        return say("This period is over.") if time.state == "over" else say("This period is still to come.")
    share = f"{100 * time.share:.1f} %"
    left = say_many("{n} working day left, today included.", "{n} working days left, today included.", time.left)
    return say("{share} of the working days are gone.", share=share) + " " + left


def _figures(found: Attainment, row: Row) -> tuple[dict[str, Any], ...]:
    """The first line at a glance."""
    state, name = row.found, found.measure.name
    more = say("{amount} by now", amount=said(name, state.expected)) if found.time.state == "now" and state.target else ""
    shown = [
        (say("Target"), said(name, state.target) if state.target else "—", more, ""),
        (say("Reached"), said(name, state.actual), share(state.share), _records(found, row)),
    ]
    if state.linear is not None:
        shown.append((say("At this pace"), said(name, state.linear), _of(state.linear, state.target), ""))
    if state.likely is not None:
        shown.append((_expected(found.measure), said(name, state.likely), _of(state.likely, state.target), ""))
    if state.gap_a_day is not None:
        shown.append((say("Missing a working day"), said(name, state.gap_a_day), "", ""))
    return tuple({"label": label, "value": value, "more": more, "url": url} for label, value, more, url in shown)


def _expected(measure: Measure) -> str:
    return say("With open deals by chance") if measure.expects == "deals" else say("With instalments due")


def _of(amount: Money, target: Money) -> str:
    return f"{100 * amount / target:.1f} %" if target else ""


def share(found: Any) -> str:
    return f"{found} %" if found is not None else "—"


def _records(found: Attainment, row: Row) -> str:
    conditions = [*whose(*row.whose, row.within)]
    if row.product and row.product[0] == "product_id":
        conditions.append(f"product_id:any:{row.product[1]}")
    path = listed(found.measure, found.period.start, found.period.until, *conditions)
    return path + _of_category(row) if row.product and row.product[0] == "category_id" else path


def _of_category(row: Row) -> str:
    from crm.domain.kit.plain import dumps

    assert row.product
    where = {"all": [{"field": "category_id", "operator": "any", "value": [row.product[1]]}]}
    return "&" + urlencode({"filter": dumps({"all": [{"relation": "product_id", "where": where}]})})


def _name(row: Row) -> str:
    if row.whose == COMPANY:
        return say("The whole company")
    return row.name or say("Nobody's")


def _row(row: Row, found: Attainment) -> dict[str, Any]:
    state, name = row.found, found.measure.name
    unequal = row.target_id and row.parts is not None and row.parts != state.target
    return {
        "name": _name(row), "depth": row.depth, "team": row.whose[0] != "person", "product": row.product[2] if row.product else "",
        "target": said(name, state.target) if state.target else "—",
        "target_url": f"/targets/{row.target_id}" if row.target_id else "",
        "parts": say("People: {amount}", amount=said(name, row.parts)) if unequal and row.parts is not None else "",
        "summed": not row.target_id and row.parts is not None,
        "actual": said(name, state.actual), "url": _records(found, row) if state.actual else "",
        "share": share(state.share), "width": min(max(int(state.share or 0), 0), 100), "pace": state.pace,
        "mark": min(int(100 * state.expected / state.target), 100) if state.target and found.time.state == "now" else None,
        "expected": said(name, state.expected) if state.target else "—",
        "linear": said(name, state.linear) if state.linear is not None else "—",
        "likely": said(name, state.likely) if state.likely is not None else "—",
        "gap": said(name, state.gap_a_day) if state.gap_a_day is not None else "—",
    }  # fmt: skip
