"""Files to take away: what a list shows, and the lines of an import that were not taken."""

from pathlib import Path
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request
from werkzeug.exceptions import NotFound as NoPage

from crm import language
from crm.container import Container
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module
from crm.errors import Invalid
from crm.language import Words, say, say_many
from crm.service.customer.export_file import LARGE, ExportFileService, file_name
from crm.service.customer.transfer import TransferService
from crm.service.customer.transfer_export import ExportService
from crm.service.kit.sheet import write_csv
from crm.web.kit import look as looks
from crm.web.kit.download import made, sent
from crm.web.kit.listing import KEPT, parse_query
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView, known_module
from crm.web.proof import asked, sensitive

page = Page(__name__, url="")
Exports = Annotated[ExportService, Provide[Container.customer.export]]
Files = Annotated[ExportFileService, Provide[Container.customer.export_file]]
Transfers = Annotated[TransferService, Provide[Container.customer.transfer]]


@page.get("/exports/<module>.<kind>")
@permits("signed_in")
def export(module: str, kind: str, exports: Exports, files: Files) -> Any:
    """The whole list of the same address, as a file; with its columns, where it says which. A long one is offered as a job."""
    described = _known(module, kind)
    query = parse_query(described, request.args)
    exports.check(module, kind)
    if files.is_large(module, query):
        return page.render("large", module=ModuleView(described), kind=kind, n=language.number(LARGE), action=request.full_path.rstrip("?"))
    return _written(exports, described, kind, query, None)


@page.post("/exports/<module>.<kind>")
@permits("signed_in")
@sensitive
def start(module: str, kind: str, files: Files) -> Any:
    """The same by a job, however long it is."""
    described = _known(module, kind)
    return redirect(f"/jobs/{files.later(module, kind, parse_query(described, request.args), _columns(described))}", 303)


@page.get("/exports/<module>/chosen")
@permits("signed_in")
def choose(module: str, exports: Exports) -> Any:
    """As which kind of file the ticked records are taken away."""
    described = known_module(module)
    exports.check(module, described.file_kinds[0])
    count = None if request.args.get("all") else len(_ids())
    kept = [(key, value) for key, value in request.args.items(multi=True) if key in (*KEPT, "id", "all")]
    return page.render("chosen", module=ModuleView(described), kinds=described.file_kinds, kept=kept, count=count)


@page.post("/exports/<module>/chosen")
@permits("signed_in")
def chosen(module: str, exports: Exports, files: Files) -> Any:
    """The ticked records as a file; with `all` everything that the list's filter finds."""
    described = _known(module, request.form.get("kind", ""))
    kind, query = request.form["kind"], parse_query(described, request.form)
    ids = None if request.form.get("all") else _ids()
    if ids == []:
        raise Invalid(ids=Words("Please select at least one record."))
    exports.check(module, kind)
    if len(ids) > LARGE if ids else files.is_large(module, query):
        return asked() or redirect(f"/jobs/{files.later(module, kind, query, _columns(described), ids)}", 303)
    return _written(exports, described, kind, query, ids)


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
        file_name(described, kind), lambda path: exports.export_file(described.name, query, path, names=_columns(described), ids=ids)
    )


@page.get("/exports/files/<int:job>")
@permits("signed_in")
def file(job: int, files: Files) -> Any:
    """What became of a large export: the file, until it expires."""
    found = files.get(job)
    size = f"{language.number(max(1, found.path.stat().st_size // 1024))} kB" if found.path else ""
    return page.render(
        "file", file=found, count=say_many("{n} row", "{n} rows", found.count), size=size, until=language.moment(found.until),
        module=ModuleView(known_module(found.module)), fetch=f"/exports/files/{job}/download",
    )  # fmt: skip


@page.get("/exports/files/<int:job>/download")
@permits("signed_in")
def download(job: int, files: Files) -> Any:
    found = files.get(job)
    return sent(found.path, found.name) if found.path else page.to("file", job=job)


@page.get("/imports/<int:id>/problems.csv")
@permits("signed_in")
def problems(id: int, transfers: Transfers) -> Any:
    """The lines that failed or were skipped, as they stood in the file, each with the reason."""
    run = transfers.get(id)
    outcomes = ("failed",) if request.args.get("only") == "failed" else ("failed", "skipped")
    header, lines = transfers.problem_file(run, outcomes)
    return made(f"{Path(run.file_name).stem} {say('problems')}.csv", lambda path: write_csv(path, header, lines))
