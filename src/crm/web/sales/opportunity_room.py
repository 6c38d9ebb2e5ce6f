"""The deal room: everything of a deal on one page, and the checklist that is ticked there."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import redirect, request

from crm import current, language
from crm.container import Container
from crm.domain.kit.module import modules
from crm.domain.sales.opportunity import MODULE
from crm.language import N_, say, say_many
from crm.service.sales.opportunity_room import Room, RoomService
from crm.service.sales.opportunity_tick import OpportunityTickService
from crm.web.kit.cell import EMPTY, cells, shown
from crm.web.kit.entries import activity_entry
from crm.web.kit.page import Page, container, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.toast import toast

page = Page(__name__, url=MODULE.path)
Rooms = Annotated[RoomService, Provide[Container.sales.opportunity_room]]
Ticks = Annotated[OpportunityTickService, Provide[Container.sales.opportunity_tick]]
FACTS = ("account_id", "contact_id", "amount", "amount_base", "weighted", "chance", "forecast", "close_on", "owner_id", "source",
         "campaign", "product_id", "reason_id", "reason_text")  # fmt: skip
SHOWN = {
    "opportunity_member": ("user_id", "part", "share"),
    "opportunity_contact": ("contact_id", "role", "stance", "remark"),
    "opportunity_competitor": ("competitor_id", "threat", "winner", "remark"),
}


@page.get("/<int:id>/room")
@permits("opportunity.view")
def show(id: int, rooms: Rooms) -> Any:
    found = rooms.room(id)
    deal = found.deal
    editable = current.actor().may("opportunity.edit") and container().sales.opportunity().may("edit", deal)
    return page.render(
        "show", module=ModuleView(MODULE), row=deal, url=f"{MODULE.path}/{id}", editable=editable, path=_path(found),
        facts=[(say(MODULE.fields[name].label), value) for name in FACTS if (value := shown(MODULE.fields[name], deal)) != EMPTY],
        step=_step(deal), todos=_todos(found), tables=[_table(name, rows, id) for name, rows in found.parts.items()],
        ticks=editable and current.actor().may("opportunity_tick.create"), lines=_lines(found), lines_url=f"/lines/opportunity/{id}",
        spans=[_span(span) for span in found.spans], entries=tuple(activity_entry(one) for one in found.story), total=_total(found),
    )  # fmt: skip


@page.post("/<int:id>/room/ticks")
@permits("opportunity_tick.create")
def store(id: int, ticks: Ticks) -> Any:
    """Tick an item of the checklist, or take the tick away."""
    done = request.form.get("done") == "yes"
    ticks.tick(id, request.form.get("item", 0, type=int), done)
    toast(N_("Ticked.") if done else N_("The tick was taken away."), current.last_change())
    return redirect(f"{MODULE.path}/{id}/room#todos", 303)


def _path(found: Room) -> list[dict[str, Any]]:
    """The stages as a row, those behind the deal marked; of lost and won ones only the one it is in."""
    deal, seen = found.deal, False
    path = []
    for step in found.steps:
        here = step.id == deal.stage_id
        seen = seen or here
        if step.kind == "open" or here or (step.kind == "won" and deal.state == "open"):
            path.append({"name": step.name, "here": here, "past": not seen, "tone": {"won": "ok", "lost": "bad"}.get(step.kind, "")})
    return path


def _step(deal: Any) -> dict[str, Any]:
    """What is done next, and whether that is late."""
    late = deal.next_follow_at is not None and deal.next_follow_at < current.today()
    day = language.day(deal.next_follow_at) if deal.next_follow_at else ""
    waits = language.day(deal.waiting_until) if deal.waiting_until else ""
    return {"text": deal.next_step or "", "day": day, "late": late, "waits": waits, "asked": deal.state == "open"}


def _todos(found: Room) -> list[dict[str, Any]]:
    """The checklist, stage by stage; the one of the deal's own stage stands open."""
    groups: dict[int, dict[str, Any]] = {}
    for one in found.todos:
        group = groups.setdefault(
            one.stage_id, {"name": one.stage_name, "here": one.stage_id == found.deal.stage_id, "items": [], "done": 0}
        )
        by = f"{one.ticked_by} · {language.moment(one.ticked_at)}" if one.tick_id and one.ticked_at else ""
        group["done"] += bool(one.tick_id)
        group["items"].append(
            {"id": one.id, "name": one.name, "needed": one.needed, "hint": one.hint or "", "done": bool(one.tick_id), "by": by}
        )
    return list(groups.values())


def _table(name: str, rows: list[Any], id: int) -> dict[str, Any]:
    module = modules()[name]
    heads = SHOWN[name]
    show = cells(module, heads)
    add = f"{module.path}/new?opportunity_id={id}" if current.actor().may(f"{name}.create") else ""
    return {
        "label": say(module.plural), "icon": module.icon, "add": add, "heads": [say(module.fields[one].label) for one in heads],
        "rows": [(f"{module.path}/{row.id}", show(row)) for row in rows],
    }  # fmt: skip


def _lines(found: Room) -> list[tuple[str, str, str]]:
    code = found.deal.currency or current.context().currency
    return [
        (line.name, f"{line.quantity.normalize():f} {line.unit or ''}".strip(), language.money(line.total, code)) for line in found.lines
    ]


def _total(found: Room) -> str:
    code = found.deal.currency or current.context().currency
    return language.money(sum(line.total for line in found.lines), code) if found.lines else ""


def _span(span: Any) -> dict[str, Any]:
    end = span.left_at or current.now()
    days = max((end - span.entered_at).days, 0)
    over = span.norm_days is not None and span.kind == "open" and days > span.norm_days
    return {
        "name": span.name, "start": language.moment(span.entered_at),
        "end": language.moment(span.left_at) if span.left_at else say("until now"),
        "days": say_many("for {n} day", "for {n} days", days), "over": over, "tone": {"won": "ok", "lost": "bad"}.get(span.kind, ""),
    }  # fmt: skip
