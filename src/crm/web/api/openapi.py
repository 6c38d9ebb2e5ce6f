"""The OpenAPI 3.1 document, made from the modules' descriptions in the reader's language."""

from dataclasses import replace

from flask import request
from werkzeug.wrappers import Response

from crm import current
from crm.domain.kit import custom
from crm.domain.kit.module import modules
from crm.language import N_, say
from crm.web import session as sessions
from crm.web.api.page import answer, spoken
from crm.web.api.paths import errors, paths
from crm.web.api.schema import Schema, array, closed, module_schemas
from crm.web.kit.page import Page, container, permits

page = Page(__name__, url="/api")
page.before_request(spoken)
FIELDS = N_("Each field or parameter that cannot be accepted, and why.")
TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "integer"}
MAYBE_ID: Schema = {"type": ["integer", "null"]}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
MOMENT: Schema = {"type": "string", "format": "date-time"}


@page.get("/openapi.json")
@permits("public")
def show() -> Response:
    """To everybody what every CRM of this version has; added fields to whoever sends a token or is signed in."""
    known, language = _known(), current.language()
    kept = "private, no-cache" if known else "public, max-age=300"
    return answer(document(language), Content_Language=language, Vary="Accept-Language, Authorization, Cookie", Cache_Control=kept)


def _known() -> bool:
    """Act as who sends the request, when that can be told."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    session = None if token else sessions.resumed()
    if scheme.lower() == "bearer":
        actor = container().platform.token().resolve(token.strip(), request.remote_addr)
    else:
        actor = session.actor if session else None
    if actor:
        current.begin(replace(current.context(), actor=actor))
    return actor is not None


def document(language: str) -> Schema:
    """The whole description as whoever acts may see it; `language` is the reader's, in which the words already come."""
    here = custom.here()
    return here.made(("openapi", language, here.limits()), _document)


def _document() -> Schema:
    schemas = {name: schema for module in modules().values() for name, schema in module_schemas(module).items()}
    scheme = {
        "type": "http",
        "scheme": "bearer",
        "description": say("A token that a user makes for a program. Its scopes are permissions; they never add to what the user may do."),
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "CRM API",
            "version": "1",
            "description": say("Every record of the CRM as JSON, with the same rights as on the pages."),
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": [
            *({"name": module.name, "description": f"{say(module.plural)}: {say(module.description)}"} for module in modules().values()),
            {"name": "search", "description": say("Search")},
            {"name": "me", "description": say("The token itself")},
        ],
        "paths": paths(),
        "components": {"securitySchemes": {"token": scheme}, "responses": errors(), "schemas": schemas | _common()},
    }


def _common() -> dict[str, Schema]:
    change = closed({"field": TEXT, "before": {}, "after": {}}, ("field", "before", "after"))
    entry = {
        "change_set": ID, "at": MOMENT, "actor_id": ID, "actor_name": MAYBE_TEXT, "source": TEXT, "verb": TEXT, "version": ID,
        "undoes": MAYBE_ID, "undone_by": MAYBE_ID, "changes": array(change),
    }  # fmt: skip
    history = {"items": array(closed(entry, entry)), "next": MAYBE_ID}
    refused = array(closed({"id": ID, "reason": TEXT}, ("id", "reason")))
    outcome = {"done": array(ID), "refused": refused, "change_set": MAYBE_ID}
    export = {"id": ID, "state": {"enum": ["waits", "approved"]}, "found": ID, "file": TEXT}
    hit = {"module": {"enum": list(modules())}, "id": ID, "title": TEXT, "second": TEXT, "href": TEXT}
    me = {
        "id": ID, "name": TEXT, "department_id": MAYBE_ID, "language": TEXT, "timezone": TEXT,
        "scopes": {"type": "object", "additionalProperties": {"enum": ["own", "department", "below", "all"]}},
    }  # fmt: skip
    pair = closed({"theirs": {}, "mine": {}}, ("theirs", "mine"))
    error = {
        "code": TEXT, "message": TEXT, "request_id": TEXT,
        "fields": {"type": "object", "additionalProperties": TEXT, "description": say(FIELDS)},
        "version": ID | {"description": say("The record's current version, where it is not the one that was named.")},
        "values": {"type": "object", "additionalProperties": pair, "description": say("Both values of each field that differs.")},
    }  # fmt: skip
    return {
        "Error": closed({"error": closed(error, ("code", "message", "fields", "request_id"))}, ("error",)),
        "History": closed(history, history),
        "Outcome": closed(outcome, outcome),
        "Export": closed(export, export),
        "Hits": closed({"items": array(closed(hit, hit))}, ("items",)),
        "Me": closed(me, me),
    }
