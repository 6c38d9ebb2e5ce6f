"""SCIM 2.0 for the system that keeps people: /scim/v2 (RFC 7644)."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from flask import Response, request
from werkzeug.exceptions import HTTPException

from crm import current
from crm.domain.kit.plain import dumps
from crm.domain.platform.scim import PERMISSION, Reply, ScimError
from crm.errors import Busy, Conflict, CrmError, Forbidden, Invalid, NotFound, Taken, TooMany, Unknown
from crm.language import Words, say
from crm.web.api.page import identify
from crm.web.kit.page import Page, container, permits
from crm.web.platform.password import base

MEDIA = "application/scim+json"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
STATUS: dict[type[CrmError], tuple[int, str]] = {
    Unknown: (401, ""), Forbidden: (403, ""), NotFound: (404, ""), Conflict: (409, ""), Taken: (409, "uniqueness"),
    Invalid: (400, "invalidValue"), TooMany: (429, ""), Busy: (503, ""),
}  # fmt: skip


class ScimPage(Page):
    """Addresses that only a token for provisioning opens; every answer is one of the protocol, also that something went wrong."""

    bearer_only = True

    def __init__(self, module: str, url: str):
        super().__init__(module, url)
        self.before_request(begin)
        self.register_error_handler(CrmError, refused)
        self.register_error_handler(HTTPException, failed)


def begin() -> None:
    """Who sends this, and on whose behalf: the token opens this door alone, behind it the rights of its owner hold."""
    identify()
    scim = container().identity.scim()
    current.begin(replace(current.context(), actor=scim.owner(current.actor()), reason="SCIM"))


def refused(error: CrmError) -> Response:
    if isinstance(error, ScimError):
        return _error(error.status, say(error.words), error.kind)
    status, kind = next(STATUS[one] for one in type(error).__mro__ if one in STATUS)
    fields = error.fields if isinstance(error, Invalid) else {}
    detail = "; ".join(say(why) for why in fields.values()) or say(error.words)
    made = _error(status, detail, kind)
    if status == 401:
        made.headers["WWW-Authenticate"] = 'Bearer realm="scim"'
    if status in (429, 503):
        made.headers["Retry-After"] = str(getattr(error, "seconds", 2))
    return made


def failed(error: HTTPException) -> Response:
    return _error(error.code or 500, error.name)


def _error(status: int, detail: str, kind: str = "") -> Response:
    body = {"schemas": [ERROR], "status": str(status), "detail": detail, **({"scimType": kind} if kind else {})}
    return Response(dumps(body), status, mimetype=MEDIA)


page = ScimPage(__name__, "/scim/v2")


def answer(reply: Reply) -> Response:
    made = Response(dumps(reply.body) if reply.body is not None else None, reply.status, mimetype=MEDIA)
    if reply.etag:
        made.headers["ETag"] = reply.etag
    if reply.location:
        made.headers["Location" if reply.status == 201 else "Content-Location"] = reply.location
    return made


def here() -> str:
    return urljoin(base(), "/scim/v2")


def sent() -> Any:
    """The JSON that was sent."""
    if request.mimetype not in (MEDIA, "application/json"):
        raise ScimError(415, Words("Send the body as application/scim+json."))
    try:
        return json.loads(request.get_data(cache=False).decode())
    except (ValueError, RecursionError):
        raise ScimError(400, Words("The body is not valid JSON."), "invalidSyntax") from None


def resources(endpoint: str) -> Any:
    return container().identity.scim().resources(endpoint, here())


def _add(endpoint: str) -> None:
    """The addresses of one kind of resource."""
    name, one = endpoint.lower(), f"/{endpoint}/<id>"
    match = lambda: request.headers.get("If-Match")  # noqa: E731
    actions: tuple[tuple[str, str, str, Callable[..., Reply]], ...] = (
        (f"/{endpoint}", "GET", "index", lambda: resources(endpoint).search(request.args)),
        (f"/{endpoint}", "POST", "create", lambda: resources(endpoint).create(sent())),
        (f"/{endpoint}/.search", "POST", "search", lambda: resources(endpoint).search(_asked())),
        (one, "GET", "show", lambda id: resources(endpoint).show(id, request.args)),
        (one, "PUT", "replace", lambda id: resources(endpoint).replace(id, sent(), match())),
        (one, "PATCH", "patch", lambda id: resources(endpoint).patch(id, sent(), match())),
        (one, "DELETE", "destroy", lambda id: resources(endpoint).remove(id, match())),
    )
    for rule, method, action, run in actions:
        page.add_url_rule(rule, f"{name}_{action}", _answering(run), methods=[method])


def _answering(run: Callable[..., Reply]) -> Any:
    def action(**given: Any) -> Response:
        return answer(run(**given))

    return permits(PERMISSION)(action)


def _asked() -> dict[str, str]:
    """The parameters of a search that is sent as a body."""
    found = sent()
    if not isinstance(found, dict):
        raise ScimError(400, Words("The body is not valid JSON."), "invalidSyntax")
    return {
        name: ",".join(map(str, value)) if isinstance(value, list) else str(value) for name, value in found.items() if value is not None
    }


@page.get("/<any(ServiceProviderConfig, ResourceTypes, Schemas):endpoint>")
@permits(PERMISSION)
def discovery(endpoint: str) -> Response:
    return answer(container().identity.scim().discovery(endpoint, here()))


@page.get("/<any(ResourceTypes, Schemas):endpoint>/<id>")
@permits(PERMISSION)
def described(endpoint: str, id: str) -> Response:
    return answer(container().identity.scim().discovery(endpoint, here(), id))


@page.route("/<path:rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
@permits(PERMISSION)
def elsewhere(rest: str) -> Response:
    """What we do not have, such as /Me; and what cannot be done with what we have."""
    known = rest.partition("/")[0] in ("Users", "Groups", "ServiceProviderConfig", "ResourceTypes", "Schemas")
    raise ScimError(405, Words("This cannot be done here.")) if known else ScimError(404, Words("There is nothing at this address."))


_add("Users")
_add("Groups")
