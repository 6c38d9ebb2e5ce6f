"""Proving again who one is, before what matters."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, redirect, request
from werkzeug.wrappers import Response

from crm.container import Container
from crm.errors import Invalid, TooMany, Unknown
from crm.language import say
from crm.service.platform.step import StepService
from crm.web import held as holding
from crm.web import session as sessions
from crm.web import site as sites
from crm.web.kit.page import Page, container, permits
from crm.web.platform.auth import here
from crm.web.platform.password import said

page = Page(__name__, url="/prove")
Steps = Annotated[StepService, Provide[Container.identity.step]]


@page.get("")
@permits("signed_in")
def new(steps: Steps) -> Any:
    return _asked(steps, {})


def _asked(steps: StepService, errors: dict[str, str]) -> str:
    return shown(steps, errors, request.values.get("next"), request.values.get("held", ""))


def shown(steps: StepService, errors: dict[str, str], next: str | None, held: str) -> str:
    """The page with every way in which this person can prove who he is."""
    standing, identity = steps.mine(), container().identity
    sources, mine = identity.oidc().linked(), identity.person().mine()
    typed = identity.person().has_password() or len(sources) < max(len(mine), 1)  # else there is no password, here or in a directory
    return page.render(
        "new", standing=standing, passkeys=standing.passkeys and sites.site() is not None, errors=errors, next=here(next), held=held,
        sources=sources, typed=typed,
    )  # fmt: skip


@page.post("")
@permits("signed_in")
def create(steps: Steps) -> Any:
    try:
        steps.prove(mark(), request.form.get("current_password", ""), request.form.get("code", "")[:100])
    except Invalid as refusal:
        return _asked(steps, said(refusal)), 422
    except TooMany as refusal:
        return _asked(steps, {"current_password": say(refusal.words)}), 429, {"Retry-After": str(refusal.seconds)}
    return onward(request.form.get("next"), request.form.get("held"))


@page.get("/passkey")
@permits("signed_in")
def passkey_options(steps: Steps) -> Response:
    return sites.answer(steps.prove_options(sites.need()))


@page.post("/passkey")
@permits("signed_in")
def passkey(steps: Steps) -> Any:
    try:
        steps.prove_passkey(sites.need(), mark(), request.form.get("credential", ""))
    except Invalid as refusal:
        return _asked(steps, said(refusal)), 422
    return onward(request.form.get("next"), request.form.get("held"))


def mark() -> str:
    """Of the session of this request."""
    found = sessions.resumed()
    if found is None:
        raise Unknown()
    return found.mark


def onward(next: str | None, held: str | None) -> Response:
    """To the form that was held, or to the page one came from."""
    return redirect((held and holding.landing(current_app, held)) or here(next), 303)
