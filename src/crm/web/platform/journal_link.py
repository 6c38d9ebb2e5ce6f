"""Saved ways into the journal: kept under a name, and taken away again."""

from typing import Annotated, Any
from urllib.parse import parse_qsl

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm.container import Container
from crm.errors import Invalid
from crm.language import N_
from crm.service.platform.journal_link import JournalLinkService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform import journal_filter

page = Page(__name__, url="/journal/links")
Links = Annotated[JournalLinkService, Provide[Container.platform.journal_link]]


@page.post("")
@permits("journal.view")
def create(links: Links) -> Any:
    """Only what the filter understands is kept."""
    place = "events" if request.form.get("place") == "events" else "changes"
    read = journal_filter.events if place == "events" else journal_filter.changes
    wanted = read(dict(parse_qsl(request.form.get("query", ""))))
    try:
        links.keep(place, request.form.get("name", ""), wanted.address("").removeprefix("?"))
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(N_("The link was saved."))
    return redirect(wanted.address(journal_filter.PATHS[place]), 303)


@page.post("/<int:id>/removal")
@permits("journal.view")
def destroy(id: int, links: Links) -> Any:
    links.drop(id)
    toast(N_("The link was removed."))
    return redirect(journal_filter.PATHS["events" if request.form.get("place") == "events" else "changes"], 303)
