"""Household pages: the record, and putting people into it, search first, create second."""

from dataclasses import replace
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current
from crm.container import Container
from crm.domain.customer.household import MODULE
from crm.domain.customer.household_member import RELATIONS
from crm.domain.kit.module import Relation
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.customer.household_member import HouseholdMemberService
from crm.web.customer.person_pick import people
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.related import FIRST
from crm.web.kit.toast import toast
from crm.web.kit.view import Card, CardItem


class HouseholdPage(RecordPage):
    """The pages of households."""

    def card(self, relation: Relation, row: Any) -> Card:
        """The members with what they are to the head, who stands first."""
        card = super().card(relation, row)
        kinds = {option.value: option.label for option in RELATIONS}
        members = container().customer.household_member().of_household(row.id)[:FIRST]
        return replace(card, items=tuple(CardItem(m.name, f"/household-members/{m.id}", say(kinds[m.relation])) for m in members))

    def relate(self, id: int, name: str) -> Any:
        """A member is somebody: people are searched for, not memberships."""
        return redirect(f"{MODULE.path}/{id}/members/new", 303)


page = HouseholdPage(MODULE)
Members = Annotated[HouseholdMemberService, Provide[Container.customer.household_member]]


@page.get("/<int:id>/members/new")
@permits("household_member.create")
def pick_member(id: int, members: Members) -> Any:
    return _pick(id, members)


@page.post("/<int:id>/members")
@permits("household_member.create")
def join(id: int, members: Members) -> Any:
    """Put somebody who is there already into the household, or write him as a new customer."""
    form = request.form
    relation, module, person = form.get("relation", ""), form.get("module", ""), form.get("person_id", type=int)
    try:
        if module in ("account", "contact") and person:
            made = members.join(id, relation, module, person)
        else:
            made = members.join_new(id, relation, form.get("name", ""), form.get("phone", ""))
    except Invalid as refusal:
        return _pick(id, members, refusal), 422
    toast(N_("{name} was put into the household."), current.last_change(), name=made.name)
    return page.to("show", id=id)


def _pick(id: int, members: HouseholdMemberService, refusal: Invalid | None = None) -> str:
    home = container().customer.household().get(id)
    there = members.of_household(id)
    besides = {("account", m.account_id) for m in there if m.account_id} | {("contact", m.contact_id) for m in there if m.contact_id}
    text = request.values.get("q", "")
    return page.render(
        "pick",
        title=say("Add a member"),
        home=(MODULE.title(home), f"{MODULE.path}/{id}"),
        action=f"{MODULE.path}/{id}/members",
        q=text,
        found=people(text, ("account", "contact"), besides),
        kinds=tuple((option.value, say(option.label)) for option in RELATIONS),
        chosen=request.form.get("relation", "spouse" if there else "head"),
        typed={"name": request.form.get("name", text), "phone": request.form.get("phone", "")},
        errors={name: say(why) for name, why in refusal.fields.items()} if refusal else {},
        kind_label=say("Relation to the head"),
        kind_name="relation",
        create=current.actor().may("account.create"),
        create_label=say("Not found? Add a new person"),
        by_hand=f"/household-members/new?household_id={id}&by=name",
    )
