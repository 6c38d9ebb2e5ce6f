"""The security of one's own account: password, authenticator app, passkeys, recovery codes."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, TypeVar

import segno
from dependency_injector.wiring import Provide
from flask import request, session
from markupsafe import Markup
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.platform.auth import agent_name
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.factor import FactorService
from crm.service.platform.passkey import PasskeyService
from crm.service.platform.totp import TotpService
from crm.web import session as sessions
from crm.web import site as sites
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.platform.password import said
from crm.web.proof import sensitive

F = TypeVar("F", bound=Callable[..., Any])
page = Page(__name__, url="/profile/security")
Factors = Annotated[FactorService, Provide[Container.identity.factor]]
Totps = Annotated[TotpService, Provide[Container.identity.totp]]
Passkeys = Annotated[PasskeyService, Provide[Container.identity.passkey]]


@page.get("")
@permits("signed_in")
def index(factors: Factors) -> Any:
    return _index(factors, {})


def _index(factors: FactorService, errors: dict[str, str]) -> str:
    mine = factors.mine()
    keys = [(one, language.ago(one.created_at), language.ago(one.used_at) if one.used_at else None) for one in mine.passkeys]
    made = language.ago(mine.totp.created_at) if mine.totp else None
    return page.render(
        "index", standing=mine.standing, made=made, keys=keys, wants=_wants(), passkeys=sites.site() is not None,
        called=agent_name(request.user_agent.string) or say("Passkey"), errors=errors,
    )  # fmt: skip


def told(action: F) -> F:
    """What the action is refused stands on the page, which comes back by itself."""

    @wraps(action)
    def run(factors: FactorService, **kwargs: Any) -> Any:
        try:
            return action(factors=factors, **kwargs)
        except Invalid as refusal:
            return _index(factors, said(refusal)), 422

    return run  # type: ignore[return-value]


def _wants() -> str:
    """What has to be set up before anything else."""
    found = sessions.resumed()
    return found.wants if found else ""


# The app ------------------------------------------------------------------------


@page.get("/app")
@permits("signed_in")
@sensitive
def app(totps: Totps) -> Any:
    return _app(totps, {})


def _app(totps: TotpService, errors: dict[str, str]) -> str:
    """The secret, as a picture and in letters; the page carries it, sealed, until a code confirms it."""
    offer = totps.offer(request.form.get("sealed"))
    picture = Markup(segno.make(offer.uri, error="m").svg_inline(scale=4, border=3, svgclass="qr"))
    groups = " ".join(offer.secret[at : at + 4] for at in range(0, len(offer.secret), 4))
    return page.render("app", picture=picture, secret=groups, sealed=offer.sealed, wants=_wants(), errors=errors)


@page.post("/app")
@permits("signed_in")
@sensitive
def confirm_app(factors: Factors, totps: Totps) -> Any:
    try:
        codes = factors.confirm_totp(request.form.get("sealed", ""), request.form.get("code", "")[:100])
    except Invalid as refusal:
        return _app(totps, said(refusal)), 422
    toast(N_("The authenticator app is set up."))
    return _codes(codes)


@page.post("/app/removal")
@permits("signed_in")
@sensitive
@told
def remove_app(factors: Factors) -> Any:
    factors.remove_totp()
    toast(N_("The authenticator app was removed."))
    return page.to("index")


# Passkeys -----------------------------------------------------------------------


@page.get("/passkeys/options")
@permits("signed_in")
@sensitive
def passkey_options(passkeys: Passkeys) -> Response:
    return sites.answer(passkeys.creation(sites.need()))


@page.post("/passkeys")
@permits("signed_in")
@sensitive
@told
def add_passkey(factors: Factors) -> Any:
    codes = factors.add_passkey(sites.need(), request.form.get("credential", ""), request.form.get("name", ""))
    toast(N_("The passkey was added."))
    return _codes(codes)


@page.post("/passkeys/<int:id>/name")
@permits("signed_in")
@told
def rename_passkey(id: int, factors: Factors) -> Any:
    factors.rename_passkey(id, request.form.get("name", ""))
    toast(N_("Saved."))
    return page.to("index")


@page.post("/passkeys/<int:id>/removal")
@permits("signed_in")
@sensitive
@told
def remove_passkey(id: int, factors: Factors) -> Any:
    factors.remove_passkey(id)
    toast(N_("The passkey was removed."))
    return page.to("index")


# Recovery codes -----------------------------------------------------------------


@page.post("/codes")
@permits("signed_in")
@sensitive
@told
def renew_codes(factors: Factors) -> Any:
    return _codes(factors.renew_codes())


def _codes(codes: list[str]) -> Any:
    """New codes are shown on this answer and never again."""
    if not codes:
        return page.to("index")
    session.pop("_flashes", None)  # the page itself says that it went well
    return page.render("codes", codes=codes, account=current.actor().name)
