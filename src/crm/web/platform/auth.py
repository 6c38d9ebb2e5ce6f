"""Sign-in and sign-out."""

from typing import Annotated, Any
from urllib.parse import urlsplit

from dependency_injector.wiring import Provide
from flask import current_app, redirect, request, session, url_for
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.platform.auth import Opened
from crm.errors import Invalid, NotFound, TooMany
from crm.language import say
from crm.service.platform.auth import AuthService
from crm.service.platform.held import HeldService
from crm.service.platform.notice_push import NoticePushService
from crm.service.platform.step import StepService
from crm.web import held as holding
from crm.web import session as sessions
from crm.web import site as sites
from crm.web.kit.page import Page, container, permits

page = Page(__name__, url="")
Auth = Annotated[AuthService, Provide[Container.platform.auth]]
Held = Annotated[HeldService, Provide[Container.platform.held]]
Steps = Annotated[StepService, Provide[Container.identity.step]]
Push = Annotated[NoticePushService, Provide[Container.platform.notice_push]]


@page.get("/sign-in")
@permits("public")
def new(error: str | None = None) -> Any:
    if current.actor().id and request.method == "GET":
        return redirect(here(request.args.get("next")), 303)
    given = {name: request.values.get(name, "") for name in ("account", "next", "held")}
    sources = container().identity.oidc().offered()
    return page.render("new", error=error, passkeys=sites.site() is not None, sources=sources, **given)


@page.post("/sign-in")
@permits("public")
def create(auth: Auth) -> Any:
    device, known = sessions.device(current_app)
    account, password = request.form.get("account", ""), request.form.get("password", "")
    try:
        opened = auth.sign_in(account, password, request.remote_addr, request.user_agent.string, device, known)
    except Invalid as refusal:
        return new(error=say(next(iter(refusal.fields.values())))), 422
    except TooMany as refusal:
        return new(error=say(refusal.words)), 429, {"Retry-After": str(refusal.seconds)}
    return entered(opened, request.form.get("next"), request.form.get("held"))


def entered(opened: Opened, next: str | None, held: str | None = None) -> Response:
    """On from here, however somebody proved who he is: to what he came for, or first to the second factor that he owes."""
    platform = container().platform
    if opened.half:
        sessions.owe(opened)
        return redirect(url_for("platform_step.new", next=next or None, held=held or None), 303)
    if old := sessions.token():
        platform.auth().sign_out(old)
    if "push" in session and session.get("who") != opened.user_id:  # the browser was somebody else's
        platform.notice_push().forget(session.pop("push"))
    sessions.begin(opened)
    return redirect(_onward(platform.auth(), opened.token, next, held), 303)


def _onward(auth: AuthService, token: str, next: str | None, held: str | None) -> str:
    """To the form that was held, to the page that was asked for, or to the start."""
    found = auth.resume(token)
    if held and found:
        with current.acting(actor=found.actor):
            if target := holding.landing(current_app, held):
                return target
    return here(next)


@page.get("/sign-in/passkey")
@permits("public")
def passkey_options(steps: Steps) -> Response:
    return sites.answer(steps.sign_in_options(sites.need()))


@page.post("/sign-in/passkey")
@permits("public")
def passkey(steps: Steps) -> Any:
    try:
        opened = steps.sign_in(sites.need(), request.form.get("credential", ""), request.remote_addr, request.user_agent.string)
    except Invalid as refusal:
        return new(error=say(next(iter(refusal.fields.values())))), 422
    except TooMany as refusal:
        return new(error=say(refusal.words)), 429, {"Retry-After": str(refusal.seconds)}
    return entered(opened, request.form.get("next"), request.form.get("held"))


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
