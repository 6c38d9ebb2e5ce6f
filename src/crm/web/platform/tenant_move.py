"""A company is moved to another place on the provider's page, and the move ended."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, request

from crm.domain.platform.tenant import Tenant
from crm.errors import CrmError
from crm.language import N_, say
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView
from crm.web.platform.operation_tabs import tabs
from crm.web.platform.tenant import Service, error, misnamed, name_input, operator

page = Page(__name__, url="/tenants")
EMPTY_AT = {False: "sqlite:////srv/crm/acme.db", True: "postgresql://crm:…@db2.example.cn/crm?schema=tenant_acme"}


@page.get("/<name>/move")
@permits("setting.edit")
def show(name: str, service: Service) -> str:
    return _move(service.get(name), {})


@page.post("/<name>/moves")
@permits("setting.edit")
def begin(name: str, service: Service) -> Any:
    """By a job; what cannot be moved there is said at once, and nobody is sent away for it."""
    found, target = service.get(name), request.form.get("place", "").strip()
    if wrong := misnamed(found):
        return _move(found, wrong), 422
    try:
        operator().check(found, target)
    except CrmError as refusal:
        return _move(found, {"place": refusal.words}), 422
    return redirect(f"/jobs/{operator().tenants.moves.ask(name, target)}", 303)


@page.post("/<name>/move")
@permits("setting.edit")
def end(name: str, service: Service) -> Any:
    """Keep to the new place, or return to the old one; by whoever types its name, for neither can be undone."""
    found = service.get(name)
    if wrong := misnamed(found):
        return _move(found, wrong), 422
    if request.form.get("to") == "back":
        operator().back(name)
        toast(N_("{name} is served from its old database again."), name=found.title)
    else:
        operator().confirm(name)
        toast(N_("What {name} left behind is gone."), name=found.title)
    return redirect(f"/tenants/{name}", 303)


def _move(found: Tenant, wrong: Mapping[str, str]) -> str:
    target = InputView(
        "place", say("New address"), "text", request.form.get("place", ""), required=True, error=error("place", wrong),
        help=say("Of an empty database: {place}", place=EMPTY_AT[operator().tenants.home.database_url.startswith("postgresql")]),
        autocomplete="off",
    )  # fmt: skip
    return page.render(
        "show", tabs=tabs("tenant"), found=found, view=name_input(found, wrong), target=target, place=operator().shown(found),
        may_leave=found.state in ("active", "suspended"),
    )  # fmt: skip
