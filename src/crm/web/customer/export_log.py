"""What the journal and the security events show, as files to take away: under the terms of all exports."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from werkzeug.exceptions import NotFound as NoPage

from crm.container import Container
from crm.errors import Invalid
from crm.language import Words
from crm.service.customer.export_file import file_name
from crm.service.customer.export_request import ExportRequestService
from crm.service.platform.journal_export import LOGS, JournalExportService
from crm.web.customer.transfer_export import LogView, ask, under_way
from crm.web.kit.download import made
from crm.web.kit.page import Page, permits
from crm.web.platform import journal_filter
from crm.web.platform.journal_filter import TABLES, Wanted
from crm.web.proof import sensitive

page = Page(__name__, url="/journal")
WANTED: dict[str, Callable[..., Wanted]] = {"journal": journal_filter.changes, "security": journal_filter.events}
Exports = Annotated[JournalExportService, Provide[Container.trace.journal_export]]
Requests = Annotated[ExportRequestService, Provide[Container.limit.export_request]]


@page.get("/export.<kind>")
@permits("journal.export")
def changes(kind: str, exports: Exports, requests: Requests) -> Any:
    """The changes that the same address of the journal shows."""
    return _sent("journal", kind, exports, requests)


@page.post("/export.<kind>")
@permits("journal.export")
@sensitive
def begin_changes(kind: str, requests: Requests) -> Any:
    """The same by a job, with the reason that was asked for."""
    return _begun("journal", kind, requests)


@page.get("/events/export.<kind>")
@permits("journal.export")
def events(kind: str, exports: Exports, requests: Requests) -> Any:
    """Security events, in the same way."""
    return _sent("security", kind, exports, requests)


@page.post("/events/export.<kind>")
@permits("journal.export")
@sensitive
def begin_events(kind: str, requests: Requests) -> Any:
    """The same by a job, with the reason that was asked for."""
    return _begun("security", kind, requests)


def _sent(log: str, kind: str, exports: JournalExportService, requests: ExportRequestService) -> Any:
    """The file; or, where there are many rows, what is asked before."""
    criteria = _criteria(log, kind)
    asked = requests.log_terms(log, criteria)
    if asked.is_free:
        return made(file_name(LOGS[log], kind), lambda path: exports.write(log, kind, path, criteria))
    return ask(LogView(log), kind, asked, request.full_path.rstrip("?"))


def _begun(log: str, kind: str, requests: ExportRequestService) -> Any:
    criteria = _criteria(log, kind)
    try:
        return under_way(requests.ask_log(log, kind, criteria, request.form.get("reason", "")), requests)
    except Invalid as refused:
        if "reason" not in refused.fields:
            raise
        return ask(LogView(log), kind, requests.log_terms(log, criteria), request.full_path.rstrip("?"), refused), 422


def _criteria(log: str, kind: str) -> Mapping[str, Any]:
    if kind not in TABLES:
        raise NoPage()
    wanted = WANTED[log](request.args)
    if wrong := {one.name: Words("{why}", why=one.error) for one in wanted.inputs if one.error}:
        raise Invalid(wrong)
    return wanted.criteria
