"""What the journal and the security events show, as files to take away."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from werkzeug.exceptions import NotFound as NoPage

from crm import current
from crm.container import Container
from crm.domain.platform.export import ReasonDraft
from crm.domain.platform.journal import ChangeSet
from crm.domain.platform.security import KINDS
from crm.errors import Invalid
from crm.language import Words, say
from crm.service.platform.journal_export import JournalExportService
from crm.web.kit import entries
from crm.web.kit.download import made
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, permits
from crm.web.platform import journal_filter
from crm.web.platform.journal_filter import TABLES, Wanted, module_word
from crm.web.proof import sensitive

page = Page(__name__, url="/journal")
Exports = Annotated[JournalExportService, Provide[Container.trace.journal_export]]


@page.get("/export.<kind>")
@permits("journal.export")
def changes(kind: str, exports: Exports) -> Any:
    """The changes that the same address of the journal shows; many rows are asked for with a reason."""
    wanted = _readable(journal_filter.changes(request.args), kind)
    return _sent("Journal", kind, lambda path, why: exports.changes(path, _words, why, **wanted.criteria))


@page.post("/export.<kind>")
@permits("journal.export")
@sensitive
def begin_changes(kind: str, exports: Exports) -> Any:
    """The same with the reason that was asked for."""
    return changes(kind, exports)


@page.get("/events/export.<kind>")
@permits("journal.export")
def events(kind: str, exports: Exports) -> Any:
    """Security events, in the same way."""
    wanted = _readable(journal_filter.events(request.args), kind)
    return _sent("Security events", kind, lambda path, why: exports.events(path, _kind, why, **wanted.criteria))


@page.post("/events/export.<kind>")
@permits("journal.export")
@sensitive
def begin_events(kind: str, exports: Exports) -> Any:
    """The same with the reason that was asked for."""
    return events(kind, exports)


def _sent(what: str, kind: str, write: Callable[[Path, str], int]) -> Any:
    """The file; or, where a reason is still to be given, the question for it."""
    why = request.form.get("reason", "")
    try:
        return made(_name(what, kind), lambda path: write(path, why))
    except Invalid as refused:
        if "reason" not in refused.fields:
            raise
        typed = request.method == "POST"
        input = input_view(replace(ReasonDraft.own["reason"], required=True), why, error=refused.fields["reason"] if typed else None)
        back = request.path.rpartition("/export.")[0]
        answer = page.render("ask", kind=kind, action=request.full_path.rstrip("?"), back=back, input=input)
        return (answer, 422) if typed else answer


def _readable(wanted: Wanted, kind: str) -> Wanted:
    if kind not in TABLES:
        raise NoPage()
    if wrong := {one.name: Words("{why}", why=one.error) for one in wanted.inputs if one.error}:
        raise Invalid(wrong)
    return wanted


def _name(what: str, kind: str) -> str:
    return f"{say(what)} {current.today().isoformat()}.{kind}"


def _kind(kind: str) -> str:
    return say(KINDS.get(kind, kind))


def _words(found: ChangeSet) -> tuple[str, str, str]:
    """What was done, how, and in which module."""
    how = say(entries.SOURCES.get(found.source, found.source))
    return say(entries.VERBS.get(found.verb, found.verb)), how, module_word(found.module)
