"""Maintenance mode: begun, changed and ended by a page."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current
from crm.container import Container
from crm.domain.platform.maintenance import FIELDS, Maintenance
from crm.errors import Invalid, TooMany
from crm.language import N_, say
from crm.service.platform.auth import AuthService
from crm.service.platform.maintenance import MaintenanceService
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, SectionView
from crm.web.platform.operation_tabs import tabs

page = Page(__name__, url="/maintenance")
Mode = Annotated[MaintenanceService, Provide[Container.operation.maintenance]]
Auth = Annotated[AuthService, Provide[Container.platform.auth]]


@page.get("")
@permits("setting.edit")
def index(mode: Mode) -> str:
    return _form(mode.under_way())


def _form(found: Maintenance | None, raw: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> str:
    errors, began = errors or {}, found or Maintenance()
    inputs = tuple(
        input_view(field, raw.get(name, "") if raw is not None else getattr(began, name), error=errors.get(name))
        for name, field in FIELDS.items()
    )
    summary = tuple((name, f"{say(FIELDS[name].label)}: {say(why)}") for name, why in errors.items() if name in FIELDS)
    form = FormView("/maintenance", (SectionView("", inputs),), errors=summary)
    preview = {code: began.message(code) for code in ("zh", "en")} if found else None
    return page.render("index", form=form, on=found is not None, errors=errors, tabs=tabs("maintenance"), preview=preview)


@page.post("")
@permits("setting.edit")
def store(mode: Mode, auth: Auth) -> Any:
    """Begin, or say something else; the password is asked for again."""
    raw = {name: request.form.get(name, "") for name in FIELDS}
    try:
        auth.prove(request.form.get("current_password", ""))
        mode.begin(raw)
    except Invalid as refusal:
        return _form(mode.under_way(), raw, {name: say(why) for name, why in refusal.fields.items()}), 422
    except TooMany as refusal:
        wait = {"current_password": say(refusal.words)}
        return _form(mode.under_way(), raw, wait), 429, {"Retry-After": str(refusal.seconds)}
    toast(N_("Maintenance is on. You and whoever may change settings go on working."), current.last_change())
    return page.to("index")


@page.post("/end")
@permits("setting.edit")
def finish(mode: Mode) -> Any:
    mode.end()
    toast(N_("Maintenance is over."), current.last_change())
    return page.to("index")
