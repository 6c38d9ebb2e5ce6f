"""Drafts of what is being typed: stored each second by the page, given back when it is opened again."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import abort, request

from crm.container import Container
from crm.domain.kit.module import modules
from crm.service.platform.draft import DraftService
from crm.web.kit.attached import FIELD
from crm.web.kit.form import posted
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import known_module

page = Page(__name__, url="/drafts")
Drafts = Annotated[DraftService, Provide[Container.platform.draft]]


@page.post("/<module>/<int:id>/<kind>")
@permits("signed_in")
def store(module: str, id: int, kind: str, drafts: Drafts) -> Any:
    """Keep what stands in a form of the composer; the record must be one that the person may see."""
    about, activity = known_module(module), modules()["activity"]
    if kind not in {option.value for option in activity.fields["kind"].options}:
        abort(404)
    row = container().records()(about.name).get(id)
    typed = posted(activity, request.form) | {FIELD: ",".join(request.form.getlist(FIELD))}
    drafts.keep(row.id, kind, {name: text for name, text in typed.items() if isinstance(text, str) and text != "no"})
    return "", 204
