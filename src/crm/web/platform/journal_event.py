"""Security events: who signed in from where, what was granted, exported, revealed."""

from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.platform.security import KINDS, EventLine
from crm.language import say
from crm.service.platform.security import SecurityService
from crm.web.kit.change import Names
from crm.web.kit.page import Page, container, permits
from crm.web.platform import journal_filter
from crm.web.platform.journal import before
from crm.web.platform.journal_tabs import tabs
from crm.web.platform.journal_told import named, told

page = Page(__name__, url="/journal/events")
Security = Annotated[SecurityService, Provide[Container.platform.security]]
SIZE = 50


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
        exports=journal_filter.exports(wanted, "/journal/events/export"), saved=journal_filter.saved(wanted, "events"),
    ), 422 if wanted.wrong else 200  # fmt: skip


def views(found: list[EventLine]) -> list[EventView]:
    wanted = {("user", by) for one in found if (by := one.detail.get("by")) and by != one.user_id}
    names = container().records().names(wanted.union(*(named(one.detail) for one in found)))
    return [_view(one, names) for one in found]


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
