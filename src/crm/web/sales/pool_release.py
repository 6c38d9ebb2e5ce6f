"""Giving records up into a pool: asked beside the list or the record, with a reason."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request
from werkzeug.wrappers import Response

from crm import current
from crm.container import Container
from crm.domain.kit.module import Module, modules
from crm.errors import Forbidden, Invalid, NotFound
from crm.language import Words, say, say_many
from crm.service.sales.pool import PoolService
from crm.service.sales.pool_claim import MOST, PoolClaimService
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.result import result
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, InputView, SectionView

page = Page(__name__, url="/pools/release")
Pools = Annotated[PoolService, Provide[Container.sales.pool]]
Claims = Annotated[PoolClaimService, Provide[Container.sales.pool_claim]]


def pooled(name: str) -> Module:
    """A module whose records may lie in pools, and that the actor may see."""
    module = modules().get(name)
    if module is None or not module.is_pooled:
        raise NotFound()
    if not current.actor().may(module.permission("view")):
        raise Forbidden()
    return module


def _ids() -> list[int]:
    ids = [int(one) for one in request.values.getlist("id") if one.isascii() and one.isdigit() and len(one) < 16]
    if not ids:
        raise Invalid(ids=Words("Please select at least one record."))
    if len(ids) > MOST or request.values.get("all"):
        raise Invalid(ids=Words("At most {n} records at a time. Please tick them.", n=MOST))
    return ids


@page.get("/<module>")
@permits("pool.view")
def new(module: str, pools: Pools) -> Any:
    return _ask(pooled(module), pools)


def _ask(module: Module, pools: PoolService, refusal: Invalid | None = None) -> str:
    ids, given = _ids(), request.form
    wrong = {name: say(why) for name, why in refusal.fields.items()} if refusal else {}
    choices = tuple((str(pool.id), pool.name) for pool in pools.targets(module.name))
    asked = (
        InputView("pool_id", say("Public pool"), "choice", given.get("pool_id", choices[0][0] if choices else ""), required=True,
                  choices=choices, error=wrong.get("pool_id")),
        InputView("reason", say("Reason"), "text", given.get("reason", ""), required=True, max=200, error=wrong.get("reason"),
                  help=say("Whoever claims it next reads why.")),
        InputView("id", "", "hidden", tuple(str(id) for id in ids)),
    )  # fmt: skip
    form = FormView(f"/pools/release/{module.name}", (SectionView("", asked),), cancel_url=module.path, save=say("Give up"))
    warning = "" if choices else say("There is no public pool for these records yet.")
    title = say("Give up into a public pool")
    return page.render("bulk", module=ModuleView(module), title=title, form=form, warning=warning, count=len(ids))


@page.post("/<module>")
@permits("pool.view")
def create(module: str, pools: Pools, claims: Claims) -> Any:
    found, pool_id = pooled(module), request.form.get("pool_id", 0, int)
    try:
        if not any(pool.id == pool_id for pool in pools.targets(module)):
            raise Invalid(pool_id=Words("Please choose one from the list."))
        outcome = claims.release(pool_id, _ids(), request.form.get("reason", ""))
    except Invalid as refusal:
        if "ids" in refusal.fields:
            raise
        return _ask(found, pools, refusal), 422
    if outcome.refused:
        return page.render("result", module=ModuleView(found), **result(outcome, found.path, say("Result")))
    told = say_many("{n} record lies in a public pool now.", "{n} records lie in a public pool now.", len(outcome.done))
    toast(told, outcome.change_set_id)
    target = f"/pools/{pool_id}/records" if pool_id in current.actor().grants.pools.get(module, ()) else found.path
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": target})
    return redirect(target, 303)
