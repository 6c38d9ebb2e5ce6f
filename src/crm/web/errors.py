"""Errors of the business as HTTP answers: one table, for pages and JSON alike."""

from dataclasses import replace
from typing import Any

import structlog
from flask import Flask, g, jsonify, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from crm import current
from crm.domain.platform.maintenance import Closed
from crm.errors import Away, Busy, Conflict, CrmError, Forbidden, Invalid, NoRoom, NotFound, Taken, TooMany, Unknown, Unwritable, of_disk
from crm.language import N_, Words, moment, say
from crm.web import again, held
from crm.web.kit.frame import bare

STATUS = {NotFound: 404, Forbidden: 403, Unknown: 401, Conflict: 409, Taken: 409, Invalid: 422, TooMany: 429, Busy: 503,
          NoRoom: 507}  # fmt: skip
CODES = {400: "malformed", 401: "unknown", 403: "forbidden", 404: "not_found", 405: "method", 409: "conflict", 412: "stale",
         413: "too_large", 415: "media_type", 422: "invalid", 428: "precondition", 429: "too_many", 500: "failure",
         503: "busy", 507: "no_room"}  # fmt: skip
TITLES = {
    400: N_("This request cannot be read"), 401: N_("Please sign in"), 403: N_("Not allowed"), 404: N_("Not found"),
    405: N_("Not possible here"), 409: N_("Changed meanwhile"), 413: N_("Too large"), 422: N_("Not accepted"),
    429: N_("Too often"), 500: N_("Something went wrong"), 503: N_("Busy"),
    507: N_("The disk is full"),
}  # fmt: skip
SENTENCES = {
    400: Words("The request cannot be read. Please go back and try again."),
    404: NotFound.words,
    405: Words("This address cannot be used in this way."),
    413: Words("This is larger than the server accepts. Nothing was stored."),
    415: Words("Send the body as application/json."),
    428: Words("Say which version you change: send its ETag as the header If-Match."),
    500: Words(
        "This is our fault, not yours. Nothing was changed. Please try again; if it stays, give the number below to your administrator."
    ),
}
PASSING = (429, 500, 503, 507)  # may be otherwise at the next try
log = structlog.get_logger()


def register(app: Flask) -> None:
    @app.errorhandler(CrmError)
    def business(error: CrmError) -> Any:
        status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
        if isinstance(error, (Away, NoRoom, Unwritable)):  # somebody has to see to it
            log.error("trouble", path=request.path, error=type(error).__name__, reason=str(error.__cause__ or ""))
        return answer(status, error.words, getattr(error, "fields", None) if isinstance(error, Invalid) else None, error)

    @app.errorhandler(Closed)
    def closed(error: Closed) -> Any:
        """A page of its own, calm and with what was written for it."""
        if request.path.startswith("/api/"):
            return answer(503, error.words, error=error)
        until = error.maintenance.until
        page = render_template("platform/maintenance/closed.html", sentence=say(error.words), until=moment(until) if until else None)
        return page, 503, {"Retry-After": str(error.seconds)}

    @app.errorhandler(CSRFError)
    def forged(error: CSRFError) -> Any:
        """Most often the session ended meanwhile: the way of every form that comes too late."""
        if g.get("held_token"):
            return _to_sign_in()
        if target := held.moved(app):
            return redirect(target, 303)
        if request.endpoint == "platform_auth.create":
            return _to_sign_in()
        return answer(400, Words("This page was open for too long. Please go back, reload it and try again."))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        if error.code and error.code < 400:
            return error
        made = make_response(answer(error.code or 500, SENTENCES.get(error.code or 500, SENTENCES[400])))
        if methods := getattr(error, "valid_methods", None):
            made.headers["Allow"] = ", ".join(sorted(methods))
        return made

    @app.errorhandler(OSError)
    def disk(error: OSError) -> Any:
        if known := of_disk(error):
            known.__cause__ = error
            return business(known)
        return failure(error)

    @app.errorhandler(Exception)
    def failure(error: Exception) -> Any:
        log.error("failure", path=request.path, exc_info=error)
        return answer(500, SENTENCES[500])


def answer(status: int, words: str, fields: dict[str, str] | None = None, error: CrmError | None = None) -> Any:
    """JSON under /api, a page everywhere else; a page that needs somebody signed in leads to the sign-in."""
    headers = {"Retry-After": str(getattr(error, "seconds", 2))} if status in (429, 503, 507) else {}
    if request.path.startswith("/api/"):
        if status == 401:
            headers["WWW-Authenticate"] = 'Bearer realm="crm"'
        return jsonify(envelope(status, words, fields)), status, headers
    if status == 401:
        return _to_sign_in()
    try:
        return _page(status, words, fields), status, headers
    except Busy:  # what stands around a page comes out of the database that is away
        g.frame = bare()
        if not current.actor().id:
            current.begin(replace(current.context(), language=g.frame.language))
        return _page(status, words, fields), status, headers


def _page(status: int, words: str, fields: dict[str, str] | None) -> str:
    sentence = " ".join([say(words), *(say(why) for why in (fields or {}).values())])
    sent = again.fields() if status in PASSING else None
    return render_template(
        "error.html", status=status, title=say(TITLES.get(status, TITLES[400])), sentence=sentence,
        request_id=current.context().request_id if status >= 500 else None, links=(), again=sent, typed=again.typed(sent),
    )  # fmt: skip


def envelope(status: int, words: str, fields: dict[str, str] | None = None) -> dict[str, Any]:
    """The one shape of every error of the API."""
    said = {name: say(why) for name, why in (fields or {}).items()}
    return {
        "error": {"code": CODES.get(status, "error"), "message": say(words), "fields": said, "request_id": current.context().request_id}
    }


def _to_sign_in() -> Response | tuple[str, int, dict[str, str]]:
    target = url_for("platform_auth.new", next=request.full_path.rstrip("?") if request.method == "GET" else None, held=g.get("held_token"))
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target, 303)
