"""Check-in and check-out of a visit by programs, such as an app on the phone: as on the pages, the server's clock counts."""

from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Response

from crm.domain.kit.field import Field
from crm.domain.kit.shape import item
from crm.domain.sales.visit import MODULE
from crm.domain.sales.visit_check import CHECK_OUT_FIELDS, CheckIn
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.web.api.page import JSON, ApiPage, answer, body
from crm.web.api.paths import ETAG, MORE, WRITES, content, described
from crm.web.api.record import etag
from crm.web.api.schema import Schema, closed, field_schema, title
from crm.web.api.shape import wrong
from crm.web.kit.page import container

PERMISSION = MODULE.permission("edit")
UNKNOWN = Words("This field is not known.")


def check_in(id: int) -> Response:
    return _one(container().field.visit_check().check_in(id, CheckIn.parse(sent(CheckIn.own))))


def check_out(id: int) -> Response:
    return _one(container().field.visit_check().check_out(id, sent(CHECK_OUT_FIELDS)))


def sent(fields: Mapping[str, Field]) -> dict[str, Any]:
    """The body, held against what the schema promises."""
    given = body()
    refused = {name: why for name, raw in given.items() if (why := wrong(fields[name], raw) if name in fields else UNKNOWN)}
    if refused:
        raise Invalid(refused)
    return given


def _one(row: Any) -> Response:
    return answer(item(MODULE, row), ETag=etag(row))


ACTIONS = (
    ("check-in", check_in, CheckIn.own, N_("Begin a visit of one’s own where one is. Far from the customer’s place a reason is needed.")),
    ("check-out", check_out, CHECK_OUT_FIELDS, N_("End a visit of one’s own with what came of it.")),
)
page = ApiPage(__name__)
for way, act, *_ in ACTIONS:
    page.add(f"{MODULE.path}/<record:id>/{way}", act, PERMISSION, "POST", (), f"{MODULE.name}_{act.__name__}")


def paths() -> Schema:
    """The two addresses as OpenAPI describes them."""
    return {
        f"/api/v1{MODULE.path}/{{id}}/{address}": {
            "post": described(
                f"{MODULE.name}_{action.__name__}", MODULE.name, say(sentence), {"200": content(title(MODULE), ETAG)}, (*WRITES, 404)
            )
            | {"requestBody": {"required": True, "content": {JSON: {"schema": _schema(fields)}}}}
        }
        for address, action, fields, sentence in ACTIONS
    }


def _schema(fields: Mapping[str, Field]) -> Schema:
    return closed({name: field_schema(field, written=True) | {"title": say(field.label)} for name, field in fields.items()}, ())


MORE.append(paths)
