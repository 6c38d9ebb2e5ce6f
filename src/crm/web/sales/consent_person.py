"""All consents of one person at a glance: what holds for each purpose, and one click to withdraw or to write one down."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.sales.consent import MODULE, PEOPLE, WITHDRAWN, Standing
from crm.errors import Invalid, NotFound
from crm.language import N_, say
from crm.service.sales.consent import ConsentService
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast

page = Page(__name__, url=f"{MODULE.path}/of")
Consents = Annotated[ConsentService, Provide[Container.privacy.consent]]


@page.get("/<name>/<int:id>")
@permits("consent.view")
def show(name: str, id: int, consents: Consents) -> Any:
    if name not in PEOPLE:
        raise NotFound()
    about = modules()[name]
    row = container().records()(name).get(id)
    return page.render(
        "show", module=ModuleView(about), title=about.title(row), record_url=f"{about.path}/{id}", url=f"{MODULE.path}/of/{name}/{id}",
        lines=[_line(one, name, id) for one in consents.standings(name, id)], list_url=f"{MODULE.path}?f={PEOPLE[name]}:any:{id}",
        company=getattr(row, "kind", "") == "company", may_create=consents.may("create", row), may_edit=consents.may("edit", row),
        may_begin=current.actor().may("consent_purpose.create"),
    )  # fmt: skip


def _line(one: Standing, name: str, id: int) -> dict[str, Any]:
    found, today = one.consent, current.today()
    new = f"{MODULE.path}/new?{PEOPLE[name]}={id}&purpose_id={one.purpose_id}"
    line = {"id": one.purpose_id, "name": one.name, "new": new}
    if found is None:
        return line | {"state": say("Never asked"), "tone": "", "open": True}
    holds, given = found.holds(today), found.state != WITHDRAWN
    words = say("Given") if holds else say("Expired") if given else say("Withdrawn")
    day = found.given_on if given else found.withdrawn_on
    return line | {
        "state": words, "tone": "ok" if holds else "warn" if given else "bad", "open": not given, "holds": holds,
        "day": language.day(day) if day else "", "until": language.day(found.valid_until) if found.valid_until and given else "",
        "ground": say(MODULE.own["ground"].label_of(found.ground)), "way": say(MODULE.own["way"].label_of(found.way)),
        "url": f"{MODULE.path}/{found.id}", "proof": found.proof_name or "", "proof_url": f"/files/{found.proof}" if found.proof else "",
        "renew": f"{MODULE.path}/{found.id}/edit" if given and not holds else "",
    }  # fmt: skip


@page.post("/<name>/<int:id>/withdrawal")
@permits("consent.edit")
def withdraw(name: str, id: int, consents: Consents) -> Any:
    purpose = request.form.get("purpose_id", type=int)
    if name not in PEOPLE or purpose is None:
        raise NotFound()
    try:
        consents.refuse(name, id, purpose)
    except Invalid as no:
        toast(next(iter(no.fields.values())), tone="bad")
    else:
        toast(N_("The consent is withdrawn."), current.last_change())
    return page.to("show", name=name, id=id)
