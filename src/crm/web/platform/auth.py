"""Sign-in and sign-out."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from dependency_injector.wiring import Provide
from flask import redirect, request, session
from werkzeug.wrappers import Response

from crm.container import Container
from crm.errors import Invalid
from crm.language import say
from crm.service.platform.auth import AuthService
from crm.web.kit.page import Page, permits

page = Page(__name__, url="")
Auth = Annotated[AuthService, Provide[Container.platform.auth]]


@page.get("/sign-in")
@permits("public")
def new(error: str | None = None) -> Any:
    return page.render("new", error=error, account=request.form.get("account", ""), next=request.values.get("next", ""))


@page.post("/sign-in")
@permits("public")
def create(auth: Auth) -> Any:
    try:
        token = auth.sign_in(request.form.get("account", ""), request.form.get("password", ""), request.remote_addr, request.user_agent.string)
    except Invalid as refusal:
        return new(error=say(next(iter(refusal.fields.values())))), 422
    session.clear()
    session["token"] = token
    session.permanent = True
    return redirect(here(request.form.get("next")), 303)


@page.post("/sign-out")
@permits("public")
def destroy(auth: Auth) -> Response:
    if token := session.get("token"):
        auth.sign_out(token)
    session.clear()
    return page.to("new")


def here(target: str | None) -> str:
    """The address to go on to, when it is one of ours."""
    parts = urlsplit(target or "")
    safe = target and not parts.scheme and not parts.netloc and target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if safe and target else "/"
