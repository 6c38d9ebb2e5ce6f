"""What falls into a pool, when and why: one's own list, one record, and its protection."""

from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from dependency_injector.wiring import Provide
from flask import request

from crm import current, language
from crm.container import Container
from crm.domain.customer.activity import KINDS, TOUCHES
from crm.domain.kit import dates
from crm.domain.kit.module import Module, modules
from crm.domain.kit.text import Refused
from crm.domain.sales.pool import MODULE as POOL
from crm.domain.sales.pool import Move
from crm.domain.sales.pool_rule import KINDS as RULES
from crm.domain.sales.pool_rule import Fate
from crm.errors import Invalid
from crm.language import N_, say, say_many
from crm.service.sales.pool import PoolService
from crm.service.sales.pool_recycle import AHEAD, PoolRecycleService
from crm.web.kit.beside import OF_MANY, OF_RECORD, Beside
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast
from crm.web.kit.view import Link
from crm.web.sales.pool_release import pooled

page = Page(__name__, url="/pools")
Pools = Annotated[PoolService, Provide[Container.sales.pool]]
Recycles = Annotated[PoolRecycleService, Provide[Container.sales.pool_recycle]]
MOVES = {
    "released": N_("{name} gave it up"), "returned": N_("taken back from {name}"),
    "claimed": N_("{name} claimed it"), "assigned": N_("handed out to {name}"),
}  # fmt: skip
SOON = 7


@page.get("/falling")
@permits("pool.view")
def falling(recycles: Recycles) -> Any:
    """One's own records that fall within a week, each with one key to touch it."""
    return page.render(
        "falling", lines=tuple(_line(fate) for fate in recycles.soon()), ahead=AHEAD, touches=_touches(),
        may_touch=current.actor().may("activity.create"),
    )  # fmt: skip


def _touches() -> tuple[tuple[str, str], ...]:
    return tuple((o.value, say(o.label)) for o in KINDS if o.value in TOUCHES)


def _line(fate: Fate) -> dict[str, Any]:
    module = modules()[fate.rule.module or ""]
    return {
        "id": fate.record.id, "module": module.name, "name": fate.record.name, "url": f"{module.path}/{fate.record.id}",
        "icon": module.icon, "day": language.day(fate.day), "days": (fate.day - current.today()).days, "why": why(fate),
        "pool": fate.rule.pool_name, "fate_url": f"/pools/fate/{module.name}/{fate.record.id}",
    }  # fmt: skip


def why(fate: Fate) -> str:
    """The rule in words: “90 天未跟进 · No touch · after 90 days”."""
    kind = next(option for option in RULES if option.value == fate.rule.kind)
    return f"{fate.rule.name} · {say(kind.label)} · {say_many('after {n} day', 'after {n} days', fate.rule.days)}"


@page.post("/falling/touch")
@permits("activity.create")
def touch() -> Any:
    """Log a call, a visit, a mail or a meeting: the clock begins anew."""
    form = request.form
    name = form.get("name", "").strip() or say(next((o.label for o in KINDS if o.value == form.get("kind")), ""))
    try:
        made = container().customer.today().touch(pooled(form.get("module", "")).name, form.get("id", 0, int), form.get("kind", ""), name)
    except Invalid as refusal:
        toast(next(iter(refusal.fields.values())), tone="bad")
    else:
        toast(N_("{name} was logged."), current.last_change(), name=made.name)
    return page.to("falling")


@page.get("/fate/<module>/<int:id>")
@permits("pool.view")
def fate(module: str, id: int, pools: Pools, recycles: Recycles) -> Any:
    """One record: in which pool it lies and since when, or when it falls and why; its ways so far; its protection."""
    return _fate(pooled(module), id, pools, recycles)


def _fate(module: Module, id: int, pools: PoolService, recycles: PoolRecycleService, refusal: Invalid | None = None) -> str:
    service = container().records()(module.name)
    row, found, shield = service.get(id), recycles.fate(module.name, id), recycles.shield(id)
    moves = pools.history(id)
    return page.render(
        "fate",
        title=say("Pool and protection"), module=ModuleView(module), record=module.title(row), record_url=f"{module.path}/{id}",
        lies=moves[0].pool_name if row.pool_id and moves else None, line=_line(found) if found else None,
        shield={"until": language.day(shield.until), "reason": shield.reason, "by": shield.user_name or ""} if shield else None,
        moves=tuple(_move(move) for move in moves),
        guards=bool(row.owner_id) and service.may("assign", row),
        until=request.form.get("until", ""), reason=request.form.get("reason", ""),
        errors={name: say(words) for name, words in refusal.fields.items()} if refusal else {},
    )  # fmt: skip


def _move(move: Move) -> dict[str, str]:
    return {"at": language.moment(move.at), "pool": move.pool_name, "what": say(MOVES[move.verb], name=move.person_name or say("nobody")),
            "reason": move.reason or ""}  # fmt: skip


@page.post("/fate/<module>/<int:id>")
@permits("pool.view")
def protect(module: str, id: int, pools: Pools, recycles: Recycles) -> Any:
    found = pooled(module)
    try:
        recycles.protect(found.name, id, _day(request.form.get("until", "")), request.form.get("reason", ""))
    except Invalid as refusal:
        return _fate(found, id, pools, recycles, refusal), 422
    toast(N_("Protected."))
    return page.to("fate", module=module, id=id)


def _day(text: str) -> date:
    try:
        return dates.day(text, current.today())
    except Refused as no:
        raise Invalid(until=no.words) from None


@page.post("/fate/<module>/<int:id>/exposure")
@permits("pool.view")
def expose(module: str, id: int, recycles: Recycles) -> Any:
    recycles.expose(pooled(module).name, id)
    toast(N_("Protected no longer."))
    return page.to("fate", module=module, id=id)


# Beside the records ------------------------------------------------------------


def _beside(module: Module, row: Any) -> Beside:
    """The pool it lies in and since when, or the day on which it falls; the way to give it up."""
    if not module.is_pooled or not current.actor().may("pool.view"):
        return Beside((Link(say("What lies in it"), f"/pools/{row.id}/records", tone="info"),)) if module is POOL else Beside()
    target = f"/pools/fate/{module.name}/{row.id}"
    links: tuple[Link, ...] = (Link(say("Pool and protection"), target, "pool", testid="sales_pool_fate.fate"),)
    pools = container().sales.pool()
    if row.pool_id:
        listed = f"/pools/{row.pool_id}/records?{urlencode({'q': row.name})}"
        claim = Link(say("Claim it in the pool"), listed, "hand-grab", testid="sales_pool.records")
        move = pools.last_move(row.id)
        if move is None:
            return Beside((), (claim, *links))
        since = say("In “{pool}” since {time}", pool=move.pool_name, time=language.ago(move.at))
        return Beside((Link(since, listed, tone="info"),), (claim, *links))
    if row.owner_id and container().records()(module.name).may("edit", row):
        release = f"/pools/release/{module.name}?id={row.id}"
        links = (Link(say("Give up into a public pool"), release, "pool", testid="sales_pool_release.new"), *links)
    found = container().sales.pool_recycle().fate(module.name, row.id) if row.owner_id else None
    if found is None:
        return Beside((), links)
    days = (found.day - current.today()).days
    mark = say("Falls into “{pool}” on {day}", pool=found.rule.pool_name, day=language.day(found.day))
    return Beside((Link(mark, target, tone="bad" if days <= SOON else ""),) if days <= 30 else (), links)


def _beside_many(module: Module) -> tuple[Link, ...]:
    if not module.is_pooled or not (current.actor().may("pool.view") and current.actor().may(module.permission("edit"))):
        return ()
    return (Link(say("Give up"), f"/pools/release/{module.name}", "pool", testid="sales_pool_release.new"),)


OF_RECORD.append(_beside)
OF_MANY.append(_beside_many)
