"""To an OpenID Connect provider and back."""

import hmac
from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import urljoin

from dependency_injector.wiring import Provide
from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.platform.oidc import Flow, Untrusted
from crm.errors import CrmError, TooMany, Unknown
from crm.language import N_, say
from crm.service.kit.fetch import Unreachable
from crm.service.platform.oidc import ENDED, OidcService
from crm.service.platform.step import StepService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform import auth as signing
from crm.web.platform import prove as proving
from crm.web.platform.password import base
from crm.web.proof import asked

page = Page(__name__, url="/sign-in/with")
Oidc = Annotated[OidcService, Provide[Container.identity.oidc]]
Steps = Annotated[StepService, Provide[Container.identity.step]]
MOST = 3  # sign-ins under way in one browser: it may have several tabs
FLOWS = "oidc"


@page.get("/<int:id>")
@permits("public")
def begin(id: int, oidc: Oidc) -> Any:
    """To the provider. Whoever is signed in comes back to prove again who he is, or to link himself, for which he proves that first.
    Nothing is changed here yet."""
    who = current.actor().id
    proves = bool(who and request.args.get("prove"))
    if who and not proves and (away := asked()):
        return away
    more = {"next": signing.here(request.args.get("next")), "held": request.args.get("held", "")[:100], "user_id": who, "proves": proves}
    try:
        target, flow = oidc.begin(oidc.provider(id), callback_url(id), **more)
    except (Unreachable, Untrusted) as refusal:
        return _failed(refusal)
    flows = {**session.get(FLOWS, {}), flow.state: asdict(flow)}
    session[FLOWS] = dict(list(flows.items())[-MOST:])
    return redirect(target, 303)


@page.get("/<int:id>/callback")
@permits("public")
def answered(id: int, oidc: Oidc, steps: Steps) -> Any:
    """Back from the provider: only in the browser that went there, and once."""
    try:
        flow = _taken(id)
        if flow.proves:
            return _proven(oidc, steps, flow)
        if flow.user_id:
            return _linked(oidc, flow)
        opened = oidc.sign_in(flow, request.args.to_dict(), request.remote_addr, request.user_agent.string)
    except TooMany as refusal:
        return signing.new(error=say(refusal.words)), 429, {"Retry-After": str(refusal.seconds)}
    except (Unreachable, Untrusted) as refusal:
        return _failed(refusal)
    return signing.entered(opened, flow.next, flow.held or None)


def _taken(id: int) -> Flow:
    """The sign-in that this is the answer to; it is the browser's no more."""
    state, flows = request.args.get("state", ""), dict(session.get(FLOWS, {}))
    key = next((key for key in flows if hmac.compare_digest(key.encode(), state.encode())), None)
    if key is None:
        raise Untrusted(ENDED)
    flow = Flow(**flows.pop(key))
    session[FLOWS] = flows
    if flow.provider_id != id or flow.user_id != current.actor().id:
        raise Untrusted(ENDED)
    return flow


def _proven(oidc: OidcService, steps: StepService, flow: Flow) -> Any:
    try:
        oidc.prove(proving.mark(), flow, request.args.to_dict())
    except (Unreachable, Untrusted) as refusal:
        return proving.shown(steps, {"provider": say(refusal.words)}, flow.next, flow.held), 422
    return proving.onward(flow.next, flow.held)


def _linked(oidc: OidcService, flow: Flow) -> Response:
    if not current.actor().id:
        raise Unknown()
    oidc.link(flow, request.args.to_dict())
    toast(N_("Linked. From now on you can sign in with it."))
    return redirect(url_for("platform_identity.index"), 303)


def _failed(refusal: CrmError) -> Any:
    if current.actor().id:
        toast(refusal.words, tone="bad")
        return redirect(url_for("platform_identity.index"), 303)
    return signing.new(error=say(refusal.words)), 422


def callback_url(id: int) -> str:
    """Where the provider sends the browser back to: the address by which people know this program."""
    return urljoin(base(), url_for("platform_oidc.answered", id=id))
