"""The companies that an installation serves: only at the provider's own host name."""

from collections.abc import Mapping
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, request
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.platform.brand import LARGEST, PICTURES
from crm.domain.platform.tenant import LIMITS, STATES, Tenant
from crm.errors import Invalid, NotFound
from crm.language import N_, Words, say
from crm.service.platform.tenant import TenantService
from crm.tenants.operate import Operator
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView
from crm.web.platform.operation_tabs import tabs

page = Page(__name__, url="/tenants")
Service = Annotated[TenantService, Provide[Container.tenancy.tenant]]
SIZE = 100
TONES = {"active": "ok", "suspended": "bad", "moving": "warn", "making": "warn"}
LABELS = {
    "name": N_("Name"), "host": N_("Host name"), "title": N_("Company name"), "language": N_("Language"), "timezone": N_("Time zone"),
    "colour": N_("Colour"), "people": N_("People who may sign in"), "records": N_("Records"), "storage": N_("Megabytes of files"),
    "requests": N_("Requests in a minute"),
}  # fmt: skip
HELP = {
    "name": N_("Small letters, digits and underscores; the command line and the database call it so."),
    "host": N_("Such as acme.crm.example.cn; it must lead to this server."),
    "colour": N_("Of buttons and links, such as #1f6feb; empty: ours."),
}
BASICS = ("host", "title", "language", "timezone", "colour")
START = {"language": "zh", "timezone": "Asia/Shanghai"}


def operator() -> Operator:
    """Raises NotFound where one company is served alone, and at the hosts of the companies."""
    found = current_app.tenants  # type: ignore[attr-defined]
    if found is None or current.context().tenant:
        raise NotFound()
    return Operator(found)


@page.get("")
@permits("setting.view")
def index(service: Service) -> str:
    rows = service.page(SIZE + 1, request.args.get("after") or None)
    shown = [(one, say(STATES[one.state][0]), TONES[one.state], _limits(one), language.day(one.made_at.date())) for one in rows[:SIZE]]
    more = page_after(rows[SIZE - 1].name) if len(rows) > SIZE else None
    return page.render("index", tabs=tabs("tenant"), rows=shown, more=more, may_edit=current.actor().may("setting.edit"))


def page_after(name: str) -> str:
    return f"{page.url_prefix}?after={name}"


def _limits(tenant: Tenant) -> str:
    said = [f"{say(LABELS[name])}: {language.number(most)}" for name in LIMITS if (most := getattr(tenant, name))]
    return " · ".join(said) or say("No limit")


@page.get("/new")
@permits("setting.edit")
def new() -> str:
    operator()
    return _form(None, START, {})


@page.post("")
@permits("setting.edit")
def create() -> Any:
    typed = _typed("name")
    try:
        made = operator().create(typed["name"], typed["host"], typed["title"], None, typed["language"], typed["timezone"])
    except Invalid as refusal:
        return _form(None, typed, refusal.fields), 422
    toast(N_("{name} is served at {host}."), name=made.title, host=made.host)
    return page.to("index")


@page.get("/<name>")
@permits("setting.view")
def edit(name: str, service: Service) -> str:
    found = service.get(name)
    return _form(found, vars(found.terms), {})


@page.post("/<name>")
@permits("setting.edit")
def update(name: str, service: Service) -> Any:
    typed = _typed()
    try:
        service.change(name, typed, request.form.get("version", 0, type=int))
    except Invalid as refusal:
        return _form(service.get(name), typed, refusal.fields), 422
    toast(N_("Saved."))
    return page.to("index")


@page.post("/<name>/logo")
@permits("setting.edit")
def store_logo(name: str, service: Service) -> Any:
    """The picture that was chosen, or none from now on."""
    file = request.files.get("logo")
    try:
        service.put_logo(name, None if "drop" in request.form else file.read(LARGEST + 1) if file else b"")
    except Invalid as refusal:
        found = service.get(name)
        return _form(found, vars(found.terms), refusal.fields), 422
    toast(N_("Saved."))
    return page.to("edit", name=name)


@page.get("/<name>/logo")
@permits("setting.view")
def logo(name: str, service: Service) -> Response:
    """As it stands in the directory, for the form."""
    if (found := service.logo(service.get(name))) is None:
        raise NotFound()
    return Response(found.picture, mimetype=found.media, headers={"Cache-Control": "private, max-age=31536000"})


@page.get("/<name>/removal")
@permits("setting.edit")
def ask_removal(name: str, service: Service) -> str:
    return _removal(service.get(name), {})


@page.post("/<name>/removal")
@permits("setting.edit")
def remove(name: str, service: Service) -> Any:
    """Only one that was suspended before, and by whoever types its name."""
    found = service.get(name)
    if (wrong := misnamed(found)) or found.state != "suspended":
        return _removal(found, wrong), 422
    operator().remove(name)
    toast(N_("{name} is removed."), name=found.title)
    return page.to("index")


def _removal(found: Tenant, wrong: Mapping[str, str]) -> str:
    return page.render("removal", tabs=tabs("tenant"), found=found, view=name_input(found, wrong), place=operator().shown(found))


def name_input(found: Tenant, wrong: Mapping[str, str]) -> InputView:
    return InputView(
        "name", say("Name of the tenant"), "text", request.form.get("name", ""), required=True, error=error("name", wrong),
        help=None if wrong else say("Type {name} to go on.", name=found.name),
    )  # fmt: skip


def misnamed(found: Tenant) -> dict[str, str]:
    """What is said to whoever did not type its name."""
    typed = request.form.get("name", "").strip()
    return {} if typed == found.name else {"name": Words("Please type the name {name}.", name=found.name)}


@page.post("/<name>/state")
@permits("setting.edit")
def turn(name: str) -> Any:
    undo = request.form.get("undo") == "yes"
    operator().suspend(name, undo)
    toast(N_("{name} is open again.") if undo else N_("{name} is suspended: nobody is let in."), name=name)
    return page.to("edit", name=name)


def _typed(*more: str) -> dict[str, str]:
    return {name: request.form.get(name, "").strip() for name in (*more, *BASICS, *LIMITS)}


def _form(found: Tenant | None, values: Mapping[str, Any], wrong: Mapping[str, str]) -> str:
    used = operator().used(found) if found else {}

    def inputs(*names: str) -> list[InputView]:
        return [_input(name, values.get(name), wrong, used.get(name)) for name in names]

    sections = [(say("Company"), inputs(*(("name",) if found is None else ()), *BASICS[: None if found else 4]))]
    if found:
        sections.append((say("What was agreed"), inputs(*LIMITS)))
    return page.render(
        "form", tabs=tabs("tenant"), found=found, sections=sections, state=say(STATES[found.state][0]) if found else "",
        tone=TONES[found.state] if found else "", place=operator().shown(found) if found else "",
        address=operator().tenants.address(found) if found else "", since=language.day(found.made_at.date()) if found else "",
        editable=current.actor().may("setting.edit"), moved=bool(found and found.former), logo=_logo_input(wrong),
    )  # fmt: skip


def _logo_input(wrong: Mapping[str, str]) -> InputView:
    return InputView(
        "logo", say("Picture file"), "file", error=error("logo", wrong), accept=",".join(PICTURES),
        help=say("PNG or JPEG, at most {n} KB; beside its name on pages, quotes and papers.", n=LARGEST // 1000),
    )  # fmt: skip


def _input(name: str, value: Any, wrong: Mapping[str, str], used: int | None) -> InputView:
    choices = (("zh", "简体中文"), ("en", "English")) if name == "language" else ()
    text = say("empty: no limit") if name in LIMITS else say(HELP[name]) if name in HELP else None
    if used is not None:
        text = say("{n} used; empty: no limit", n=language.number(used))
    return InputView(
        name, say(LABELS[name]), "choice" if choices else "text", "" if value is None else str(value), choices=choices, help=text,
        error=error(name, wrong), required=name in ("name", *BASICS[:4]),
    )  # fmt: skip


def error(name: str, wrong: Mapping[str, str]) -> str | None:
    return say(wrong[name]) if name in wrong else None
