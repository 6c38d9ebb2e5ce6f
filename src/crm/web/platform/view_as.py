"""An administrator looks at the program as somebody else: how it begins and ends."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.kit.module import Module
from crm.domain.platform.user import MODULE
from crm.errors import Invalid, Unknown
from crm.language import N_, say
from crm.service.platform.view_as import HOLDS, ViewAsService
from crm.web import session as sessions
from crm.web import view_as
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.kit.view import Link
from crm.web.proof import sensitive

page = Page(__name__, url="/users")
Views = Annotated[ViewAsService, Provide[Container.platform.view_as]]


@page.get("/<int:id>/view")
@permits("user.view")
@sensitive
def new(id: int, views: Views) -> Any:
    """What it means, before it begins; or why this person cannot be looked at so."""
    try:
        return _asked(id, views.target(id).name)
    except Invalid as refusal:
        return _asked(id, "", say(refusal.fields["user"]))


def _asked(id: int, person: str, error: str = "") -> str:
    values = {"id": id, "person": person, "error": error, "minutes": HOLDS.seconds // 60}
    return page.render("new", module=ModuleView(MODULE), title=say("View as this person"), **values)


@page.post("/<int:id>/view")
@permits("user.view")
@sensitive
def create(id: int, views: Views) -> Response:
    token = sessions.token()
    if token is None:
        raise Unknown()
    views.begin(token, id, request.remote_addr)
    session[view_as.MARK] = True
    return redirect(url_for("customer_today.index"), 303)


@page.post("/view/end")
@permits("signed_in")
def destroy() -> Response:
    """Back to whom one looked at, as oneself."""
    seen = view_as.end(current_app)
    toast(N_("You are yourself again."))
    return redirect(url_for("platform_user.show", id=seen) if seen else url_for("customer_today.index"), 303)


def way(module: Module, row: Any) -> Beside:
    """From somebody's page to what he sees."""
    mine = current.actor()
    if module.name != "user" or not mine.grants.everything or not row.is_active or row.id == mine.id:
        return Beside()
    return Beside(
        links=(Link(say("View as this person"), url_for("platform_view_as.new", id=row.id), "eye", testid="platform_view_as.new"),)
    )


OF_RECORD.append(way)
