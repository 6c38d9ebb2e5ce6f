"""A statement: what one person earns in a month, line by line, each cent with the way to its deal."""

from itertools import groupby
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.access import Scope
from crm.domain.kit.money import Money
from crm.domain.sales.commission_line import KINDS, MODULE
from crm.domain.sales.commission_run import STATES
from crm.language import say
from crm.service.sales.commission_line import MOST, CommissionLineService
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.view import Link
from crm.web.sales.commission_words import counted, how, source_url

page = Page(__name__, url="/my-commission")
Lines = Annotated[CommissionLineService, Provide[Container.performance.commission_line]]


@page.get("")
@permits("commission_line.view")
def index(lines: Lines) -> Any:
    months = lines.months()
    known = [one.month for one in months]
    asked = request.args.get("month", "")
    month = asked if asked in known else known[0] if known else ""
    widely = current.actor().grants.scope("commission_line.view") > Scope.OWN
    people = lines.payees(month) if month and widely else []
    person = request.args.get("person", _first(people), int)
    found = lines.statement(month, person) if month and person else []
    return page.render(
        "index",
        module=ModuleView(MODULE),
        months=tuple((one.month, one.month == month) for one in months),
        people=tuple((one.id, _called(one), one.id == person) for one in people),
        table=tuple(_payee(one, month) for one in people) if not person else (),
        person=person,
        called=next((one.name for one in people if one.id == person), None) or (found[0].owner_name if found else current.actor().name),
        own=person == current.actor().id,
        month=month,
        state=next((_state(one.state) for one in months if one.month == month), None),
        total=language.money(_sum(found if person else people), current.own_currency()),
        plans=tuple(_plan(name or "", list(some), person) for name, some in groupby(sorted(found, key=_by), lambda one: one.plan_name)),
        more=_listed(month, person) if len(found) == MOST else None,
        exports=_exports(month, person) if (found or not person) and current.actor().may("commission_line.export") else (),
        list_url=_listed(month, person),
        foresees=current.actor().may("opportunity.view"),
    )


def _first(people: list[Any]) -> int:
    """Oneself; nobody, that is all of them, for whoever earns nothing himself and sees others."""
    me = current.actor().id
    return me if not people or any(one.id == me for one in people) else 0


def _by(line: Any) -> tuple[Any, ...]:
    return line.plan_name or "", line.id


def _sum(lines: list[Any]) -> Money:
    return sum((one.amount for one in lines), Money(0))


def _payee(one: Any, month: str) -> dict[str, Any]:
    return {
        "name": one.name or f"#{one.id}", "left": one.state != "active", "url": f"/my-commission?month={month}&person={one.id}",
        "entries": language.number(one.entries), "amount": language.money(one.amount, current.own_currency()),
    }  # fmt: skip


def _called(one: Any) -> str:
    name = f"{one.name} · {say('left')}" if one.state != "active" else one.name or f"#{one.id}"
    return f"{name} · {language.money(one.amount, current.own_currency())}"


def _state(value: str) -> Link:
    option = next(one for one in STATES if one.value == value)
    return Link(say(option.label), "", tone=option.tone)


def _plan(name: str, lines: list[Any], person: int) -> dict[str, Any]:
    own = person == current.actor().id
    return {
        "name": name,
        "url": f"/commission-plans/{lines[0].plan_id}" if current.actor().may("commission_plan.view") else "",
        "lines": tuple(_line(one, own) for one in lines),
        "base": counted(sum((one.base for one in lines), Money(0)), sum(one.pieces for one in lines)),
        "amount": language.money(_sum(lines), current.own_currency()),
    }


def _line(one: Any, own: bool) -> dict[str, Any]:
    code = current.own_currency()
    kind = next(option for option in KINDS if option.value == one.kind)
    return {
        "id": one.id, "name": one.source_name or say(kind.label), "source": source_url(one), "url": f"{MODULE.path}/{one.id}",
        "deal": f"/opportunities/{one.opportunity_id}" if one.opportunity_id and one.source_module != "opportunity" else "",
        "deal_name": one.opportunity_name or "", "customer": one.account_name or "",
        "kind": None if one.kind == "base" else Link(say(kind.label), "", tone=kind.tone),
        "day": language.day(one.booked_on) if one.booked_on else "",
        "base": counted(one.base, one.pieces), "how": how(one), "amount": language.money(one.amount, code),
        "ask": f"{MODULE.path}/{one.id}/question" if own else "",
    }  # fmt: skip


def _conditions(month: str, person: int) -> str:
    whose = [("f", f"owner_id:any:{person}")] if person else []
    return urlencode([("f", f"month:is:{month}"), *whose])


def _listed(month: str, person: int) -> str:
    return f"{MODULE.path}?{_conditions(month, person)}"


def _exports(month: str, person: int) -> tuple[Link, ...]:
    way = f"/exports/{MODULE.name}.{{}}?{_conditions(month, person)}"
    return tuple(Link(say("Export as {kind}", kind=kind.upper()), way.format(kind), "download") for kind in ("xlsx", "csv"))
