"""The configuration as a document: taken away, compared, applied; and its history."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.kit.module import modules
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.service.platform.configuration import Compared, ConfigurationService
from crm.web.kit.change import references
from crm.web.kit.page import Page, container, permits
from crm.web.kit.toast import toast
from crm.web.platform import configuration_view as view

page = Page(__name__, url="/configuration")
Configuration = Annotated[ConfigurationService, Provide[Container.operation.configuration]]
SIZE = 30


@page.get("")
@permits("configuration.view")
def index(configuration: Configuration) -> str:
    return _index(configuration)


def _index(configuration: ConfigurationService, error: str = "") -> str:
    return page.render("index", parts=[say(part.label) for part in configuration.parts().values() if part.may_see()], error=error)


@page.get("/document")
@permits("configuration.view")
def document(configuration: Configuration) -> Response:
    """The file itself."""
    name = f"crm-configuration-{current.today():%Y%m%d}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(configuration.export(), headers=headers, mimetype="application/json")


@page.post("")
@permits("configuration.view")
def create(configuration: Configuration) -> Any:
    """Take a document in, to compare it; nothing is written of it yet."""
    sent = request.files.get("file")
    try:
        if not sent or not sent.filename:
            raise Invalid(file=Words("Please choose a file."))
        return page.to("show", token=configuration.keep(sent.filename, sent.stream.read()))
    except Invalid as refusal:
        return _index(configuration, say(next(iter(refusal.fields.values())))), 422


@page.get("/<token>")
@permits("configuration.view")
def show(token: str, configuration: Configuration) -> str:
    """What differs, to be ticked."""
    file = configuration.file(token)
    found = configuration.compare(file.document)
    return page.render("show", token=token, title=file.name, parts=view.parts(found), editable=_may_apply())


def _may_apply() -> bool:
    return current.actor().may("configuration.edit")


@page.post("/<token>/preview")
@permits("configuration.view")
def preview(token: str, configuration: Configuration) -> Any:
    """What was ticked, once more, before it is written."""
    return _preview(configuration, token)


def _preview(configuration: ConfigurationService, token: str, errors: dict[str, str] | None = None) -> Any:
    file, marks = configuration.file(token), set(request.form.getlist("mark"))
    chosen = [one for one in configuration.compare(file.document) if one.difference.mark in marks]
    if not chosen:
        toast(N_("Nothing was chosen."), tone="bad")
        return page.to("show", token=token)
    return page.render(
        "preview", token=token, title=file.name, parts=view.parts(chosen, marks), counts=_counts(chosen),
        reason=request.form.get("reason", ""), errors=errors or {},
    )  # fmt: skip


def _counts(chosen: list[Compared]) -> dict[str, int]:
    kinds = [one.difference.kind for one in chosen]
    return {kind: kinds.count(kind) for kind in view.KINDS}


@page.post("/<token>/application")
@permits("configuration.edit")
def apply(token: str, configuration: Configuration) -> Any:
    """Write it, all or none."""
    form = request.form
    try:
        n = configuration.apply(configuration.file(token).document, set(form.getlist("mark")), form.get("reason", "").strip()[:200])
    except Invalid as refusal:
        return _preview(configuration, token, {name: say(why) for name, why in refusal.fields.items()}), 422
    toast(N_("Changes of the configuration applied: {n}."), current.last_change() if n else None, n=n)
    return page.to("history")


@page.get("/history")
@permits("configuration.view")
def history(configuration: Configuration) -> str:
    """Every change of configuration, by whatever way, with what it changed."""
    sets, items = configuration.history(SIZE + 1, request.args.get("before", type=int))
    wanted = {(one.module, one.record_id) for found in items.values() for one in found if one.module in modules()}
    for found in items.values():
        for one in found:
            if one.module in modules() and one.field:
                wanted |= references(modules()[one.module], ((one.field, one.before), (one.field, one.after)))
    names = container().records().names(wanted)
    actor = current.actor()
    lines = [view.line(one, items.get(one.id, []), names, one.actor_id == actor.id or actor.may("journal.approve")) for one in sets[:SIZE]]
    return page.render("history", lines=lines, older=sets[SIZE - 1].id if len(sets) > SIZE else None)
