"""The door at which requests are counted: who asks too often waits a moment."""

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from crm import current, observe
from crm.domain.platform.pace import Asked
from crm.errors import TooMany
from crm.language import N_, Words
from crm.service.platform.attempt import network
from crm.web.kit.page import container

EXPORTS = frozenset({
    "customer_transfer_export.export", "customer_transfer_export.start", "customer_transfer_export.chosen",
    "customer_export_log.changes", "customer_export_log.events", "customer_export_log.begin_changes",
    "customer_export_log.begin_events",
})  # fmt: skip
SEARCHES = ("platform_search", "platform_palette")
TOLD = N_("That was very quick. Please try again in {n} s.")


def register(app: Flask) -> None:
    app.after_request(answered)


def check() -> None:
    """Count this request. Raises TooMany while its bucket is empty."""
    ask(_kind())


def check_program() -> None:
    """The same of a request that came with a token, or with none that holds."""
    ask("api" if current.actor().token_id else "public")


def ask(kind: str) -> None:
    """Count one more of this kind. Raises TooMany while its bucket is empty."""
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
