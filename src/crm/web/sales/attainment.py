"""Attainment: targets against what was reached; each number is the way to the records whose sum it is."""

from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current
from crm.container import Container
from crm.domain.kit.money import Money
from crm.domain.kit.plain import dumps
from crm.domain.sales.attainment import Clock, Progress
from crm.domain.sales.forecast import Period, period_of
from crm.domain.sales.target_measure import Measure
from crm.language import say, say_many
from crm.service.sales.attainment import Attainment, AttainmentService
from crm.service.sales.attainment_line import COMPANY, Row
from crm.web.kit.beside import ON_TODAY
from crm.web.kit.page import Page, one_moment, permits
from crm.web.kit.view import Card, CardItem, Link
from crm.web.sales.attainment_view import address, asked, listed, share, tabs, whose
from crm.web.sales.target import said

page = Page(__name__, url="/attainment")
Attainments = Annotated[AttainmentService, Provide[Container.performance.attainment]]


@page.get("")
@permits("target.view")
def index(attainments: Attainments) -> Any:
    measure, period = asked(attainments.measures())
    by = "products" if request.args.get("by") == "products" and measure.by_product else "people"
    with one_moment():
        found = attainments.products(measure, period) if by == "products" else attainments.look(measure, period, outlook=True)
    kept = {"measure": measure.name, "by": by if by == "products" else ""}
    first = found.rows[0] if found.rows and by == "people" else None
    top = min((one.depth for one in found.rows), default=0)
    return page.render(
        "index",
        period=str(period), tabs=tabs(period, "/attainment", **kept),
        before=address("/attainment", period=period.shifted(-1), **kept), after=address("/attainment", period=period.shifted(1), **kept),
        measures=tuple((one.name, say(one.label)) for one in attainments.measures()), measure=measure.name, by=by,
        ways=_ways(measure, period, by), time=_time(found.time), running=found.time.state == "now",
        expects=bool(measure.expects) and by == "people", figures=_figures(found, first) if first else (),
        whose=_name(first) if first else "",
        rows=tuple(_row(one, found, top) for one in found.rows),
        sheet=address("/targets/sheet", year=period.start.year, measure=measure.name),
    )  # fmt: skip


@page.get("/mine")
@permits("target.view")
def mine(attainments: Attainments) -> Any:
    """My month: a card that comes after the page of Today; without script the page of attainment."""
    if not request.headers.get("HX-Request"):
        return page.to("index")
    with one_moment():
        found = attainments.mine(period_of("month", current.today()))
    items = tuple(
        CardItem(f"{say(one.label)} {share(state.share)}", address("/attainment", measure=one.name), _standing(one, state))
        for one, state in found
    )
    return page.render("mine", view=Card(say("My month"), "target-arrow", "", items, "/attainment"))


def _standing(measure: Measure, state: Progress) -> str:
    """What was reached of how much, and what is missing a day."""
    words = say("{got} reached of {of}", got=said(measure.name, state.actual), of=said(measure.name, state.target))
    if not state.gap_a_day:
        return words
    return f"{words} · {say('{amount} missing a working day', amount=said(measure.name, state.gap_a_day))}"


def on_today() -> Link | None:
    return Link(say("My month"), "/attainment/mine") if current.actor().may("target.view") else None


ON_TODAY.append(on_today)


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


def _records(found: Attainment, row: Row) -> str:
    conditions = [*whose(*row.whose, row.within)]
    if row.product and row.product[0] == "product_id":
        conditions.append(f"product_id:any:{row.product[1][0]}")
    path = listed(found.measure, found.period.start, found.period.until, *conditions)
    return path + _of_category(row) if row.product and row.product[0] == "category_id" else path


def _of_category(row: Row) -> str:
    assert row.product
    where = {"all": [{"field": "category_id", "operator": "any", "value": list(row.product[1])}]}
    return "&" + urlencode({"filter": dumps({"all": [{"relation": "product_id", "where": where}]})})


def _name(row: Row) -> str:
    if row.whose == COMPANY:
        return say("The whole company")
    return row.name or say("Nobody's")


def _row(row: Row, found: Attainment, top: int) -> dict[str, Any]:
    """`top` is how deep the first of the lines stand that the reader sees."""
    state, name = row.found, found.measure.name
    unequal = row.target_id and row.parts is not None and row.parts != state.target
    return {
        "name": _name(row), "depth": row.depth - top, "team": row.whose[0] != "person", "product": row.product[2] if row.product else "",
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
