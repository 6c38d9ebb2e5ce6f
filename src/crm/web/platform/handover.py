"""Who gets what somebody had: chosen step by step, done by a job, told on a receipt, undone as one."""

from collections import Counter
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.kit.filter import Query
from crm.domain.kit.module import modules
from crm.domain.kit.plain import dumps
from crm.domain.platform.handover import EVEN, MOST, MOST_FILTERS, POOL, STAY, Handover, Part, spread
from crm.errors import Invalid
from crm.language import N_, say, say_many
from crm.service.platform.handover import HandoverService, Having
from crm.service.platform.user import UserService
from crm.web.kit.page import Page, container, permits
from crm.web.kit.sentence import kept_words
from crm.web.kit.toast import toast
from crm.web.kit.view import InputView
from crm.web.platform.handover_filter import builder, filters_of, subjects

page = Page(__name__, url="/handovers")
Handovers = Annotated[HandoverService, Provide[Container.people.handover]]
Users = Annotated[UserService, Provide[Container.platform.user]]
SIZE = 50
LINES = 500
BOXES = 4  # for people who take over, beside those who are chosen already
Choices = list[tuple[str, str]]


@page.get("")
@permits("user.edit")
def index(handovers: Handovers) -> Any:
    found = handovers.page(SIZE + 1, request.args.get("before", type=int))
    more = f"/handovers?before={found[SIZE - 1].id}" if len(found) > SIZE else None
    return page.render("index", rows=[_head(one) for one in found[:SIZE]], more_url=more)


def _head(found: Handover) -> dict[str, Any]:
    return {
        "id": found.id, "name": found.user_name, "leaves": found.leaves, "by": found.asker_name or "—",
        "at": language.moment(found.asked_at), "ended": language.moment(found.ended_at) if found.ended_at else "", "running": found.job_id,
    }  # fmt: skip


@page.get("/of/<int:id>")
@permits("user.edit")
def new(id: int, handovers: Handovers, users: Users) -> Any:
    """First who takes over, then who gets what."""
    row, chosen = users.require_rank(id), handovers.receivers(id, _people())
    leaves = request.args.get("leaves") == "yes" or (not request.args and row.is_active)
    if request.args.get("step") == "rules":
        return _rules(handovers, row, chosen, leaves)
    manager = handovers.manager(row)
    ids = [(one.id, one.name) for one in chosen] or ([(manager.id, manager.name)] if manager else [])
    boxes = [*ids, *[("", "")] * (min(BOXES + len(ids), MOST) - len(ids))]
    inputs = [
        InputView("to", say("Takes over ({n})", n=at), "user", value, text, options_url="/users/options") for at, (value, text) in
        enumerate(boxes, 1)
    ]  # fmt: skip
    having, moving = [(_label(one.part), language.number(one.n)) for one in handovers.having(id, {})], handovers.moving(id)
    beside = ((say("Shared views"), moving.views), (say("Approvals that wait"), moving.approvals))
    having += [(label, language.number(n)) for label, n in beside if n]
    return page.render("new", row=row, inputs=inputs, leaves=leaves, manager=manager, having=having, gone=row.state == "left")


def _people() -> list[int]:
    """Chosen, or without script typed as names that one colleague alone has."""
    users, found = container().platform.user(), []
    for id, text in zip(request.values.getlist("to"), request.values.getlist("to__text") or request.values.getlist("to"), strict=False):
        if id.isdecimal() and len(id) < 16:
            found.append(int(id))
        elif text.strip() and len(same := users.colleagues(text, 2)) == 1:
            found.append(same[0].id)
    return found


def _label(part: Part) -> str:
    module = say(part.module.plural)
    return module if part.owns else say("{module}: {field}", module=module, field=say(part.field.label))


def _rules(handovers: HandoverService, row: Any, chosen: list[Any], leaves: bool, refusal: Invalid | None = None) -> str:
    typed = request.values
    having = handovers.having(row.id, {name.removeprefix("by:"): value for name, value in typed.items() if name.startswith("by:")})
    people: Choices = [(str(one.id), one.name) for one in chosen]
    even: Choices = [(EVEN, say("Evenly to all of them"))] if len(people) > 1 else []
    pools = _pools({one.part.module.name for one in having if one.part.module.is_pooled})
    wrong = {name: say(why) for name, why in (refusal.fields if refusal else {}).items()}
    stays, lines = (STAY, say("Stays as it is")), []
    for one in having:
        lines.append(_line(one, [*people, *even, *(pools.get(one.part.module.name, []) if one.part.owns else []), stays], wrong))
    named = dict([*people, stays, *(pool for found in pools.values() for pool in found)])
    return page.render(
        "rules", row=row, people=people, lines=lines, leaves=leaves, sums=_sums(lines, [id for id, _ in people], named),
        number=language.number, refused=[why for name, why in wrong.items() if not name.startswith("to:")],
        back_url=f"/handovers/of/{row.id}?{'&'.join(f'to={id}' for id, _ in people)}&leaves={'yes' if leaves else 'no'}",
    )  # fmt: skip


def _sums(lines: list[dict[str, Any]], people: list[str], named: dict[str, str]) -> list[tuple[str, str]]:
    """How many records each gets as it is chosen now, the most first."""
    counts: Counter[str] = Counter()
    for line in lines:
        part: Counter[str] = Counter()
        for sub in (*line["subs"], {"value": "", "n": line["rest"]}):
            part[sub["value"] or line["value"]] += sub["n"]
        shared = part.pop(EVEN, 0)
        counts += part + Counter({who: len(share) for who, share in spread(range(shared), sorted(people), {}).items()})
    return [(named[who], language.number(n)) for who, n in counts.most_common() if n and who in named]


def _pools(names: set[str]) -> dict[str, Choices]:
    """The public pools in use for each module."""
    found: dict[str, Choices] = {}
    if names and current.actor().may("pool.view"):
        for pool in container().records()("pool").page(Query(size=200)):
            if pool.active and pool.module in names:
                found.setdefault(pool.module, []).append((f"{POOL}{pool.id}", say("Into the pool “{name}”", name=pool.name)))
    return found


def _line(one: Having, offered: Choices, wrong: dict[str, str]) -> dict[str, Any]:
    """A part, or each value of the field by which it is split, with who gets it."""
    key, part = f"to:{one.part.key}", one.part
    first = offered[0][0] if part.duty else STAY
    rest = one.n - sum(held.n for held in one.split if held.value)
    subs = []
    for value, label, n in _told_apart(one):
        name = f"{key}:{value}"
        subs.append({"name": name, "label": label, "n": n, "value": request.values.get(name, ""), "error": wrong.get(name)})
    fields = [(field.name, say(field.label)) for field in part.split_by()]
    if filters := filters_of(one.by):
        fields.append((one.by, say_many("{n} filter", "{n} filters", len(filters))))
    return {
        "label": _label(part), "icon": part.module.icon, "n": one.n, "rest": rest, "name": key,
        "value": request.values.get(key, first), "offered": offered, "error": wrong.get(key), "subs": subs,
        "by_name": f"by:{part.key}", "by": one.by, "fields": fields,
        "filter": f"filter:{part.key}" if part.owns and len(filters) < MOST_FILTERS else "",
    }  # fmt: skip


def _told_apart(one: Having) -> list[tuple[str, str, int]]:
    """(value, what it is called, how many) of the field, or of each filter in its turn."""
    module, counts = one.part.module, {held.value: held.n for held in one.split if held.value}
    if filters := filters_of(one.by):
        return [(str(at), kept_words(module, dumps(text)), counts.get(str(at), 0)) for at, text in enumerate(filters, 1)]
    return [(value, say(module.draft.own[one.by].label_of(value)), n) for value, n in counts.items()]


@page.post("/of/<int:id>")
@permits("user.edit")
def create(id: int, handovers: Handovers, users: Users) -> Any:
    """Show the numbers anew, or do it."""
    row, chosen, leaves = users.require_rank(id), handovers.receivers(id, _people()), request.form.get("leaves") == "yes"
    step, _, key = request.form.get("step", "").partition(":")
    if step == "filter" and key.partition(".")[0] in subjects():
        return redirect(builder(id, row.name, key), 303)
    if step != "do":
        return _rules(handovers, row, chosen, leaves)
    try:
        made = handovers.begin(id, [one.id for one in chosen], request.form, leaves)
    except Invalid as refusal:
        return _rules(handovers, row, chosen, leaves, refusal), 422
    toast(N_("The handover has begun. You can go on working meanwhile."))
    return page.to("show", id=made)


@page.get("/<int:id>")
@permits("user.edit")
def show(id: int, handovers: Handovers) -> Any:
    """The receipt: what went where, what was left, and why."""
    found = handovers.get(id)
    if found.ended_at is None and found.job_id:
        return redirect(f"/jobs/{found.job_id}", 303)
    sums, after = handovers.sums(found), request.args.get("after", "").split(":")
    moves = handovers.moves(id, LINES + 1, (after[0], after[1], int(after[2])) if len(after) == 3 and after[2].isdecimal() else None)
    names = handovers.names({one.receiver for one in sums})
    last = moves[LINES - 1] if len(moves) > LINES else None
    return page.render(
        "show", found=_head(found), undo_url=f"/journal/{found.change_set_id}/undo" if found.change_set_id else None,
        sums=[
            {"label": _named(one.module, one.field), "to": names.get(one.receiver, ""), "n": language.number(one.n), "stayed": one.stayed}
            for one in sums
        ],
        moves=[
            {
                "title": one.title, "url": f"{modules()[one.module].path}/{one.record_id}", "label": _named(one.module, one.field),
                "to": names.get(one.receiver, "—"), "why": one.why or "",
            }
            for one in moves[:LINES]
        ],
        more_url=f"/handovers/{id}?after={last.module}:{last.field}:{last.record_id}" if last else None,
    )  # fmt: skip


def _named(module: str, field: str) -> str:
    return _label(Part(modules()[module], field))
