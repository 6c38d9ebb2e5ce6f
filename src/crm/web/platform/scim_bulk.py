"""Many operations in one request of SCIM: each is done by itself, as if it had come alone, and answered in its place."""

from typing import Any

from flask import Response, request

from crm.domain.kit.plain import dumps
from crm.domain.platform.scim import PERMISSION, Reply, ScimError
from crm.domain.platform.scim_bulk import LARGEST_PAYLOAD, RESPONSE, Operation, in_order, operations_of
from crm.errors import CrmError
from crm.language import Words
from crm.web.kit.page import permits
from crm.web.platform import scim


@scim.page.post("/Bulk")
@permits(PERMISSION)
def bulk() -> Response:
    """In the order in which they need one another; `failOnErrors` says after how many errors the rest is left undone."""
    if (request.content_length or 0) > LARGEST_PAYLOAD:
        raise ScimError(413, Words("This request is too large."))
    operations, most = operations_of(scim.sent())
    answers: dict[int, dict[str, Any]] = {}
    made: dict[str, str] = {}
    failed = 0
    for at in (at for ready in in_order(operations) for at in ready):
        if most and failed >= most:
            break
        answers[at], id = _answered(operations[at].filled(made))
        if id and operations[at].bulk_id:
            made[operations[at].bulk_id] = id
        failed += "response" in answers[at]
    return Response(dumps({"schemas": [RESPONSE], "Operations": [answers[at] for at in sorted(answers)]}), mimetype=scim.MEDIA)


def _answered(one: Operation) -> tuple[dict[str, Any], str]:
    """What is said of the operation, and the id of what it made."""
    said: dict[str, Any] = {"method": one.method, **({"bulkId": one.bulk_id} if one.bulk_id else {})}
    try:
        reply = _done(one)
    except CrmError as no:
        answer = scim.refused(no)
        return said | {"status": str(answer.status_code), "response": answer.get_json()}, ""
    found = {"location": reply.location or f"/{one.endpoint}/{one.id}", "status": str(reply.status)}
    return said | found | ({"version": reply.etag} if reply.etag else {}), str((reply.body or {}).get("id", ""))


def _done(one: Operation) -> Reply:
    if one.needs:
        raise ScimError(409, Words("What “{name}” stands for was not made.", name=min(one.needs)[:60]), "invalidValue")
    kind = scim.resources(one.endpoint)
    if one.method == "POST":
        return kind.create(one.data)
    if one.method == "PUT":
        return kind.replace(one.id, one.data, one.version)
    return kind.patch(one.id, one.data, one.version) if one.method == "PATCH" else kind.remove(one.id, one.version)
