"""Sign-in and sign-out."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from dependency_injector.wiring import Provide
from flask import current_app, redirect, request, session
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.errors import Invalid, NotFound, TooMany
from crm.language import say
from crm.service.platform.auth import AuthService
from crm.service.platform.held import HeldService
from crm.service.platform.notice_push import NoticePushService
from crm.web import held as holding
from crm.web import session as sessions
from crm.web.kit.page import Page, permits

page = Page(__name__, url="")
Auth = Annotated[AuthService, Provide[Container.platform.auth]]
Held = Annotated[HeldService, Provide[Container.platform.held]]
Push = Annotated[NoticePushService, Provide[Container.platform.notice_push]]


@page.get("/sign-in")
@permits("public")
def new(error: str | None = None) -> Any:
    if current.actor().id and request.method == "GET":
        return redirect(here(request.args.get("next")), 303)
    given = {name: request.values.get(name, "") for name in ("account", "next", "held")}
    return page.render("new", error=error, **given)


@page.post("/sign-in")
@permits("public")
def create(auth: Auth, push: Push) -> Any:
    device, known = sessions.device(current_app)
    account, password = request.form.get("account", ""), request.form.get("password", "")
    try:
        opened = auth.sign_in(account, password, request.remote_addr, request.user_agent.string, device, known)
    except Invalid as refusal:
        return new(error=say(next(iter(refusal.fields.values())))), 422
    except TooMany as refusal:
        return new(error=say(refusal.words)), 429, {"Retry-After": str(refusal.seconds)}
    if old := sessions.token():
        auth.sign_out(old)
    if "push" in session and session.get("who") != opened.user_id:  # the browser was somebody else's
        push.forget(session.pop("push"))
    sessions.begin(opened)
    return redirect(_onward(auth, opened.token), 303)


def _onward(auth: AuthService, token: str) -> str:
    """To the form that was held, to the page that was asked for, or to the start."""
    held, found = request.form.get("held"), auth.resume(token)
    if held and found:
        with current.acting(actor=found.actor):
            if target := holding.landing(current_app, held):
                return target
    return here(request.form.get("next"))


@page.post("/sign-out")
@permits("public")
def destroy(auth: Auth, push: Push) -> Response:
    if key := session.get("push"):
        push.forget(key)
    if token := sessions.token():
        auth.sign_out(token)
    sessions.forget()
    return page.to("new")


@page.get("/held/<token>")
@permits("signed_in")
def held(token: str, forms: Held) -> Any:
    """A form without a page of its own: what was typed, to be sent again."""
    found = forms.get(token)
    if found is None:
        raise NotFound()
    fields = [(name, value) for name, values in found.data["fields"].items() for value in values]
    return page.render("held", action=here(found.data["action"]), fields=fields)


def here(target: str | None) -> str:
    """The address to go on to, when it is one of ours."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or any(ord(c) < 33 or c == "\\" for c in target):
        return "/"
    parts = urlsplit(target)
    return "/" if parts.scheme or parts.netloc else target
