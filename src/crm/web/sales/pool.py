"""Public pools: one's own, what lies in each, claiming and handing out; their settings are records as all others."""

from collections.abc import Mapping
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from crm import current, language
from crm.container import Container
from crm.domain.kit.filter import Query
from crm.domain.kit.module import Module, modules
from crm.domain.platform.journal import Outcome
from crm.domain.sales.pool import MODULE, Lying, Pool, PoolLine, by_person
from crm.errors import Invalid, NotFound
from crm.language import N_, Words, say
from crm.service.kit.record import COUNTED
from crm.service.sales.pool import PoolService
from crm.service.sales.pool_claim import PoolClaimService
from crm.web.kit.listing import Address, cursor, parse_query
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.result import result
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView, Link

Pools = Annotated[PoolService, Provide[Container.sales.pool]]
Claims = Annotated[PoolClaimService, Provide[Container.sales.pool_claim]]
SORTS = (
    ("-updated_at", N_("Newest in the pool")),
    ("touched_at", N_("Longest untouched")),
    ("name", N_("Name")),
    ("-created_at", N_("Newest")),
)
SPANS = (7, 30, 90)
VERBS = (("claimed", N_("Claimed")), ("assigned", N_("Handed out")), ("released", N_("Given back")), ("returned", N_("Fallen back")))


class PoolPage(RecordPage):
    """The pages of pools: one's own first, the list of all behind."""

    def index(self) -> Any:
        if request.args or request.headers.get("HX-Request"):
            return super().index()
        lines = container().sales.pool().mine()
        soon = container().sales.pool_recycle().soon()
        return self.render(
            "mine", lines=tuple(_line(line) for line in lines), soon=language.number(len(soon)) if soon else "",
            create=current.actor().may("pool.create"), all_url=f"{MODULE.path}?view=all",
        )  # fmt: skip

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        own = (
            Link(say("What lies in it"), f"{MODULE.path}/{row.id}/records", "list", testid="sales_pool.records"),
            Link(say("Figures of the pool"), f"{MODULE.path}/{row.id}/figures", "chart-bar", testid="sales_pool.figures"),
        )
        return (*own, *super().record_links(row, editable))


page = PoolPage(MODULE)


def _line(line: PoolLine) -> dict[str, Any]:
    lying = language.number(line.lying) if line.lying < COUNTED else f"{language.number(COUNTED - 1)}+"
    return {
        "name": line.name, "url": f"{MODULE.path}/{line.id}/records", "icon": modules()[line.module].icon,
        "module": say(modules()[line.module].plural), "lying": lying, "claimed": language.number(line.claimed),
        "figures_url": f"{MODULE.path}/{line.id}/figures", "settings_url": f"{MODULE.path}/{line.id}", "manages": line.manages,
    }  # fmt: skip


@page.get("/<int:id>/records")
@permits("pool.view")
def records(id: int, pools: Pools) -> Any:
    """What lies in a pool, for its members."""
    return _records(id, pools)


def _records(id: int, pools: PoolService, errors: Mapping[str, Any] | None = None, ticked: tuple[int, ...] = ()) -> str:
    pool, args = pools.member(id), request.args
    module, wrong = modules()[pool.module], None
    try:
        query = _query(module, args)
    except Invalid as refusal:
        query, wrong = _query(module, MultiDict()), refusal
    rows = pools.lying(id, query)
    more, rows = len(rows) > query.size, rows[: query.size]
    count, address = pools.count_lying(id, query), Address(f"{MODULE.path}/{id}/records", args)
    following = f"{address()}{'&' if '?' in address() else '?'}after={cursor(module, query.sort, rows[-1])}" if more else None
    left, graded = pools.left(id), module.own["grade"].options
    return page.render(
        "records",
        title=pool.name,
        pool_url=f"{MODULE.path}/{id}",
        icon_name=module.icon,
        total=_count(count),
        rows=tuple(_row(row, module, ticked) for row in rows),
        next_url=following,
        filtered=bool(query.words or query.filter.parts),
        q=query.words,
        sort=args.get("sort", SORTS[0][0]),
        sorts=tuple((value, say(label)) for value, label in SORTS),
        grade=args.get("f", "").removeprefix("grade:any:"),
        grades=tuple((f"grade:any:{option.value}", say(option.label)) for option in graded),
        left=None if left is None else language.number(left),
        claims=current.actor().may(f"{pool.module}.edit") and pool.active,
        person=_person(errors) if pools.manages(id) else None,
        wrong=tuple(say(why) for why in {**(wrong.fields if wrong else {}), **(errors or {})}.values()),
    )


def _query(module: Module, args: MultiDict[str, str]) -> Query:
    """The list's address; only those orders that the pool's list has."""
    plain = MultiDict([(k, v) for k, v in args.items(multi=True) if k in ("f", "q", "after") and v])
    sort = args.get("sort", "")
    plain["sort"] = sort if sort in dict(SORTS) else SORTS[0][0]
    return parse_query(module, plain)


def _count(count: int) -> str:
    return language.number(count) if count < COUNTED else f"{language.number(COUNTED - 1)}+"


def _row(row: Lying, module: Module, ticked: tuple[int, ...]) -> dict[str, Any]:
    field = module.own["grade"]
    option = next((o for o in field.options if o.value == row.grade), None)
    second = say(module.own["industry"].label_of(row.second)) if row.second and module.name == "account" else row.second
    return {
        "id": row.id, "name": row.name, "url": f"{module.path}/{row.id}", "second": second or "", "city": row.city or "",
        "grade": (say(option.label), option.tone) if option else None, "ticked": row.id in ticked,
        "touched": language.ago(row.touched_at) if row.touched_at else say("never touched"),
        "since": language.ago(row.since) if row.since else "", "last": row.last_owner or "", "reason": row.reason or "",
    }  # fmt: skip


def _person(errors: Mapping[str, Any] | None) -> InputView:
    error = say(errors["person_id"]) if errors and "person_id" in errors else None
    return InputView("person_id", say("Hand out to"), "user", request.form.get("person_id", ""), request.form.get("person_id__text", ""),
                     error=error, options_url="/users/options", placeholder=say("Colleague"))  # fmt: skip


def ticked() -> list[int]:
    """The records of the form: the one whose own button was pressed, or those that are ticked."""
    given = request.form.getlist("one") or request.form.getlist("id")
    return [int(one) for one in given if one.isascii() and one.isdigit() and len(one) < 16]


@page.post("/<int:id>/claims")
@permits("pool.view")
def claim(id: int, pools: Pools, claims: Claims) -> Any:
    if not (ids := ticked()):
        return _records(id, pools, {"id": Words("Please select at least one record.")}), 422
    return answered(pools.member(id), claims.claim(id, ids), N_("{name} is yours now."), N_("{n} records are yours now."))


@page.post("/<int:id>/assignments")
@permits("pool.view")
def assign(id: int, pools: Pools, claims: Claims) -> Any:
    """Hand records out to a colleague."""
    ids, raw = ticked(), request.form.get("person_id") or request.form.get("person_id__text", "")
    person = container().platform.user().find_one(raw)
    if not ids or person is None:
        wrong = {} if ids else {"id": Words("Please select at least one record.")}
        wrong |= {} if person else {"person_id": Words("Please choose one from the list.")}
        return _records(id, pools, wrong, tuple(ids)), 422
    outcome = claims.assign(id, ids, person.id, person.department_id)
    return answered(pools.member(id), outcome, N_("{name} was handed out."), N_("{n} records were handed out."))


def answered(pool: Pool, outcome: Outcome, one: str, many: str) -> Response | str:
    """Back to the list with a toast; or the page that names what was refused and why."""
    back = f"{MODULE.path}/{pool.id}/records"
    if outcome.refused:
        return page.render("result", **result(outcome, modules()[pool.module].path, say("Result")) | {"back_url": back})
    if len(outcome.done) == 1:
        toast(one, outcome.change_set_id, name=outcome.titles[outcome.done[0]])
        if request.form.get("one"):
            back = f"{modules()[pool.module].path}/{outcome.done[0]}" if request.form.get("then") == "show" else back
    else:
        toast(many, outcome.change_set_id, n=len(outcome.done))
    return redirect(back, 303)


@page.get("/<int:id>/figures")
@permits("pool.view")
def figures(id: int, pools: Pools) -> Any:
    """What each person claimed, gave up and lost."""
    pool, days = pools.member(id), request.args.get("days", 30, int)
    if days not in SPANS:
        raise NotFound()
    lines = [
        {"name": name or say("System"), "counts": tuple(language.number(counts.get(verb, 0)) for verb, _ in VERBS)}
        for name, counts in by_person(pools.deeds(id, days))
    ]
    spans = tuple(Link(say("{n} days", n=n), f"{MODULE.path}/{id}/figures?days={n}", current=n == days) for n in SPANS)
    return page.render(
        "figures", title=pool.name, records_url=f"{MODULE.path}/{id}/records", spans=spans, lines=lines,
        heads=tuple(say(label) for _, label in VERBS),
    )  # fmt: skip
