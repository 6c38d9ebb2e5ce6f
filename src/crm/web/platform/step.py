"""The second step of signing in: a code of the app, a passkey, or a recovery code."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from crm.container import Container
from crm.errors import Invalid, NotFound, TooMany
from crm.language import say
from crm.service.platform.step import StepService
from crm.web import session as sessions
from crm.web import site as sites
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.auth import entered

page = Page(__name__, url="/sign-in/step")
Steps = Annotated[StepService, Provide[Container.identity.step]]


@page.get("")
@permits("public")
def new(steps: Steps) -> Any:
    return _asked(steps)


def _asked(steps: StepService, error: str | None = None) -> Any:
    """The page; from the start again for whoever comes too late."""
    standing = steps.owed(sessions.owed())
    if standing is None:
        return redirect(url_for("platform_auth.new", next=request.values.get("next") or None), 303)
    given = {name: request.values.get(name, "") for name in ("next", "held")}
    return page.render("new", standing=standing, passkeys=standing.passkeys and sites.site() is not None, error=error, **given)


@page.post("")
@permits("public")
def create(steps: Steps) -> Any:
    device, known = sessions.device(current_app)
    code, agent = request.form.get("code", "")[:100], request.user_agent.string
    try:
        opened = steps.give(sessions.owed(), code, request.remote_addr, agent, device, known)
    except Invalid as refusal:
        return _asked(steps, say(next(iter(refusal.fields.values())))), 422
    except TooMany as refusal:
        return _asked(steps, say(refusal.words)), 429, {"Retry-After": str(refusal.seconds)}
    except NotFound as late:
        return _late(late)
    return entered(opened, request.form.get("next"), request.form.get("held"))


@page.get("/passkey")
@permits("public")
def passkey_options(steps: Steps) -> Response:
    return sites.answer(steps.options(sites.need(), sessions.owed()))


@page.post("/passkey")
@permits("public")
def passkey(steps: Steps) -> Any:
    credential, agent = request.form.get("credential", ""), request.user_agent.string
    try:
        opened = steps.give_passkey(sites.need(), sessions.owed(), credential, request.remote_addr, agent)
    except Invalid as refusal:
        return _asked(steps, say(next(iter(refusal.fields.values())))), 422
    except NotFound as late:
        return _late(late)
    return entered(opened, request.form.get("next"), request.form.get("held"))


def _late(late: NotFound) -> Response:
    toast(late.words, tone="bad")
    return redirect(url_for("platform_auth.new", next=request.form.get("next") or None), 303)
