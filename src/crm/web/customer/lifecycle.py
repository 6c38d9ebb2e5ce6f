"""The life cycle of a customer: the stages it went through, and moving it on."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.customer.account import MODULE
from crm.domain.customer.lifecycle import Span
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.customer.lifecycle import LifecycleService
from crm.web.kit.entries import SOURCES
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast

page = Page(__name__, url="/accounts")
Lifecycles = Annotated[LifecycleService, Provide[Container.customer.lifecycle]]


@page.get("/<int:id>/lifecycle")
@permits("account.view")
def show(id: int, lifecycles: Lifecycles) -> Any:
    return _show(id, lifecycles)


@page.post("/<int:id>/lifecycle")
@permits("account.edit")
def store(id: int, lifecycles: Lifecycles) -> Any:
    """Move the customer to another stage, with a reason."""
    try:
        row = lifecycles.move(id, request.form.get("stage", ""), request.form.get("reason", ""))
    except Invalid as refusal:
        return _show(id, lifecycles, refusal), 422
    toast(N_("{name} is in another stage now."), current.last_change(), name=row.name)
    return page.to("show", id=id)


def _show(id: int, lifecycles: LifecycleService, refusal: Invalid | None = None) -> str:
    accounts = container().customer.account()
    row = accounts.get(id)
    field, spans = MODULE.own["stage"], lifecycles.of(id)
    return page.render(
        "show",
        module=ModuleView(MODULE),
        row=row,
        url=f"{MODULE.path}/{id}",
        stages=tuple((o.value, say(o.label), o.tone, o.value == row.stage) for o in field.options),
        spans=tuple(span_view(span) for span in reversed(spans)),
        reason=request.form.get("reason", ""),
        editable=accounts.may("edit", row),
        errors=[say(why) for why in refusal.fields.values()] if refusal else [],
    )


def span_view(span: Span) -> dict[str, Any]:
    option = next((o for o in MODULE.own["stage"].options if o.value == span.stage), None)
    return {
        "label": say(option.label) if option else span.stage,
        "tone": option.tone if option else "",
        "start": language.moment(span.start),
        "end": language.moment(span.end) if span.end else say("until today"),
        "days": say("{n} d", n=language.number(span.days(current.now()))),
        "by": f"{span.by or say('System')} · {say(SOURCES.get(span.source, span.source))}",
        "reason": span.reason or "",
    }
