"""Unusual acts: what is open, what somebody has looked at, and what he said of it."""

from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.platform.alert import KINDS, Alert
from crm.domain.platform.chain import CHAINS
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.alert import AlertService, said
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.journal import before
from crm.web.platform.journal_tabs import tabs

page = Page(__name__, url="/alerts")
Alerts = Annotated[AlertService, Provide[Container.trace.alert]]
SIZE = 50
EVENTS = {"exports": "export", "reveals": "reveal", "failures": "sign_in_failed", "address_failures": "sign_in_failed",
          "refused": "sign_in_refused", "hours": "sign_in", "network": "sign_in", "chain": "chain_broken"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AlertView:
    """One case in words."""

    id: int
    title: str
    kind: str
    when: str
    when_full: str
    events_url: str | None
    closed: str | None
    remark: str | None


@page.get("")
@permits("alert.view")
def index(alerts: Alerts) -> Any:
    closed = request.args.get("state") == "closed"
    found = alerts.page(SIZE + 1, request.args.get("before", type=before), closed)
    more = f"/alerts?before={found[SIZE - 1].id}" + ("&state=closed" if closed else "") if len(found) > SIZE else None
    return page.render(
        "index", alerts=[_view(one) for one in found[:SIZE]], closed=closed, more=more, tabs=tabs("platform_alert.index"),
        may_close=current.actor().may("alert.edit"),
    )  # fmt: skip


@page.get("/<int:id>")
@permits("alert.view")
def show(id: int, alerts: Alerts) -> Any:
    return _show(alerts.get(id))


def _show(found: Alert, typed: str = "", error: str | None = None) -> str:
    may_close = current.actor().may("alert.edit") and found.closed_at is None
    return page.render("show", alert=_view(found), typed=typed, error=error, may_close=may_close, facts=_facts(found))


@page.post("/<int:id>/closing")
@permits("alert.edit")
def close(id: int, alerts: Alerts) -> Any:
    remark = request.form.get("remark", "")
    try:
        alerts.close(id, remark)
    except Invalid as refusal:
        return _show(alerts.get(id), remark, say(refusal.fields["remark"])), 422
    toast(N_("The case is closed."))
    return page.to("index")


def _view(one: Alert) -> AlertView:
    what = one.subject if one.subject in CHAINS else ""
    closed = one.closed_at and say("{name}, {time}", name=one.closed_name or say("System"), time=language.moment(one.closed_at))
    return AlertView(
        one.id, said(one.kind, one.user_name, one.address, one.n, what).said(), say(KINDS[one.kind][0]), language.ago(one.last_at),
        language.moment(one.last_at), _events_url(one), closed or None, one.remark,
    )  # fmt: skip


def _events_url(one: Alert) -> str | None:
    """The events that the case is made of; of what is only counted, the changes of that person."""
    kind = EVENTS.get(one.kind)
    if kind is None:
        return f"/journal/events?person={one.user_id}" if one.user_id else None
    whose = f"&person={one.user_id}" if one.user_id else f"&address={one.address}" if one.address else ""
    return f"/journal/events?kind={kind}{whose}"


def _facts(one: Alert) -> list[tuple[str, str]]:
    facts = [
        (say("What"), say(KINDS[one.kind][0])), (say("Who"), one.user_name or "—"), (say("Address"), one.address or "—"),
        (say("Times"), language.number(one.n)), (say("First"), language.moment(one.first_at)), (say("Last"), language.moment(one.last_at)),
    ]  # fmt: skip
    return [*facts, *([(say("Remark"), one.remark)] if one.remark else [])]
