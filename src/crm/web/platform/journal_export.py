"""What the journal and the security events show, as files to take away."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from werkzeug.exceptions import NotFound as NoPage

from crm import current
from crm.container import Container
from crm.domain.platform.journal import ChangeSet
from crm.domain.platform.security import KINDS
from crm.errors import Invalid
from crm.language import Words, say
from crm.service.platform.journal_export import JournalExportService
from crm.web.kit import entries
from crm.web.kit.download import made
from crm.web.kit.page import Page, permits
from crm.web.platform import journal_filter
from crm.web.platform.journal_filter import TABLES, Wanted, module_word

page = Page(__name__, url="/journal")
Exports = Annotated[JournalExportService, Provide[Container.trace.journal_export]]


@page.get("/export.<kind>")
@permits("journal.export")
def changes(kind: str, exports: Exports) -> Any:
    wanted = _readable(journal_filter.changes(request.args), kind)
    return made(_name("Journal", kind), lambda path: exports.changes(path, _words, **wanted.criteria))


@page.get("/events/export.<kind>")
@permits("journal.export")
def events(kind: str, exports: Exports) -> Any:
    wanted = _readable(journal_filter.events(request.args), kind)
    return made(_name("Security events", kind), lambda path: exports.events(path, _kind, **wanted.criteria))


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
