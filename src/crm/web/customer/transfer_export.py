"""Files to take away: what a list shows, and the lines of an import that were not taken."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request
from werkzeug.exceptions import NotFound as NoPage

from crm import language
from crm.container import Container
from crm.domain.customer.export_request import ExportRequest, Terms
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module
from crm.domain.platform.export import ReasonDraft
from crm.errors import Invalid
from crm.language import N_, Words, say, say_many
from crm.service.customer.export_file import ExportFileService, file_name
from crm.service.customer.export_request import ExportRequestService
from crm.service.customer.transfer import TransferService
from crm.service.customer.transfer_export import ExportService
from crm.service.kit.sheet import write_csv
from crm.service.platform.journal_export import LOGS
from crm.web.kit import look as looks
from crm.web.kit.download import made, sent
from crm.web.kit.form import input_view
from crm.web.kit.listing import KEPT, parse_query
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView, known_module
from crm.web.kit.toast import toast
from crm.web.proof import asked as proven
from crm.web.proof import sensitive

page = Page(__name__, url="")
PATHS = {"journal": "/journal", "security": "/journal/events"}
Exports = Annotated[ExportService, Provide[Container.customer.export]]
Files = Annotated[ExportFileService, Provide[Container.customer.export_file]]
Requests = Annotated[ExportRequestService, Provide[Container.limit.export_request]]
Transfers = Annotated[TransferService, Provide[Container.customer.transfer]]


class LogView:
    """The journal or the security events, where a page of exports has a module."""

    icon = "history"

    def __init__(self, log: str):
        self.url = PATHS[log]
        self.plural = say(LOGS[log])


@page.get("/exports/<module>.<kind>")
@permits("signed_in")
def export(module: str, kind: str, exports: Exports, requests: Requests) -> Any:
    """The whole list of the same address, as a file; with its columns, where it says which. Many records have terms."""
    described = _known(module, kind)
    query = parse_query(described, request.args)
    exports.check(module, kind)
    asked = requests.terms(module, query)
    if asked.is_free:
        return _written(exports, described, kind, query, None)
    return ask(ModuleView(described), kind, asked, request.full_path.rstrip("?"))


@page.post("/exports/<module>.<kind>")
@permits("signed_in")
@sensitive
def start(module: str, kind: str, requests: Requests) -> Any:
    """The same by a job, however long it is."""
    described = _known(module, kind)
    query = parse_query(described, request.args)
    try:
        made = requests.ask(module, kind, query, _columns(described), reason=request.form.get("reason", ""))
    except Invalid as refusal:
        return ask(ModuleView(described), kind, requests.terms(module, query), request.full_path.rstrip("?"), refusal), 422
    return under_way(made, requests)


@page.get("/exports/<module>/chosen")
@permits("signed_in")
def choose(module: str, exports: Exports, requests: Requests) -> Any:
    """As which kind of file the ticked records are taken away; without any, all that the list's filter finds."""
    described = known_module(module)
    exports.check(module, described.file_kinds[0])
    ids = None if request.args.get("all") else _ids() or None
    kept = [(key, value) for key, value in request.args.items(multi=True) if key in (*KEPT, "id")]
    if ids is None:
        kept.append(("all", "1"))
    count = _count(requests.terms(module, parse_query(described, request.args), ids), rows=False)
    return page.render("chosen", module=ModuleView(described), kinds=described.file_kinds, kept=kept, count=count, whole=ids is None)


@page.post("/exports/<module>/chosen")
@permits("signed_in")
def chosen(module: str, exports: Exports, requests: Requests) -> Any:
    """The ticked records as a file; with `all` everything that the list's filter finds."""
    described = _known(module, request.form.get("kind", ""))
    kind, query = request.form["kind"], parse_query(described, request.form)
    ids = None if request.form.get("all") else _ids()
    if ids == []:
        raise Invalid(ids=Words("Please select at least one record."))
    exports.check(module, kind)
    asked = requests.terms(module, query, ids)
    if asked.is_free:
        return _written(exports, described, kind, query, ids)
    if (proof := proven()) is not None:
        return proof
    again, refused = request.path, None
    if not asked.reason or "reason" in request.form:
        try:
            return under_way(requests.ask(module, kind, query, _columns(described), ids, request.form.get("reason", "")), requests)
        except Invalid as no:
            refused = no
    return ask(ModuleView(described), kind, asked, again, refused), 422 if refused else 200


def ask(about: ModuleView | LogView, kind: str, asked: Terms, action: str, refused: Invalid | None = None) -> str:
    """How many there are, what for, and what comes next."""
    reason = replace(ReasonDraft.own["reason"], required=asked.reason)
    error = refused.fields.get("reason") if refused else None
    return page.render(
        "ask", module=about, kind=kind, action=action, asked=asked,
        count=_count(asked, isinstance(about, LogView)),
        input=input_view(reason, request.form.get("reason", ""), error=error),
        kept=[(name, value) for name, value in request.form.items(multi=True) if name not in ("csrf_token", "reason")],
    )  # fmt: skip


def _count(asked: Terms, rows: bool) -> str:
    n = language.number(asked.found - 1)
    if asked.capped:
        return say("More than {n} rows", n=n) if rows else say("More than {n} records", n=n)
    return say_many("{n} row", "{n} rows", asked.found) if rows else say_many("{n} record", "{n} records", asked.found)


def under_way(made: ExportRequest, requests: ExportRequestService) -> Any:
    """To the job; or, where somebody decides first, to what one has asked for."""
    job = requests.files.job_of(made.id)
    if job is None:
        toast(N_("Your export waits for approval. A notice tells you when the file is ready."))
    return redirect(f"/jobs/{job}" if job else "/approvals?tab=asked", 303)


def _known(module: str, kind: str) -> Module:
    described = known_module(module)
    if kind not in described.file_kinds:
        raise NoPage()
    return described


def _ids() -> list[int]:
    return [int(one) for one in request.values.getlist("id") if one.isascii() and one.isdigit() and len(one) < 16]


def _columns(described: Module) -> tuple[str, ...]:
    return looks.read(described, request.values).columns if request.values.get("cols") else ()


def _written(exports: ExportService, described: Module, kind: str, query: Query, ids: list[int] | None) -> Any:
    return made(
        file_name(described.plural, kind), lambda path: exports.export_file(described.name, query, path, names=_columns(described), ids=ids)
    )


@page.get("/exports/files/<int:job>")
@permits("signed_in")
def file(job: int, files: Files) -> Any:
    """What became of a large export: the file, until it expires."""
    found = files.get(job)
    size = f"{language.number(max(1, found.sealed.size // 1024))} kB" if found.sealed else ""
    return page.render(
        "file", file=found, count=say_many("{n} row", "{n} rows", found.count), size=size, until=language.moment(found.until),
        module=_place(found.module), fetch=f"/exports/files/{job}/download",
    )  # fmt: skip


def _place(name: str) -> ModuleView | LogView:
    return LogView(name) if name in LOGS else ModuleView(known_module(name))


@page.get("/exports/files/<int:job>/download")
@permits("signed_in")
def download(job: int, files: Files) -> Any:
    found = files.get(job)
    return sent(found.sealed, found.name) if found.sealed else page.to("file", job=job)


@page.get("/imports/<int:id>/problems.csv")
@permits("signed_in")
def problems(id: int, transfers: Transfers) -> Any:
    """The lines that failed or were skipped, as they stood in the file, each with the reason."""
    run = transfers.get(id)
    outcomes = ("failed",) if request.args.get("only") == "failed" else ("failed", "skipped")
    header, lines = transfers.problem_file(run, outcomes)
    return made(f"{Path(run.file_name).stem} {say('problems')}.csv", lambda path: write_csv(path, header, lines))
