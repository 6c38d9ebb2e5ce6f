"""Layouts of record pages and forms: which sections, cards and figures there are, in which order, and when each is shown."""

from dataclasses import replace
from typing import Annotated, Any

from dependency_injector.wiring import Provide
from flask import current_app, request

from crm import current
from crm.container import Container
from crm.domain.kit.filter import Query, parse_sort
from crm.domain.kit.module import Module, modules
from crm.domain.platform.layout import MODULE, Part, complete, ordered, read
from crm.errors import Invalid
from crm.language import N_, say
from crm.service.platform.layout import LayoutService
from crm.web.kit.page import container, permits
from crm.web.kit.record import RecordPage
from crm.web.kit.toast import toast
from crm.web.platform.layout_view import Arranged, preview

PLACED = ("cards", "tiles")
Layouts = Annotated[LayoutService, Provide[Container.platform.layout]]


class LayoutPage(RecordPage):
    """As for every record, with the arrangement in the place of its one field."""

    def render(self, name: str, **values: Any) -> str:
        if name == "form":
            choices = tuple((one.name, say(one.plural)) for one in modules().values() if one.lonely)
            form = values["form"]
            parts = (
                replace(s, items=tuple(replace(i, kind="choice", choices=choices) if i.name == "target" else i for i in s.items))
                for s in form.sections
            )
            values["form"] = replace(form, sections=tuple(parts))
        return super().render(name, **values)

    def about(self, row: Any, editable: bool) -> dict[str, Any]:
        module = modules()[row.target]
        sections, hidden = complete(module, read(row.sections or ""))
        return {
            "sections": (),
            **self._around(row, module, sections),
            "parts": tuple(self._part(module, part) for part in sections),
            "hidden_fields": tuple((name, say(module.fields[name].label)) for name in hidden),
            "editable": editable,
            "whom": row.role_name or say("Everybody"),
            "about_module": say(module.plural),
            "conditions": self._conditions(module),
            "arrange_url": f"{MODULE.path}/{row.id}/arrangement",
        }

    @staticmethod
    def _around(row: Any, module: Module, sections: list[Part]) -> dict[str, Any]:
        """Cards and figures to put in order, and the newest record that the reader sees as a page laid out like this."""
        controller: Any = current_app.blueprints[module.endpoint]
        by_name = {one.name: one for one in controller.relations()}
        cards, without = ordered(by_name, row.cards)
        sample = next(iter(container().records()(module.name).page(Query(sort=parse_sort(module, None), size=1))), None)
        first = tuple(controller.card(by_name[name], sample) for name in cards[: controller.at_once]) if sample else ()
        tiles = {one.name or one.label: one for one in controller.figures(sample, first)} if sample else {}
        figures, left_out = ordered(tiles, row.tiles)
        arranged = (
            Arranged("cards", say("Related records"), _worded(by_name, cards), _worded(by_name, without)),
            Arranged("tiles", say("Figures on top"), _worded(tiles, figures), _worded(tiles, left_out)),
        )
        return {
            "arranged": tuple(one for one in arranged if one.shown or one.hidden),
            "sample": preview(module, sample, sections, tuple(tiles[name] for name in figures), first) if sample else None,
        }

    @staticmethod
    def _part(module: Module, part: Part) -> dict[str, Any]:
        return {
            "label": say(part.label),
            "folded": part.folded,
            "condition": part.condition,
            "fields": tuple((name, say(module.fields[name].label)) for name in part.names),
        }

    @staticmethod
    def _conditions(module: Module) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """What a section may depend on, field by field: each value of a choice, or whether there is any."""
        found = []
        for field in module.fields.values():
            if field.options:
                values = [(f"{field.name}:any:{one.value}", say(one.label)) for one in field.options]
                values += [(f"{field.name}:filled", say("is filled in")), (f"{field.name}:empty", say("is empty"))]
                found.append((say(field.label), tuple(values)))
        return tuple(found)


def _worded(things: dict[str, Any], names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, say(things[name].label)) for name in names)


page = LayoutPage(MODULE)


@page.post("/<int:id>/arrangement")
@permits("layout.edit")
def arrange(id: int, layouts: Layouts) -> Any:
    """One act on the arrangement, such as up:2 or hide:city; each can be undone."""
    act, _, what = request.form.get("act", "").partition(":")
    at = int(what) if what.isascii() and what.isdigit() else request.form.get("at", 0, int)
    kind, _, step = act.partition("_")
    try:
        if kind in PLACED:
            layouts.reorder(id, kind, request.form.get("names", "").split(","), step, what)
        else:
            layouts.arrange(id, act, at, what, request.form.get(f"value.{at}" if act in ("set", "when") else "value", ""))
    except Invalid as refusal:
        toast(" ".join(say(why) for why in refusal.fields.values()), tone="bad")
    else:
        if current.last_change():
            toast(N_("Saved."), current.last_change())
    return page.to("show", id=id)
