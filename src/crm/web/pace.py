"""The door at which requests are counted: who asks too often waits a moment, and loses nothing of what he typed."""

from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response

from crm import current, observe
from crm.domain.platform.pace import Asked
from crm.errors import TooMany
from crm.language import N_, Words, say
from crm.service.platform.attempt import network
from crm.web.kit.page import container

EXPORTS = frozenset({
    "customer_transfer_export.export", "customer_transfer_export.start", "customer_transfer_export.chosen",
    "platform_journal_export.changes", "platform_journal_export.events",
})  # fmt: skip
SEARCHES = ("platform_search", "platform_palette")
LONGEST = 200_000  # characters of a form that is given back
TOLD = N_("That was very quick. Please wait {n} seconds, then try again.")


def register(app: Flask) -> None:
    app.after_request(answered)

    @app.errorhandler(TooMany)
    def slowed(error: TooMany) -> Any:
        """The form that was sent comes back as a button that sends it again; what asked for a piece of a page shows the sentence."""
        from crm.web.errors import answer  # the table of all errors, which asks nobody else

        if request.path.startswith("/api/"):
            return answer(429, error.words, error=error)
        page = render_template("platform/pace/slowed.html", sentence=say(error.words), fields=_sent(), again=_again())
        return page, 429, {"Retry-After": str(error.seconds)}


def check() -> None:
    """Count this request. Raises TooMany while its bucket is empty."""
    _ask(_kind())


def check_program() -> None:
    """The same of a request that came with a token, or with none that holds."""
    _ask("api" if current.actor().token_id else "public")


def _ask(kind: str) -> None:
    g.paced = kind
    asked = container().limit.pace().ask(kind, _who(kind))
    if asked is None:
        return
    g.asked = asked
    if not asked.admitted:
        raise TooMany(Words(TOLD, n=asked.wait), asked.wait)


def _kind() -> str:
    if getattr(current_app.view_functions.get(request.endpoint or ""), "permission", None) == "public":
        return "sign_in" if request.method == "POST" and (request.blueprint or "").startswith("platform_") else "public"
    if not current.actor().id:
        return "public"
    if request.endpoint in EXPORTS:
        return "export"
    if request.method == "POST" and request.mimetype == "multipart/form-data":
        return "upload"
    searches = request.blueprint in SEARCHES or (request.endpoint or "").endswith(".options")
    return "search" if searches else "page"


def _who(kind: str) -> str:
    """A program by its token, a person by himself, also while he sees what another one sees; anybody else by his address."""
    actor = current.actor().seen_by or current.actor()
    if actor.token_id:
        return f"token:{actor.token_id}"
    return f"user:{actor.id}" if actor.id and kind != "sign_in" else f"address:{network(request.remote_addr)}"


def answered(response: Response) -> Response:
    """Programs are told what is left; a refusal is counted, whichever limit it came from."""
    asked: Asked | None = g.get("asked")
    if asked and request.path.startswith(("/api/", "/scim/")):
        name, pace = asked.kind, asked.pace
        response.headers["RateLimit-Policy"] = f'"{name}";q={pace.most};w={pace.seconds}'
        response.headers["RateLimit"] = f'"{name}";r={asked.left};t={asked.wait}'
    if response.status_code == 429:
        kind = g.get("paced", "page")
        observe.REFUSALS.labels(kind).inc()
        if container().limit.pace().refused(_who(kind)):
            who, address, path = current.actor().id or None, request.remote_addr, request.path
            pace_service = container().limit.pace()
            response.call_on_close(lambda: pace_service.note(kind, who, address, path))
    return response


# What was typed ---------------------------------------------------------------------


def _again() -> str | None:
    """Where to send it again: the same address, of a form that its own page sent or that needs no page of ours."""
    if request.method != "POST":
        return request.full_path.rstrip("?")
    return request.full_path.rstrip("?") if _is_ours() else None


def _sent() -> list[tuple[str, str]]:
    """The fields of the form, as often as each was sent; None of a file, which is chosen again."""
    return [(name, value) for name, value in request.form.items(multi=True)] if request.method == "POST" and _is_ours() else []


def _is_ours() -> bool:
    """Never of a form that another site sends in somebody's name, nor of one with a password or a code in it."""
    if (request.content_length or 0) > LONGEST or request.files or g.get("paced") == "sign_in":
        return False
    if any(observe.SECRET.search(name) for name in request.form if name != "csrf_token"):
        return False
    if getattr(current_app.blueprints.get(request.blueprint or ""), "from_elsewhere", False):
        return True
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValueError:
        return False
    return True
