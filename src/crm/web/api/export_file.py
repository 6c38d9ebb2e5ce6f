"""The file of an export: fetched by the program that asked for it."""

from typing import Any

from crm.domain.customer.export_request import MODULE
from crm.errors import NotFound
from crm.language import N_, Words, say
from crm.web.api.page import ApiPage
from crm.web.api.paths import MORE, READS, described
from crm.web.api.schema import Schema
from crm.web.kit.download import TYPES, sent
from crm.web.kit.page import container

WAITS = Words("There is no file: it is not made yet, was refused, or has expired.")
FETCH = N_("The file of one’s own export, once it is made and until it expires.")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file(id: int) -> Any:
    """One's own, once it is made and as long as it is there."""
    files = container().customer.export_file()
    job = files.job_of(id)
    found = files.get(job) if job else None
    if found is None or found.sealed is None:
        raise NotFound(WAITS)
    return sent(found.sealed, found.name)


page = ApiPage(__name__)
page.add(f"{MODULE.path}/<record:id>/file", file, "signed_in")


def paths() -> Schema:
    """The address as OpenAPI describes it."""
    contents: Schema = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in (*TYPES.values(), WORKBOOK)}
    listed: Schema = {"mark": {"type": "string"}, "records": {"type": "array", "items": {"type": "object"}}}
    contents["application/json"] = {"schema": {"type": "object", "properties": listed}}
    success: Schema = {"200": {"description": say("Done."), "content": contents}}
    return {f"/api/v1{MODULE.path}/{{id}}/file": {"get": described("export_file", MODULE.name, say(FETCH), success, (*READS, 404))}}


MORE.append(paths)
