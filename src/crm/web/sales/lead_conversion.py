"""The page that makes a customer, a contact and a deal of a lead, and the page that puts one aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.sales.lead import CONVERTED, DISQUALIFIED, MODULE, Lead
from crm.domain.sales.lead_conversion import FRESH, NONE, Wish, is_person
from crm.errors import Conflict, Invalid, Taken
from crm.language import N_, Words, say
from crm.service.sales.lead import LeadService
from crm.service.sales.lead_conversion import LeadConversionService
from crm.web.kit.form import form_view, input_view, posted
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.kit.twins import TwinView, twin_views

SURE = 85  # a twin that is this likely, and is not called otherwise, is proposed as the record that is meant
NAMES = tuple(Wish.own)
ASIDE = ("reason", "recycle_on")
Leads = Annotated[LeadService, Provide[Container.sales.lead]]
Conversions = Annotated[LeadConversionService, Provide[Container.sales.lead_conversion]]
page = Page(__name__, url=MODULE.path)


@dataclass(frozen=True, slots=True)
class Choice:
    """A record that the lead probably is, to choose instead of a new one."""

    id: str
    view: TwinView
    is_sure: bool


@page.get("/<int:id>/conversion")
@permits("lead.edit")
def new(id: int, leads: Leads, conversions: Conversions) -> Any:
    lead = leads.get(id)
    leads.check_record("edit", lead)
    if lead.state == CONVERTED:
        return redirect(f"{MODULE.path}/{id}", 303)
    return _page(lead, conversions, {}, None)


@page.post("/<int:id>/conversion")
@permits("lead.edit")
def create(id: int, leads: Leads, conversions: Conversions) -> Any:
    """All of it or nothing; what cannot be is told beside its field, and what was typed stays."""
    raw: dict[str, Any] = {name: request.form.get(name, "") for name in NAMES} | {"opportunity": request.form.get("opportunity", "no")}
    try:
        became = conversions.convert(id, Wish.parse(raw), request.form.get("version", type=int))
    except Invalid as refusal:
        return _page(leads.get(id), conversions, raw, refusal), 422
    except Taken as taken:
        return _page(leads.get(id), conversions, raw, Invalid({"": taken.words})), 409
    except Conflict as conflict:
        return _page(leads.get(id), conversions, raw, Invalid({"": conflict.words})), 409
    toast(N_("{name} was converted."), current.last_change(), name=leads.get(id).name)
    way = ("opportunity", became.opportunity_id) if became.opportunity_id else ("account", became.account_id)
    return redirect(f"{modules()[way[0]].path}/{way[1]}", 303)


def _page(lead: Lead, conversions: LeadConversionService, raw: dict[str, Any], refusal: Invalid | None) -> str:
    twins = conversions.twins(lead)
    choices = {name: _choices(name, found) for name, found in twins.items()}
    values = _proposed(lead, choices) | raw
    errors = refusal.fields if refusal else {}
    may = current.actor().may
    return page.render(
        "new", module=ModuleView(MODULE), title=lead.name, record_url=f"{MODULE.path}/{lead.id}",
        version=request.form.get("version") or lead.version, choices=choices, values=values, person=is_person(lead),
        done=lead.state == CONVERTED,
        errors={name: say(why) for name, why in errors.items()}, summary=[(name, say(why)) for name, why in errors.items()],
        inputs={name: input_view(Wish.own[name], values.get(name), None, errors.get(name)) for name in NAMES},
        may={name: may(f"{name}.create") for name in ("account", "contact", "opportunity")},
        labels={"account": say(modules()["account"].label), "contact": say(modules()["contact"].label)},
    )  # fmt: skip


def _choices(name: str, twins: list[Any]) -> tuple[Choice, ...]:
    module = modules()[name]
    called = module.fields[module.title_field].label
    return tuple(
        Choice(str(twin.id), view, twin.score >= SURE and all(one.weight > 0 for one in twin.reasons if one.label == called))
        for twin, view in zip(twins, twin_views(module, twins), strict=True)
    )


def _proposed(lead: Lead, choices: Mapping[str, tuple[Choice, ...]]) -> dict[str, Any]:
    """The likely twins where there are such, else new ones; the deal is called after its customer and what he wants."""
    chosen = {name: found[0].id if found and found[0].is_sure else FRESH for name, found in choices.items()}
    named = lead.company or lead.name
    return chosen | {
        "contact": NONE if is_person(lead) and chosen["contact"] == FRESH else chosen["contact"],
        "account_name": named, "opportunity": "yes", "opportunity_name": " ".join(part for part in (named, lead.interest) if part)[:200],
    }  # fmt: skip


# Putting aside -----------------------------------------------------------------


@page.get("/<int:id>/disqualification")
@permits("lead.edit")
def aside(id: int, leads: Leads) -> Any:
    lead = leads.get(id)
    leads.check_record("edit", lead)
    return _aside(lead, None, None)


@page.post("/<int:id>/disqualification")
@permits("lead.edit")
def disqualify(id: int, leads: Leads) -> Any:
    raw = posted(MODULE, request.form, ASIDE)
    try:
        leads.disqualify(id, raw.get("reason", ""), raw.get("recycle_on", ""), request.form.get("version", type=int))
    except Invalid as refusal:
        return _aside(leads.get(id), raw, refusal), 422
    except Conflict as conflict:
        return _aside(leads.get(id), raw, Invalid({"": conflict.words})), 409
    toast(N_("Saved."), current.last_change())
    return redirect(f"{MODULE.path}/{id}", 303)


@page.post("/<int:id>/reopening")
@permits("lead.edit")
def reopen(id: int, leads: Leads) -> Any:
    if leads.get(id).state != DISQUALIFIED:
        raise Invalid(state=Words("Only a disqualified lead can be brought back."))
    leads.reopen(id)
    toast(N_("Saved."), current.last_change())
    return redirect(f"{MODULE.path}/{id}", 303)


def _aside(lead: Lead, raw: Mapping[str, Any] | None, refusal: Invalid | None) -> str:
    path = f"{MODULE.path}/{lead.id}"
    form = form_view(MODULE, f"{path}/disqualification", path, lead, raw, refusal, names=ASIDE)
    return page.render("aside", module=ModuleView(MODULE), form=form, title=lead.name, record_url=path)
