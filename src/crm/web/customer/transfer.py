"""Import pages: upload, look and map, rehearse, run, see what became of it, undo."""

import io
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.customer.transfer import BUSY, LISTED, PREPARED, ImportRun, unpack
from crm.domain.kit.module import modules
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.service.customer.transfer import TransferService
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


def _preview(transfers: TransferService, run: ImportRun, errors: tuple[str, ...] = ()) -> str:
    module = modules()[run.module]
    found = transfers.problems(run, tuple(view.OUTCOMES), LISTED)
    return page.render(
        "preview",
        run=run,
        line=view.line(run),
        module=_module(run),
        columns=view.columns(run),
        choices=view.choices(module, current.actor().may(module.permission("assign"))),
        ignored=view.ignored(run),
        rows=view.cells(transfers.sample(run), len(run.header)),
        offered=view.options(run),
        errors=errors or _error(run),
        checked=run.state == "checked",
        figures_=view.figures(run),
        problems=view.problems(module, found),
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
        problems=view.problems(modules()[run.module], found),
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
    """Keep what was chosen; then check, import, or only look again, as the button says."""
    form = request.form
    try:
        run = transfers.set_up(
            id,
            None if form.get("then") == "guess" else form.getlist("target"),
            {"on_twin": form.get("on_twin"), "create_companies": form.get("create_companies") == "yes", "region": form.get("region")},
            encoding=form.get("encoding"),
            delimiter=form.get("delimiter"),
            sheet=form.get("sheet"),
        )
        if form.get("then") in ("check", "run"):
            transfers.start(id, form["then"])
    except Invalid as refusal:
        return _preview(transfers, transfers.get(id), tuple(say(why) for why in refusal.fields.values())), 422
    return page.to("show", id=run.id)


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
