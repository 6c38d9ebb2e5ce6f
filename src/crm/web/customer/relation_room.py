"""The chart of relations around a customer or a contact, and adding one: search first, create second."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current
from crm.container import Container
from crm.domain.customer.relation import KINDS, RelationDraft
from crm.domain.customer.relation_chart import HIGH, WIDE
from crm.domain.kit.module import modules
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.customer.relation import RelationService
from crm.web.customer.person_pick import people
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast

page = Page(__name__, url="")
Relations = Annotated[RelationService, Provide[Container.customer.relation]]


@page.get("/accounts/<int:id>/relations")
@permits("relation.view")
def account(id: int, relations: Relations) -> Any:
    return _room("account", id, relations)


@page.get("/contacts/<int:id>/relations")
@permits("relation.view")
def contact(id: int, relations: Relations) -> Any:
    return _room("contact", id, relations)


def _room(module: str, id: int, relations: RelationService) -> str:
    about = modules()[module]
    row = container().records()(module).get(id)
    drawn, listed, edges = relations.chart_of(module, id)
    names = {person.id: person.name for person in listed}
    words = {option.value: (say(option.label), option.tone) for option in KINDS}
    roles = modules()["contact"].own["role"]
    return page.render(
        "show",
        module=ModuleView(about),
        title=about.title(row),
        url=f"{about.path}/{id}",
        chart=drawn,
        size=(WIDE, HIGH),
        here=id if module == "contact" else 0,
        roles={option.value: (say(option.label), option.tone) for option in roles.options},
        words=words,
        rows=[
            (e, names[e.contact_id], words[e.kind][0], names[e.other_id]) for e in edges if e.contact_id in names and e.other_id in names
        ],
        kinds=[words[kind] + (kind,) for kind in dict.fromkeys(e.kind for e in edges)],
        add=f"/contacts/{id}/relations/new" if module == "contact" and current.actor().may("relation.create") else None,
        new_contact=f"/contacts/new?account_id={id}" if module == "account" and current.actor().may("contact.create") else None,
    )


@page.get("/contacts/<int:id>/relations/new")
@permits("relation.create")
def pick(id: int) -> Any:
    return _pick(id)


@page.post("/contacts/<int:id>/relations")
@permits("relation.create")
def store(id: int, relations: Relations) -> Any:
    form = request.form
    kind, person = form.get("kind", ""), form.get("person_id", type=int)
    try:
        if person:
            made = relations.create(RelationDraft.parse({"contact_id": id, "kind": kind, "other_id": person}))
        else:
            made = relations.relate_new(id, kind, form.get("name", ""), form.get("phone", ""))
    except Invalid as refusal:
        return _pick(id, refusal), 422
    toast(N_("The relation to {name} was added."), current.last_change(), name=made.other_name)
    return redirect(f"/contacts/{id}/relations", 303)


def _pick(id: int, refusal: Invalid | None = None) -> str:
    row = container().customer.contact().get(id)
    text = request.values.get("q", "")
    errors = {"phone" if name == "phones" else name: say(why) for name, why in refusal.fields.items()} if refusal else {}
    return page.render(
        "pick",
        module=ModuleView(modules()["contact"]),
        title=say("Add a relation"),
        home=(row.name, f"/contacts/{id}/relations"),
        action=f"/contacts/{id}/relations",
        q=text,
        found=people(text, ("contact",), {("contact", id)}),
        kinds=tuple((option.value, say(option.label)) for option in KINDS),
        kind_label=say("{name} …", name=row.name),
        kind_name="kind",
        chosen=request.form.get("kind", "reports_to"),
        typed={"name": request.form.get("name", text), "phone": request.form.get("phone", "")},
        errors=errors,
        create=current.actor().may("contact.create"),
        create_label=say("Not found? Add a new contact"),
    )
