"""The record page: what stands on top, fields to edit in place, the story, what belongs to it, and its history."""

import json
from typing import Any

from flask import request

from crm import current
from crm.domain.platform.share import can_be_shared
from crm.errors import Invalid
from crm.language import say
from crm.web.kit import timeline
from crm.web.kit.access import Access
from crm.web.kit.address import url
from crm.web.kit.beside import Beside, beside
from crm.web.kit.cell import EMPTY, shown
from crm.web.kit.composer import composer, has_story
from crm.web.kit.entries import activity_entry, named
from crm.web.kit.options import options_of
from crm.web.kit.page import container
from crm.web.kit.past import Past
from crm.web.kit.related import Related
from crm.web.kit.tiles import Tiles
from crm.web.kit.view import Link, SectionView
from crm.web.kit.walking import Walking


class Show(Related, Tiles, Walking, Past, Access):
    """The actions show and entries of a record module."""

    field_view: Any
    status_field: str | None = None  # the choice that the pill beside the title shows and changes

    def show(self, id: int) -> Any:
        return self.page_of(id)

    def page_of(self, id: int, refusal: Invalid | None = None, raw: Any = None) -> str:
        """The page; after a refusal with what was typed into the composer and why it was not accepted.

        All of it is read in one transaction: from one moment, and over one connection.
        """
        with container().db().transaction(writes=False):
            values = self.values_of(self.service.get(id), refusal, raw)
        return self.render("show", **values)

    def values_of(self, row: Any, refusal: Invalid | None, raw: Any) -> dict[str, Any]:
        added, choice = beside(self.module, row), timeline.choice_of(self.module)
        editable = self.may("edit") and self.service.may("edit", row) and not added.locked
        own = {one.what: one.data for one in container().platform.follow().own(row.id)} if current.actor().id else {}
        drafts = {what.removeprefix("draft."): json.loads(data) for what, data in own.items() if data}
        top, counted = self.top(row)
        cards = self.cards(row)
        return {
            **self.about(row, editable),
            **timeline.story(self.module, row, choice),
            **(timeline.chips(self.module, row, choice, counted) if has_story(self.module) else {}),
            **composer(self.module, row, drafts, refusal, raw),
            **with_added(self.head(row, editable), added),
            **self.above(row, top),
            "marks": tuple(self.mark_view(row.id, kind, kind in own) for kind in ("star", "follow")),
            "tiles": self.tiles_laid_out(self.tiles(row, top, counted, cards)),
            "cards": cards,
            "more_cards_url": url(self.module, "more_cards", id=row.id) if len(self.carded()) > self.at_once else None,
            "walk_url": self.walk_url(row.id),
            "files_url": f"/files/of/{self.module.name}/{row.id}" if has_story(self.module) and current.actor().may("file.view") else None,
        }

    def show_refused(self, row: Any, raw: dict[str, Any], refusal: Invalid) -> str:
        return self.page_of(row.id, refusal, raw)

    def top(self, row: Any) -> tuple[Any, list[Any]]:
        """What stands above the story, and how much there is of it; nothing for a module without one."""
        if not has_story(self.module):
            return None, []
        return container().customer.activity().top(self.module.name, row.id), timeline.tally(self.module, row)

    def above(self, row: Any, top: Any) -> dict[str, Any]:
        """What stands above the story: the next step, and the entries that were pinned."""
        if top is None:
            return {}
        titles = container().platform.follow().titles(named(list(top.pinned), self.module, row.id))
        files = container().platform.file().of_entries([one.id for one in top.pinned]) if top.pinned else {}
        return {
            "next_step": activity_entry(top.next) if top.next else None,
            "next_plan": f"/activities/for/{self.module.name}/{row.id}/task" if current.actor().may("activity.create") else None,
            "pinned": tuple(activity_entry(one, titles, (self.module, row.id), files.get(one.id, ())) for one in top.pinned),
            "storied": True,
        }

    def head(self, row: Any, editable: bool) -> dict[str, Any]:
        module = self.module
        return {
            "record_id": row.id,
            "record_version": row.version,
            "title": module.title(row),
            "subtitle": module.subtitle(row),
            "owner": Link(row.owner_name, f"/users/{row.owner_id}" if current.actor().may("user.view") else "") if row.owner_name else None,
            "tags": tuple(Link(tag, f"{module.path}?f=tags:any:{tag}") for tag in getattr(row, "tags", ())),
            "status": self.status(row),
            "status_choice": self.status_choice(row) if editable else None,
            "more": self.record_links(row, editable),
            "access_url": url(module, "access", id=row.id),
        }

    def status(self, row: Any) -> tuple[Link, ...]:
        """The pill beside the title: the status field's value. A module with stages of its own gives them all."""
        if not self.status_field or not getattr(row, self.status_field):
            return ()
        here = str(getattr(row, self.status_field))
        option = next((o for o in options_of(self.module.fields[self.status_field], row) if o.value == here), None)
        return (Link(say(option.label), "", tone=option.tone, current=True),) if option else ()

    def status_choice(self, row: Any) -> dict[str, Any] | None:
        """The pill as a menu that sets the status field, where there is one."""
        if not self.status_field:
            return None
        field = self.module.draft.fields[self.status_field]
        return {
            "url": url(self.module, "field_update", id=row.id, name=field.name),
            "name": field.name,
            "label": say(field.label),
            "options": tuple((o.value, say(o.label), o.tone, o.value == str(getattr(row, field.name))) for o in options_of(field, row)),
        }

    def record_links(self, row: Any, editable: bool) -> tuple[Link, ...]:
        links = []
        if editable:
            links.append(Link(say("Edit"), url(self.module, "edit", id=row.id), "pencil", "e", f"{self.name}.edit"))
        if self.may("assign") and "owner_id" in self.module.columns and self.service.may("assign", row):
            links.append(Link(say("Assign"), url(self.module, "bulk_assign", id=row.id), "user", "a", f"{self.name}.bulk_assign"))
        if editable and can_be_shared(self.module):
            links.append(Link(say("Share"), f"{url(self.module, 'access', id=row.id)}#shares", "share", testid=f"{self.name}.share"))
        if current.actor().may("layout.edit") and has_story(self.module):
            links.append(
                Link(say("Layout of this page"), f"/layouts?f=target:is:{self.module.name}", "columns", testid="platform_layout.index")
            )
        links.append(Link(say("History"), url(self.module, "history", id=row.id), "history", "h", f"{self.name}.history"))
        if self.may("remove") and self.service.may("remove", row):
            links.append(
                Link(say("Delete"), url(self.module, "destroy", id=row.id), "trash", testid=f"{self.name}.destroy", danger=True, post=True)
            )
        return tuple(links)

    def about(self, row: Any, editable: bool) -> dict[str, Any]:
        """The fields in their sections, as the administrator laid them out for this person."""
        sections, fields, typed = [], self.module.fields, self.module.draft.fields
        for part in container().platform.layout().parts(self.module):
            items = tuple(self.field_view(fields[n], row, editable and n in typed) for n in part.names if n in fields)
            if items and part.shown_for(row):
                sections.append(SectionView(say(part.label), items, part.folded and all(item.empty for item in items)))
        placed = {n for section in self.module.sections for n in section.names}
        kept = [(n, f) for n, f in fields.items() if n not in typed and n not in placed]
        system = tuple(timeline.system_view(field, row) for _, field in kept if shown(field, row) != EMPTY)
        if system:
            sections.append(SectionView(say("System"), system, True))
        return {"sections": tuple(sections)}

    def entries(self, id: int) -> Any:
        """Earlier entries, for the button under the timeline."""
        row = self.service.get(id)
        return self.render("entries", **timeline.story(self.module, row, timeline.choice_of(self.module), request.args.get("before")))


def with_added(head: dict[str, Any], added: Beside) -> dict[str, Any]:
    """The head of a record with what other areas add to it."""
    return head | {"tags": (*added.marks, *head["tags"]), "more": (*added.links, *head["more"]), "strips": added.strips}
