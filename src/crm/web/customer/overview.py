"""The single customer view: one page, with totals, to read and to print."""

from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import request
from markupsafe import escape

from crm import current, language
from crm.container import Container
from crm.domain.customer.account import MODULE
from crm.domain.customer.activity import TOUCHES
from crm.domain.kit.module import modules
from crm.language import say
from crm.service.customer.care import days_since
from crm.service.customer.overview import Listed, Overview, OverviewService
from crm.web.customer.lifecycle import span_view
from crm.web.kit.cell import EMPTY, cells, shown
from crm.web.kit.entries import activity_entry
from crm.web.kit.page import Page, permits
from crm.web.kit.record import ModuleView
from crm.web.kit.view import Tile

page = Page(__name__, url="/accounts")
Overviews = Annotated[OverviewService, Provide[Container.customer.overview]]


@page.get("/<int:id>/overview")
@permits("account.view")
def show(id: int, overviews: Overviews) -> Any:
    found = overviews.of_account(id)
    row = found.account
    return page.render(
        "show",
        module=ModuleView(MODULE),
        row=row,
        url=f"{MODULE.path}/{id}",
        printed=say("As of {day}, as {name} may see it", day=language.moment(current.now()), name=current.actor().name),
        tiles=tuple(_tiles(found)),
        sections=tuple(_sections(row)),
        tables=tuple(_table(one, id) for one in found.related if one.rows),
        cards=tuple(_answers(found)),
        spans=tuple(span_view(span) for span in reversed(found.spans)),
        entries=tuple(activity_entry(one) for one in found.story),
        rest_url=f"{MODULE.path}/{id}/overview/rest" if found.goes_on else "",
    )


@page.get("/<int:id>/overview/rest")
@permits("account.view")
def rest(id: int, overviews: Overviews) -> Any:
    """What the page fetches when it is there; without script a page of its own."""
    row, related = overviews.rest(id)
    return page.render(
        "part" if request.headers.get("HX-Request") else "rest", module=ModuleView(MODULE), row=row, url=f"{MODULE.path}/{id}",
        tiles=tuple(_counted(one, id) for one in related), tables=tuple(_table(one, id) for one in related if one.rows),
    )  # fmt: skip


def _tiles(found: Overview) -> list[Tile]:
    row, days = found.account, days_since(found.account)
    base = f"/activities?f=account_id:any:{row.id}"
    tone = found.gap.tone(days) if found.gap else None
    since = say("{n} d", n=language.number(days)) if row.touched_at else say("never")
    tiles = [
        Tile(say("Since the last touch"), escape(since), None, tone),
        Tile(
            say("Touches in 90 days"),
            escape(language.number(found.count(*TOUCHES, recent=True))),
            f"{base}&f=kind:any:{','.join(TOUCHES)}&f=at:last:90",
        ),
        Tile(say("All activities"), escape(language.number(found.count())), base),
    ]
    tiles += [_counted(one, row.id) for one in found.related]
    tiles.append(Tile(say("Likes and habits"), escape(language.number(len(found.answers))), f"{MODULE.path}/{row.id}/preferences"))
    return tiles


def _counted(one: Listed, id: int) -> Tile:
    number = f"{len(one.rows)}+" if one.more else language.number(len(one.rows))
    return Tile(say(one.relation.label), escape(number), _list_url(one, id))


def _list_url(one: Listed, id: int) -> str:
    return f"{modules()[one.relation.module].path}?f={one.relation.column}:any:{id}"


def _sections(row: Any) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The fields that are filled in, in the sections of the record page."""
    sections = []
    for section in MODULE.sections:
        named = ((say(MODULE.fields[name].label), shown(MODULE.fields[name], row)) for name in section.names if name in MODULE.fields)
        if filled := [(label, value) for label, value in named if value != EMPTY]:
            sections.append((say(section.label), filled))
    kept = [
        (say(MODULE.fields[name].label), shown(MODULE.fields[name], row))
        for name in ("owner_id", "department_id", "created_at", "stage_at")
    ]
    return [*sections, (say("System"), [(label, value) for label, value in kept if value != EMPTY])]


def _table(one: Listed, id: int) -> dict[str, Any]:
    """The relation's own list, without the column that says whose it is."""
    module = modules()[one.relation.module]
    names = tuple(name for name in module.columns if name not in (one.relation.column, "tags"))[:6]
    show = cells(module, names)
    return {
        "label": say(one.relation.label),
        "icon": module.icon,
        "url": _list_url(one, id),
        "more": one.more,
        "count": f"{len(one.rows)}+" if one.more else str(len(one.rows)),
        "heads": tuple(say(module.fields[name].label) for name in names),
        "rows": tuple(
            (f"{module.path}/{row.id}", module.title(row), show(row)[1:] if names[0] == module.title_field else show(row))
            for row in one.rows
        ),
        "titled": names[0] == module.title_field,
    }


def _answers(found: Overview) -> list[tuple[str, list[tuple[str, str]]]]:
    cards: dict[str, list[tuple[str, str]]] = {}
    for one in found.answers:
        value = {"yes": say("Yes"), "no": say("No")}[one.value] if one.kind == "yesno" and one.value in ("yes", "no") else one.value
        cards.setdefault(one.card_name, []).append((one.name, f"{value} {one.unit or ''}".strip()))
    return list(cards.items())
