"""What pages of performance have in common: the measure and period that are asked for, and the ways to the records behind a number."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from flask import request

from crm import current
from crm.domain.kit.access import Scope
from crm.domain.kit.module import modules
from crm.domain.sales.attainment import period_asked
from crm.domain.sales.forecast import Period, period_of
from crm.domain.sales.target_measure import Measure
from crm.errors import Forbidden
from crm.language import say
from crm.web.kit.page import container
from crm.web.kit.view import Link

SPANS = ("month", "quarter", "year")


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


def share(found: Decimal | None) -> str:
    return f"{found} %" if found is not None else "—"
