"""Notices: the bell, the list, and the way to what each is about."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request, url_for

from crm import language
from crm.container import Container
from crm.current import actor
from crm.domain.platform.notice import Notice
from crm.language import say
from crm.service.platform.notice import NoticeService
from crm.web.kit.entries import day
from crm.web.kit.page import Page, permits
from crm.web.kit.view import Entry

page = Page(__name__, url="/notices")
Notices = Annotated[NoticeService, Provide[Container.platform.notice]]
SIZE = 50


@page.get("")
@permits("signed_in")
def index(notices: Notices) -> Any:
    found = notices.page(SIZE + 1, request.args.get("before", type=_id))
    more = url_for("platform_notice.index", before=found[SIZE - 1].id) if len(found) > SIZE else None
    view = "entries" if request.headers.get("HX-Request") and "before" in request.args else "index"
    entries = tuple(_entry(one) for one in found[:SIZE])
    return page.render(view, entries=entries, more_entries_url=more, unread=notices.unread(actor().id))


@page.get("/bell")
@permits("signed_in")
def bell(notices: Notices) -> Any:
    """The bell with the number of unread notices: a piece of a page that asks for itself again."""
    return page.render("bell", unread=notices.unread(actor().id))


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, notices: Notices) -> Any:
    """Go to what it is about; from now on it is read."""
    return redirect(notices.open(id).url, 303)


@page.post("/reading")
@permits("signed_in")
def read_all(notices: Notices) -> Any:
    notices.read_all()
    return page.to("index")


def _id(text: str) -> int:
    """A number that an id can be."""
    return min(int(text), 2**63 - 1)


def _entry(one: Notice) -> Entry:
    return Entry(
        id=str(one.id),
        kind="told",
        icon=one.icon,
        title=one.title,
        by="" if one.read_at else say("Unread"),
        at=language.ago(one.created_at),
        at_full=language.moment(one.created_at),
        day=day(one.created_at),
        url=url_for("platform_notice.show", id=one.id),
        tone=None if one.read_at else "unread",
    )
