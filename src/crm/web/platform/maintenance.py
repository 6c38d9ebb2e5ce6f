"""Maintenance mode: begun, changed and ended by a page."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current
from crm.container import Container
from crm.domain.platform.maintenance import FIELDS, Maintenance
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.maintenance import MaintenanceService
from crm.web.kit.form import input_view
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, SectionView
from crm.web.platform.operation_tabs import tabs

page = Page(__name__, url="/maintenance")
Mode = Annotated[MaintenanceService, Provide[Container.operation.maintenance]]


@page.get("")
@permits("setting.view")
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
    editable = current.actor().may("setting.edit")
    return page.render("index", form=form, on=found is not None, editable=editable, tabs=tabs("maintenance"), said=say(began.words))


@page.post("")
@permits("setting.edit")
def store(mode: Mode) -> Any:
    """Begin, or say something else."""
    raw = {name: request.form.get(name, "") for name in FIELDS}
    try:
        mode.begin(raw)
    except Invalid as refusal:
        return _form(mode.under_way(), raw, {name: say(why) for name, why in refusal.fields.items()}), 422
    toast(N_("Maintenance is on. You and whoever may change settings go on working."), current.last_change())
    return page.to("index")


@page.post("/end")
@permits("setting.edit")
def finish(mode: Mode) -> Any:
    mode.end()
    toast(N_("Maintenance is over."), current.last_change())
    return page.to("index")
