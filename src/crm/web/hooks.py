"""Around every request: who acts, the request's id, headers, logs, figures."""

import secrets
import time
from dataclasses import replace
from typing import Any

import structlog
from flask import Flask, g, redirect, request, session, url_for
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response

from crm import current
from crm.domain.platform.auth import Session
from crm.language import say
from crm.tally import Tally, tally_begin, tally_end
from crm.web import acts, held, pace, view_as
from crm.web import session as sessions

log = structlog.get_logger()
QUIET = ("/static/", "/healthz", "/readyz", "/metrics", "/brand/")
FIRST = ("platform_setup.new", "platform_setup.create", "platform_profile.language")
UNCHANGED = ("platform_password.change", "platform_password.store", "platform_auth.destroy", "platform_profile.language")
FACTORS = ("platform_factor", "platform_prove")


def register(app: Flask) -> None:
    sessions.register(app)
    # Before the check of the CSRF token, so that its refusal too knows whose form it was.
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: _begin(app))
    pace.register(app)
    app.after_request(acts.counted)
    app.after_request(lambda response: _headers(app, response))
    app.teardown_request(_end)
    app.wsgi_app = Safe(app.wsgi_app)  # type: ignore[method-assign]


def _begin(app: Flask) -> Response | None:
    """Set the context of the request; a page asks for rights later, action by action."""
    g.began = time.perf_counter()
    g.nonce = secrets.token_urlsafe(12)
    g.request_id = secrets.token_hex(8)
    g.tally_token, g.tally = tally_begin(Tally())
    current.note_change(None)
    tenant = opened.tenant.name if (opened := app.opened) else ""  # type: ignore[attr-defined]
    g.context_token = current.begin(
        current.Context(source="form", request_id=g.request_id, language=session.get("language"), tenant=tenant)
    )
    if isinstance(request.routing_exception, SecurityError):  # a host that is not ours: no page can be made, for no address can
        return Response(say("The request cannot be read. Please go back and try again."), 400)
    if request.path.startswith(QUIET) or request.path.startswith(("/api/", "/scim/")):
        return None
    sessions.sign_forms()
    found = sessions.resumed()
    if found:
        g.profile = found
        current.begin(replace(current.context(), actor=found.actor))
        pace.check()
        held.bring(app)
        _check_open(app)
        view_as.look(app, found)
        return _first(found)
    platform = app.container.platform  # type: ignore[attr-defined]
    language = session.get("language") or request.accept_languages.best_match(("zh", "en")) or platform.setting().get("language")
    current.begin(replace(current.context(), language=language))
    pace.check()
    _check_open(app)
    if _permission(app) != "public":
        held.keep(app)
    return _elsewhere(request.endpoint not in FIRST and platform.setup().needed(), "platform_setup.new")


def _first(found: Session) -> Response | None:
    """What somebody has to do before anything else: choose a password of his own, set up the factor that his roles demand."""
    if found.must_change:
        return _elsewhere(request.endpoint not in UNCHANGED, "platform_password.change")
    factors = request.blueprint in FACTORS or request.endpoint in UNCHANGED
    return _elsewhere(bool(found.wants) and not factors, "platform_factor.index")


def _check_open(app: Flask) -> None:
    """Raise Closed while maintenance is under way. The ways in stay open: who works on it must be able to sign in."""
    way_in = (request.blueprint or "").startswith("platform_") and _permission(app) == "public" or request.blueprint in FACTORS
    if not way_in:
        app.container.operation.maintenance().check()  # type: ignore[attr-defined]


def _permission(app: Flask) -> str | None:
    return getattr(app.view_functions.get(request.endpoint or ""), "permission", None)


def _elsewhere(needed: bool, endpoint: str) -> Response | None:
    """Another page comes first: a new password, or the first run."""
    if not needed:
        return None
    target = url_for(endpoint)
    return Response(status=401, headers={"HX-Redirect": target}) if request.headers.get("HX-Request") else redirect(target, 303)


SAFE = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(self), camera=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
]


class Safe:
    """The outermost layer: no answer, not even that of an error, leaves without these headers."""

    def __init__(self, app: Any):
        self.app = app

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, lambda status, headers, error=None: start_response(status, headers + SAFE, error))


def _headers(app: Flask, response: Response) -> Response:
    sessions.remember(app, response)
    headers = response.headers
    headers.setdefault("X-Request-Id", g.get("request_id", "-"))
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'self' 'nonce-{g.get('nonce', '')}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if not request.path.startswith("/static/"):
        headers.setdefault("Cache-Control", "no-store")
    _told(app, response)
    return response


def _told(app: Flask, response: Response) -> None:
    if request.path.startswith(QUIET):
        return
    if who := current.actor().id:
        app.container.operation.load().asked(who, current.actor().token_id)  # type: ignore[attr-defined]
    tally = g.get("tally")
    took = time.perf_counter() - g.get("began", time.perf_counter())
    if tally:
        response.headers["Server-Timing"] = f"total;dur={took * 1000:.1f}, sql;dur={tally.seconds * 1000:.1f};desc={tally.count}"
    log.info(
        "request", method=request.method, path=request.path, endpoint=request.endpoint, status=response.status_code,
        ms=round(took * 1000, 1), statements=tally.count if tally else 0, user=current.actor().id,
        **({"seen_by": seen_by.id} if (seen_by := current.actor().seen_by) else {}),
    )  # fmt: skip


def _end(_: Any) -> None:
    if token := g.pop("context_token", None):
        current.end(token)
    if token := g.pop("tally_token", None):
        tally_end(token)
