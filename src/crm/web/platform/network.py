"""From which networks people may work: a list for the company, and one for each role."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request

from crm import current
from crm.container import Container
from crm.domain.kit.filter import Query
from crm.domain.platform.network import COMPANY, plain
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.network import NetworkService
from crm.service.platform.role import RoleService
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView
from crm.web.platform.journal_tabs import tabs

page = Page(__name__, url="/networks")
Networks = Annotated[NetworkService, Provide[Container.platform.network]]
Roles = Annotated[RoleService, Provide[Container.platform.role]]
MOST = 200


@page.get("")
@permits("setting.view")
def show(networks: Networks, roles: Roles) -> Any:
    return _page(networks, roles)


@page.post("")
@permits("setting.edit")
def update(networks: Networks, roles: Roles) -> Any:
    typed = {name: request.form.get(name, "") for name in _names(roles)}
    try:
        networks.change(typed, request.remote_addr)
    except Invalid as refusal:
        return _page(networks, roles, typed, refusal), 422
    toast(N_("Saved."))
    return page.to("show")


def _names(roles: RoleService) -> dict[str, str]:
    found = roles.page(Query(size=MOST))[:MOST]
    return {COMPANY: say("The whole company")} | {str(role.id): say("Role: {name}", name=role.name) for role in found}


def _page(networks: NetworkService, roles: RoleService, typed: dict[str, str] | None = None, refusal: Invalid | None = None) -> str:
    lists, wrong = networks.rules.lists, refusal.fields if refusal else {}
    shown = typed if typed is not None else {name: "\n".join(own) for name, own in lists.items()}
    inputs = [
        InputView(name, label, "long", shown.get(name, ""), error=say(wrong[name]) if name in wrong else None)
        for name, label in _names(roles).items()
    ]
    return page.render(
        "show", inputs=inputs, tabs=tabs("platform_network.show"), editable=current.actor().may("setting.edit"),
        here=str(plain(request.remote_addr) or "—"), command="crm user networks --off",
    )  # fmt: skip
