"""Security events: who signed in from where, what was granted, exported, revealed."""

from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.platform.security import KINDS, EventLine
from crm.language import N_, say
from crm.service.platform.security import SecurityService
from crm.web.kit.change import Names
from crm.web.kit.page import Page, container, permits
from crm.web.platform import journal_filter
from crm.web.platform.journal import before
from crm.web.platform.journal_tabs import tabs

page = Page(__name__, url="/journal/events")
Security = Annotated[SecurityService, Provide[Container.platform.security]]
SIZE = 50
# What the parts of an event are called; of others the program's own names are shown.
PARTS = {
    "module": N_("Module"), "form": N_("Format"), "name": N_("Name"), "sessions": N_("Sessions"), "roles": N_("Roles"), "role": N_("Role"),
    "agent": N_("Device"), "proof": N_("Proof"), "field": N_("Field"), "record": N_("Record no."), "subject": N_("What"),
    "words": N_("Search"), "filter": N_("Filter"), "reason": N_("Reason"),
}  # fmt: skip
PLAIN = ("by", "count", "change_set")
PROOFS = {"password": N_("Password"), "totp": N_("Authenticator app"), "passkey": N_("Passkey"), "recovery_code": N_("Recovery code")}


@dataclass(frozen=True, slots=True)
class EventView:
    """One event in words."""

    id: int
    at: str
    at_full: str
    kind: str
    kind_url: str
    person: str
    person_url: str | None
    by: str | None  # who did it, where that is somebody else
    address: str
    address_url: str | None
    n: str
    detail: str
    change_url: str | None
    pruned: bool


@page.get("")
@permits("journal.view")
def index(security: Security) -> Any:
    wanted = journal_filter.events(request.args)
    found = [] if wanted.wrong else security.lines(SIZE + 1, before_id=request.args.get("before", type=before), **wanted.criteria)
    more = wanted.address("/journal/events", before=found[SIZE - 1].id) if len(found) > SIZE else None
    view = "rows" if request.headers.get("HX-Request") and "before" in request.args else "index"
    return page.render(
        view, lines=views(found[:SIZE]), next_url=more, wanted=wanted, tabs=tabs("platform_journal_event.index"), path="/journal/events",
        exports=journal_filter.exports(wanted, "/journal/events/export"),
    ), 422 if wanted.wrong else 200  # fmt: skip


def views(found: list[EventLine]) -> list[EventView]:
    wanted = {("user", by) for one in found if (by := one.detail.get("by")) and by != one.user_id}
    names = container().records().names(wanted | {("role", id) for one in found for id in _roles(one.detail)})
    return [_view(one, names) for one in found]


def _roles(detail: dict[str, Any]) -> list[int]:
    found = detail.get("roles", [detail.get("role")])
    return [one for one in found if isinstance(one, int)] if isinstance(found, list) else []


def _view(one: EventLine, names: Names) -> EventView:
    change, by = one.detail.get("change_set"), one.detail.get("by")
    return EventView(
        id=one.id,
        at=language.ago(one.at),
        at_full=language.moment(one.at),
        kind=say(KINDS.get(one.kind, one.kind)),
        kind_url=f"/journal/events?kind={one.kind}",
        person=one.user_name or (f"#{one.user_id}" if one.user_id else "—"),
        person_url=f"/journal/events?person={one.user_id}" if one.user_id else None,
        by=names.get(("user", by)) if by and by != one.user_id else None,
        address=one.address or "",
        address_url=f"/journal/events?address={one.address}" if one.address else None,
        n=language.number(one.n) if one.n != 1 else "",
        detail=told(one.detail, names),
        change_url=f"/journal/{change}" if change and current.actor().may("journal.view") else None,
        pruned=one.pruned_at is not None,
    )


def told(detail: dict[str, Any], names: Names) -> str:
    """What an event says beside its bare facts."""
    roles = ", ".join(names.get(("role", id), f"#{id}") for id in _roles(detail))
    shown = detail | {name: roles for name in ("role", "roles") if name in detail}
    if proof := detail.get("proof"):
        shown["proof"] = " + ".join(say(PROOFS.get(part, part)) for part in str(proof).split("+"))
    parts = ((say(PARTS[name]) if name in PARTS else name, value) for name, value in shown.items() if name not in PLAIN)
    return " · ".join(f"{name}: {value}" for name, value in parts if value not in (None, "", [], {}))[:300]
