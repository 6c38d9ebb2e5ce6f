"""Who has which second factor, and taking away those that somebody has lost."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request, url_for
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import Module
from crm.domain.platform.factor import DEMANDS
from crm.language import N_, say
from crm.service.platform.factor import FactorService
from crm.service.platform.user import UserService
from crm.web.kit.beside import OF_RECORD, Beside
from crm.web.kit.page import Page, permits
from crm.web.kit.toast import toast
from crm.web.kit.view import Link

page = Page(__name__, url="/users")
Factors = Annotated[FactorService, Provide[Container.identity.factor]]
Users = Annotated[UserService, Provide[Container.platform.user]]
SIZE = 50


@page.get("/factors")
@permits("user.view")
def index(factors: Factors) -> Any:
    lines = factors.page(SIZE + 1, request.args.get("after_key"), request.args.get("after", type=int))
    more = lines[SIZE - 1] if len(lines) > SIZE else None
    shown = [(one, say(DEMANDS[one.demand].label) if one.demand else "") for one in lines[:SIZE]]
    return page.render("index", lines=shown, more=more, first=not request.args.get("after"))


@page.get("/<int:id>/factors")
@permits("user.view")
def show(id: int, factors: Factors, users: Users) -> Any:
    found = factors.of(id)
    keys = [(one.name, language.ago(one.created_at), language.ago(one.used_at) if one.used_at else None) for one in found.passkeys]
    return page.render(
        "show", row=users.get(id), standing=found.standing, demand=say(DEMANDS[found.standing.demand].label), keys=keys,
        may_reset=current.actor().may("user.edit"), made=language.ago(found.totp.created_at) if found.totp else None,
    )  # fmt: skip


@page.post("/<int:id>/factors/removal")
@permits("user.edit")
def reset(id: int, factors: Factors, users: Users) -> Response:
    factors.reset(id)
    toast(N_("The second factors of {name} were taken away, and all sessions ended."), name=users.get(id).name)
    return page.to("show", id=id)


def way(module: Module, row: Any) -> Beside:
    """From somebody's page to his factors."""
    if module.name != "user" or not current.actor().may("user.view"):
        return Beside()
    to = url_for("platform_user_factor.show", id=row.id)
    return Beside(links=(Link(say("Second factors"), to, "lock", testid="platform_user_factor.show"),))


OF_RECORD.append(way)
