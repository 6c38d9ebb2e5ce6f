"""The record page: fields to edit in place, the story, what belongs to it, and its history."""

from typing import Any

from flask import request
from markupsafe import escape

from crm import current, language
from crm.domain.kit.filter import Condition, Group, Query
from crm.domain.kit.module import Relation, modules
from crm.errors import Invalid
from crm.language import say
from crm.web.kit import timeline
from crm.web.kit.address import url
from crm.web.kit.cell import EMPTY, shown
from crm.web.kit.listing import parse_sort
from crm.web.kit.page import container
from crm.web.kit.view import Card, CardItem, Link, SectionView, Tile

FIRST = 5


class Show:
    """The actions show, entries and history of a record module."""

    module: Any
    service: Any
    may: Any
    name: str
    render: Any
    field_view: Any

    def show(self, id: int) -> Any:
        row = self.service.get(id)
        return self.page_of(row, self.story(row))

    def page_of(self, row: Any, story: dict[str, Any]) -> str:
        editable = self.may("edit") and self.service.may("edit", row)
        return self.render("show", **self.about(row, editable), **story, **self.head(row, editable), cards=self.cards(row))

    def show_refused(self, row: Any, raw: dict[str, Any], refusal: Invalid) -> str:
        """The page again, with what was typed into the composer and why it was not accepted."""
        return self.page_of(row, timeline.story(self.module, row, refusal=refusal, raw=raw))

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        module = self.module
        return {
            "record_id": row.id,
            "title": module.title(row),
            "subtitle": module.subtitle(row),
            "owner": Link(row.owner_name, "") if row.owner_name else None,
            "tags": tuple(Link(tag, f"{module.path}?f=tags:any:{tag}") for tag in getattr(row, "tags", ())),
            "status": self.status(row),
            "facts": self.facts(row),
            "more": self.record_links(row, editable),
        }

    def status(self, row: Any) -> tuple[Link, ...]:
        """The pill beside the title. A module with stages gives them all, with the current one marked."""
        return ()

    def facts(self, row: Any) -> tuple[Tile, ...]:
        """The few facts that matter at a glance."""
        touched = Tile(say("Last touch"), escape(language.ago(row.touched_at) if row.touched_at else "—"))
        return (touched,) if self.module.row.__dataclass_fields__.get("touched_at") and timeline.has_story(self.module) else ()

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = []
        if editable:
            links.append(Link(say("Edit"), url(self.module, "edit", id=row.id), "pencil", "e", f"{self.name}.edit"))
        if self.may("assign") and "owner_id" in self.module.columns and self.service.may("assign", row):
            links.append(Link(say("Assign"), url(self.module, "bulk_assign", id=row.id), "user", "a", f"{self.name}.bulk_assign"))
        links.append(Link(say("History"), url(self.module, "history", id=row.id), "history", "h", f"{self.name}.history"))
        if self.may("remove") and self.service.may("remove", row):
            links.append(
                Link(say("Delete"), url(self.module, "destroy", id=row.id), "trash", testid=f"{self.name}.destroy", danger=True, post=True)
            )
        return tuple(links)

    def about(self, row: Any, editable: bool) -> dict[str, Any]:
        sections = []
        for section in self.module.sections:
            items = tuple(self.field_view(self.module.draft.fields[n], row, editable) for n in section.names)
            folded = section.folded and all(item.empty for item in items)
            sections.append(SectionView(say(section.label), items, folded))
        kept = [(n, f) for n, f in self.module.fields.items() if n not in self.module.draft.fields]
        system = tuple(timeline.system_view(field, row) for _, field in kept if shown(field, row) != EMPTY)
        if system:
            sections.append(SectionView(say("System"), system, True))
        return {"sections": tuple(sections)}

    def story(self, row: Any) -> dict[str, Any]:
        """The timeline: activities and changes, newest first, and the composer on top."""
        return timeline.story(self.module, row, request.args.get("kind"))

    def entries(self, id: int) -> Any:
        """Earlier entries, for the button under the timeline."""
        row = self.service.get(id)
        return self.render("entries", **timeline.story(self.module, row, request.args.get("kind"), request.args.get("before")))

    def history(self, id: int) -> Any:
        row = self.service.get(id)
        before = request.args.get("before", type=int)
        entries, more = timeline.changes(self.module, row.id, before)
        more_url = url(self.module, "history", id=id, before=more) if more else None
        return self.render(
            "history", title=self.module.title(row), entries=entries, more_entries_url=more_url, record_url=url(self.module, "show", id=id)
        )

    def cards(self, row: Any) -> tuple[Card, ...]:
        """What belongs to the record: the first few of each relation that the reader may see."""
        return tuple(self._card(relation, row) for relation in self.module.relations if self._carded(relation))

    @staticmethod
    def _carded(relation: Relation) -> bool:
        other = modules()[relation.module]
        return relation.module != "activity" and current.actor().may(other.permission("view"))

    def _card(self, relation: Relation, row: Any) -> Card:
        other = modules()[relation.module]
        query = Query(Group((Condition(relation.column, "any", (row.id,)),)), parse_sort(other, None), size=FIRST)
        found = container().records()(relation.module).page(query)
        items = tuple(CardItem(other.title(r), f"{other.path}/{r.id}", other.subtitle(r)) for r in found[:FIRST])
        listed = f"{other.path}?f={relation.column}:any:{row.id}"
        add = None
        if self.may("view") and _may_create(relation.module):
            add = Link(
                say("New {name}", name=say(other.label)),
                f"{other.path}/new?{relation.column}={row.id}",
                "plus",
                testid=f"{other.endpoint}.new",
            )
        count = language.number(len(found)) if len(found) <= FIRST else f"{FIRST}+"
        return Card(say(relation.label), other.icon, count, items, listed if len(found) > FIRST else None, add)


def _may_create(name: str) -> bool:
    return current.actor().may(modules()[name].permission("create"))
