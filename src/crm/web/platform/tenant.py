"""The companies that an installation serves: only at the provider's own host name."""

from collections.abc import Mapping
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, request

from crm import current, language
from crm.container import Container
from crm.domain.platform.tenant import LIMITS, STATES, Tenant, TenantTerms
from crm.errors import Invalid, NotFound
from crm.language import N_, say
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
    return _form(found, {key: getattr(found, key) for key in TenantTerms.__dataclass_fields__}, {})


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
    def inputs(*names: str) -> list[InputView]:
        return [_input(name, values.get(name), wrong) for name in names]

    sections = [(say("Company"), inputs(*(("name",) if found is None else ()), *BASICS[: None if found else 4]))]
    if found:
        sections.append((say("What was agreed"), inputs(*LIMITS)))
    return page.render(
        "form", tabs=tabs("tenant"), found=found, sections=sections, state=say(STATES[found.state][0]) if found else "",
        tone=TONES[found.state] if found else "", place=operator().shown(found) if found else "",
        editable=current.actor().may("setting.edit"), moved=bool(found and found.former),
    )  # fmt: skip


def _input(name: str, value: Any, wrong: Mapping[str, str]) -> InputView:
    choices = (("zh", "简体中文"), ("en", "English")) if name == "language" else ()
    text = say("empty: no limit") if name in LIMITS else say(HELP[name]) if name in HELP else None
    return InputView(
        name, say(LABELS[name]), "choice" if choices else "text", "" if value is None else str(value), choices=choices, help=text,
        error=say(wrong[name]) if name in wrong else None, required=name in ("name", *BASICS[:4]),
    )  # fmt: skip
