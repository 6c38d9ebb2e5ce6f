"""What every page of the API shares: who sends the request, what may stand in it, how it is answered."""

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from flask import abort, request
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response

from crm import current
from crm.domain.kit.plain import dumps
from crm.errors import Conflict, Invalid, Unknown
from crm.language import Words
from crm.web import pace
from crm.web.errors import envelope
from crm.web.kit.page import Page, allow, container

LARGEST_BODY = 1_000_000
JSON = "application/json"
REPEATED = ("f",)


class RecordId(IntegerConverter):
    """An id in an address; what no record can have is not found, however long it is."""

    regex = r"[1-9][0-9]{0,14}"


class ApiPage(Page):
    """Addresses that only a bearer token opens: a cookie does not, so no other site can use them through a browser."""

    bearer_only = True

    def __init__(self, module: str, url: str = "/api/v1"):
        super().__init__(module, url)
        self.record_once(lambda state: state.app.url_map.converters.update(record=RecordId))
        self.before_request(identify)
        self.register_error_handler(Conflict, stale)

    def add(self, rule: str, action: Any, permission: str, methods: str = "GET", parameters: Iterable[str] = (), name: str = "") -> None:
        """An address with its permission and the query parameters that it knows; any other is refused."""
        known = frozenset(parameters)

        def run(**kwargs: Any) -> Any:
            allow(permission)
            check_parameters(known)
            return action(**kwargs)

        run.permission = permission  # type: ignore[attr-defined]
        self.add_url_rule(rule, name or action.__name__, run, methods=[methods])


def identify() -> None:
    """Who sends this, by the token in the Authorization header and nothing else."""
    request.max_content_length = LARGEST_BODY
    spoken()
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    actor = container().platform.token().resolve(token.strip(), request.remote_addr) if scheme.lower() == "bearer" else None
    if actor is None:
        pace.check_program()
        raise Unknown(Words("Send a token that holds as the header “Authorization: Bearer crm_…”."))
    current.begin(replace(current.context(), actor=actor, source="api"))
    pace.check_program()
    container().operation.maintenance().check()


def spoken() -> None:
    """Answer in the language that the request asks for; without one, in that of whoever acts."""
    language = request.accept_languages.best_match(("zh", "en"))
    current.begin(replace(current.context(), language=language or current.context().language))


def check_parameters(known: frozenset[str]) -> None:
    given = request.args.to_dict(flat=False)
    refused = {name: Words("This parameter is not known here.") for name in given if name not in known}
    refused |= {
        name: Words("Give this parameter once.") for name in given if name in known and name not in REPEATED and len(given[name]) > 1
    }
    if refused:
        raise Invalid(refused)


def body() -> dict[str, Any]:
    """The JSON object that was sent; numbers stay exact."""
    if request.mimetype != JSON:
        abort(415)
    try:
        found = json.loads(request.get_data(cache=False).decode(), parse_float=Decimal, parse_constant=_refuse)
        json.dumps(found, ensure_ascii=False, default=str).encode()  # half a surrogate pair is text that nothing can store
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(found, dict):
        raise Invalid(body=Words("A JSON object is expected."))
    return found


def _refuse(text: str) -> None:
    raise ValueError(text)  # NaN and Infinity are no JSON


def answer(value: Any, status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return Response(dumps(value), status, named, mimetype=JSON)


def stale(conflict: Conflict) -> Response:
    """412 where the caller named a version that is no longer the record's; both values of each field that differs."""
    status = 412 if "If-Match" in request.headers else 409
    made = envelope(status, conflict.words if status == 409 else STALE)
    made["error"]["version"] = conflict.version
    made["error"]["values"] = {name: {"theirs": theirs, "mine": mine} for name, (_, theirs, mine) in conflict.fields.items()}
    return answer(made, status)


STALE = Words("The record was changed since the version that you named. Read it again, then decide.")
