"""Around every request: who acts, the request's id, headers, logs, figures."""

import secrets
import time
from typing import Any

import structlog
from flask import Flask, g, request, session
from werkzeug.wrappers import Response

from crm import current
from crm.tally import Tally, tally_begin, tally_end

log = structlog.get_logger()
QUIET = ("/static/", "/healthz", "/readyz", "/metrics")


def register(app: Flask) -> None:
    app.before_request(lambda: _begin(app))
    app.after_request(_headers)
    app.teardown_request(_end)


def _begin(app: Flask) -> None:
    """Set the context of the request; a page asks for rights later, action by action."""
    g.began = time.perf_counter()
    g.nonce = secrets.token_urlsafe(12)
    g.request_id = secrets.token_hex(8)
    g.tally_token, g.tally = tally_begin(Tally())
    current.note_change(None)
    language = session.get("language") or request.accept_languages.best_match(("zh", "en")) or app.settings.app.language  # type: ignore[attr-defined]
    context = current.Context(source="form", request_id=g.request_id, language=language)
    g.context_token = current.begin(context)
    if request.path.startswith(QUIET):
        return
    if request.path.startswith("/api/"):
        return
    found = app.container.platform.auth().resume(session.get("token"))  # type: ignore[attr-defined]
    if found:
        g.profile = found
        current.begin(current.Context(actor=found.actor, source="form", request_id=g.request_id, language=session.get("language")))


def _headers(response: Response) -> Response:
    nonce = g.get("nonce", "")
    headers = response.headers
    headers.setdefault("X-Request-Id", g.get("request_id", "-"))
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(), microphone=()")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if not request.path.startswith("/static/"):
        headers.setdefault("Cache-Control", "no-store")
    _told(response)
    return response


def _told(response: Response) -> None:
    if request.path.startswith(QUIET):
        return
    tally = g.get("tally")
    took = time.perf_counter() - g.get("began", time.perf_counter())
    if tally:
        response.headers["Server-Timing"] = f"total;dur={took * 1000:.1f}, sql;dur={tally.seconds * 1000:.1f};desc={tally.count}"
    log.info(
        "request", method=request.method, path=request.path, endpoint=request.endpoint, status=response.status_code,
        ms=round(took * 1000, 1), statements=tally.count if tally else 0, user=current.actor().id,
    )  # fmt: skip


def _end(_: Any) -> None:
    if token := g.pop("context_token", None):
        current.end(token)
    if token := g.pop("tally_token", None):
        tally_end(token)
