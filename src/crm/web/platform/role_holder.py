"""Who holds a role; people are given it and lose it here."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request, url_for

from crm import current
from crm.container import Container
from crm.domain.platform.role import MODULE
from crm.errors import Invalid
from crm.language import N_, Words, say
from crm.service.platform.role import RoleService
from crm.service.platform.role_change import Foreseen, RoleChangeService
from crm.service.platform.user import UserService
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView
from crm.web.platform.role_told import carried, confirmed, told

page = Page(__name__, url="/roles/<int:id>/people")
Roles = Annotated[RoleService, Provide[Container.platform.role]]
Users = Annotated[UserService, Provide[Container.platform.user]]
Changes = Annotated[RoleChangeService, Provide[Container.platform.role_change]]


@page.get("")
@permits("role.view")
def index(id: int, roles: Roles) -> Any:
    return _people(roles, id)


def _people(roles: RoleService, id: int, refusal: Invalid | None = None) -> str:
    role, chosen = roles.get(id), request.form.get("add", "")
    error = say(next(iter(refusal.fields.values()))) if refusal else None
    names = container().records().names({("user", int(chosen))}) if chosen.isdigit() else {}
    name = next(iter(names.values()), request.form.get("add__text", ""))
    return page.render(
        "index", module=ModuleView(MODULE), role=role, people=roles.holders(id), may_give=current.actor().may("user.edit"),
        add=InputView("add", say("Give the role to"), "user", chosen, name, error, options_url="/users/options"),
        dropped=set(request.form.getlist("drop")), may_see=current.actor().may("user.view"),
    )  # fmt: skip


@page.post("")
@permits("user.edit")
def update(id: int, roles: Roles, users: Users, changes: Changes) -> Any:
    """First what it does to them, then, once that is confirmed, the deed."""
    if request.form.get("then") == "edit":
        return _people(roles, id)
    try:
        wanted = roles.with_people(id, _added(users), request.form.getlist("drop", int))
        found = changes.of_people(wanted)
        if found and not confirmed():
            return _preview(roles, id, found)
        outcome = users.change_each({user: {"roles": [str(one) for one in held]} for user, held in wanted.items()})
        if outcome.refused:
            raise Invalid({"add": next(iter(outcome.refused.values()))})  # type: ignore[dict-item]
    except Invalid as refusal:
        return _people(roles, id, refusal), 422
    toast(N_("People changed: {n}."), outcome.change_set_id, n=len(outcome.done))
    return page.to("index", id=id)


def _preview(roles: RoleService, id: int, found: Foreseen) -> str:
    here = url_for("platform_role_holder.index", id=id)
    return page.render(
        "preview", module=ModuleView(MODULE), title=roles.get(id).name, action=here, foreseen=found, lines=told(found), carried=carried()
    )


def _added(users: UserService) -> int | None:
    """The person who was chosen, or whose name was typed; nobody when only others lose the role."""
    typed = request.form.get("add", "").strip() or request.form.get("add__text", "").strip()
    if not typed:
        return None
    found = users.find_one(typed) or next(iter(users.colleagues(typed, 2)), None)
    if found is None:
        raise Invalid(add=Words("Please choose one from the list."))
    return found.id
