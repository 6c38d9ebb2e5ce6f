"""Import pages: upload, look and map, rehearse, run, see what became of it, undo."""

import io
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.customer.transfer import BUSY, LISTED, PREPARED, ImportRun, same_names, unpack
from crm.domain.kit.module import modules
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.service.customer.transfer import TransferService
from crm.web.customer import transfer_preview as preview
from crm.web.customer import transfer_view as view
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast

page = Page(__name__, url="/imports")
Transfers = Annotated[TransferService, Provide[Container.customer.transfer]]
SIZE = 50


@page.get("")
@permits("signed_in")
def index(transfers: Transfers) -> str:
    """One's own imports."""
    runs = transfers.mine(SIZE + 1, request.args.get("before", type=int))
    ways = [ModuleView(m) for m in modules().values() if m.importable and current.actor().may(m.permission("import"))]
    older = runs[SIZE - 1].id if len(runs) > SIZE else None
    return page.render("index", lines=tuple(view.line(run) for run in runs[:SIZE]), older=older, ways=ways)


@page.get("/<module>/new")
@permits("signed_in")
def new(module: str, transfers: Transfers) -> str:
    return page.render("new", module=ModuleView(transfers.module(module)), error=None)


@page.post("/<module>")
@permits("signed_in")
def create(module: str, transfers: Transfers) -> Any:
    """Take a file, or a table pasted into the box."""
    described = transfers.module(module)
    file, pasted = request.files.get("file"), request.form.get("pasted", "")
    try:
        if file and file.filename:
            return page.to("show", id=transfers.upload(module, file.stream, file.filename).id)
        if pasted.strip():
            name = f"{say('Pasted cells')}.csv"
            return page.to("show", id=transfers.upload(module, io.BytesIO(pasted.encode()), name).id)
        raise Invalid(file=Words("Please choose a file, or paste a table."))
    except Invalid as refusal:
        error = " ".join(say(why) for why in refusal.fields.values())
        return page.render("new", module=ModuleView(described), error=error), 422


@page.get("/<int:id>")
@permits("signed_in")
def show(id: int, transfers: Transfers) -> Any:
    """Where this import is: to be mapped, under way, or done."""
    run = transfers.get(id)
    if run.state in BUSY:
        return _progress(run)
    return _preview(transfers, run) if run.state in PREPARED else _result(transfers, run)


def _progress(run: ImportRun) -> str:
    return page.render("progress", run=view.line(run), module=_module(run), percent=view.percent(run), figures_=view.figures(run))


def _preview(transfers: TransferService, run: ImportRun, errors: tuple[str, ...] = (), typed: str = "") -> str:
    module = modules()[run.module]
    found = transfers.problems(run, tuple(view.OUTCOMES), LISTED)
    try:
        rows = preview.rows(run, transfers.preview(run))
    except Invalid as refusal:
        rows = preview.plain_rows(run, transfers.sample(run))
        errors = errors or _error(run) or tuple(say(why) for why in refusal.fields.values())
    saved = transfers.mappings(run.module)
    return page.render(
        "preview",
        run=run,
        line=view.line(run),
        module=_module(run),
        columns=view.columns(run),
        choices=view.choices(module, current.actor().may(module.permission("assign"))),
        ignored=view.ignored(run),
        rows=rows,
        offered=view.options(run),
        sources=view.sources(run, saved),
        own=tuple(one for one in saved if one.actor_id == current.actor().id),
        mapping_name=typed,
        errors=errors or _error(run),
        checked=run.state == "checked",
        figures_=view.figures(run),
        problems=view.problems(run, found, fixable=True),
        listed=LISTED,
    )


def _result(transfers: TransferService, run: ImportRun) -> str:
    found = transfers.problems(run, tuple(view.OUTCOMES), LISTED)
    return page.render(
        "result",
        run=run,
        line=view.line(run),
        module=_module(run),
        figures_=view.figures(run),
        problems=view.problems(run, found),
        errors=_error(run),
        listed=LISTED,
    )


def _module(run: ImportRun) -> ModuleView:
    return ModuleView(modules()[run.module])


def _error(run: ImportRun) -> tuple[str, ...]:
    return (unpack(run.error).said(),) if run.error else ()


@page.post("/<int:id>/mapping")
@permits("signed_in")
def update(id: int, transfers: Transfers) -> Any:
    """Keep what was chosen; then check, import, save the mapping or only look again, as the button says."""
    form, then = request.form, request.form.get("then")
    try:
        run = transfers.set_up(
            id, *_chosen(transfers, transfers.get(id)), _fixes(),
            encoding=form.get("encoding"), delimiter=form.get("delimiter"), sheet=form.get("sheet"),
        )  # fmt: skip
        if then == "save":
            transfers.save_mapping(run, form.get("mapping_name", ""))
            toast(N_("The mapping was saved."))
        if then in ("check", "run"):
            transfers.start(id, then)
    except Invalid as refusal:
        told = tuple(say(why) for why in refusal.fields.values())
        return _preview(transfers, transfers.get(id), told, form.get("mapping_name", "")), 422
    return page.to("show", id=run.id)


def _chosen(transfers: TransferService, run: ImportRun) -> tuple[list[str] | None, dict[str, Any]]:
    """The mapping and the options: as chosen column by column, or those that another choice of source brings along."""
    form = request.form
    source = form.get("source", run.options.get("source", ""))
    options = {
        "on_twin": form.get("on_twin"), "create_companies": form.get("create_companies") == "yes", "region": form.get("region"),
        "source": source, "same": same_names(form.get("same", "")),
    }  # fmt: skip
    if source[:1] == "m" and source[1:].isdigit():
        return transfers.use_mapping(run, int(source[1:]))
    return (None if form.get("then") == "guess" else form.getlist("target")), options


def _fixes() -> dict[str, dict[str, str]]:
    """Cells that were typed anew: fix-<line>-<column>, each with what it said before. After a check a cell is there twice."""
    found: dict[str, dict[str, str]] = {}
    for name, text in request.form.items(multi=True):
        word, _, place = name.partition("-")
        if word == "fix" and text != request.form.get(f"was-{place}"):
            line, _, column = place.partition("-")
            found.setdefault(line, {})[column] = text
    return found


@page.post("/<int:id>/mappings/<int:mapping>/removal")
@permits("signed_in")
def forget(id: int, mapping: int, transfers: Transfers) -> Response:
    """Remove a mapping that one has saved."""
    transfers.drop_mapping(mapping)
    toast(N_("The mapping was removed."))
    return page.to("show", id=id)


@page.post("/<int:id>/run")
@permits("signed_in")
def run(id: int, transfers: Transfers) -> Response:
    """Import what was checked, or go on with an import that was stopped."""
    transfers.start(id, "run")
    return page.to("show", id=id)


@page.post("/<int:id>/undo")
@permits("signed_in")
def undo(id: int, transfers: Transfers) -> Response:
    transfers.start(id, "undo")
    return page.to("show", id=id)


@page.post("/<int:id>/removal")
@permits("signed_in")
def destroy(id: int, transfers: Transfers) -> Response:
    """Forget the import and its file; what was imported stays."""
    transfers.discard(id)
    toast(N_("The file was removed."))
    return page.to("index")
