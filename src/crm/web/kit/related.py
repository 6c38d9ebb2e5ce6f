"""What belongs to a record: cards, the first few of each, a way to link what is there, create what is not, and take apart."""

from collections.abc import Callable
from typing import Any

from flask import abort, request
from werkzeug.wrappers import Response

from crm import current, language
from crm.domain.kit.filter import Condition, Group, Query, parse_sort
from crm.domain.kit.module import Module, Relation, modules
from crm.errors import Conflict, Invalid
from crm.language import N_, noun, say
from crm.web.kit.address import url
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.toast import toast
from crm.web.kit.view import Card, CardItem, Link

FIRST = 5  # records on a card
FOUND = 10
SECOND: dict[str, Callable[[Any], str]] = {}  # module -> what stands below a record's name on a card, where that is not its subtitle


class Related(Room):
    """The actions cards, relate, link and unlink of a record module."""

    at_once = 1  # relations whose cards come with the page; the rest is brought after it

    def cards(self, row: Any) -> tuple[Card, ...]:
        """The cards that come with the page."""
        return tuple(self.card(relation, row) for relation in self.carded()[: self.at_once])

    def more_cards(self, id: int) -> Any:
        """The other cards, brought after the page; without script a page of their own."""
        row = self.service.get(id)
        cards = tuple(self.card(relation, row) for relation in self.carded()[self.at_once :])
        return self.render("related", cards=cards, title=self.module.title(row), record_url=url(self.module, "show", id=id))

    def carded(self) -> tuple[Relation, ...]:
        """The relations that have a card, in the order of the layout: those whose records the reader may see at all."""
        by_name = {one.name: one for one in self.relations()}
        return tuple(by_name[name] for name in container().platform.layout().shown(self.module, "cards", by_name))

    def relations(self) -> tuple[Relation, ...]:
        """All that could have one."""
        may = current.actor().may
        return tuple(r for r in self.module.relations if r.module != "activity" and may(modules()[r.module].permission("view")))

    def card(self, relation: Relation, row: Any) -> Card:
        other = modules()[relation.module]
        where = Group((Condition(relation.column, "any", (row.id,)),))
        service = container().records()(relation.module)
        found = service.page(Query(where, parse_sort(other, None), size=FIRST))
        count = len(found) if len(found) <= FIRST else service.count(Query(where, parse_sort(other, None)))
        free = _may_change(other) and not other.draft.fields[relation.column].required
        items = tuple(
            CardItem(
                other.title(r), f"{other.path}/{r.id}", SECOND.get(other.name, other.subtitle)(r),
                url(self.module, "unlink", id=row.id, name=relation.name, other=r.id) if free and service.may("edit", r) else None,
            )
            for r in found[:FIRST]
        )  # fmt: skip
        add = None
        if _may_change(other) or _may_create(other):
            add = Link(say("Add to {name}", name=say(relation.label)), url(self.module, "relate", id=row.id, name=relation.name), "plus")
        listed = f"{other.path}?f={relation.column}:any:{row.id}"
        number = language.number(count) if count <= 1000 else "1,000+"
        return Card(say(relation.label), other.icon, number, items, listed if count else None, add, count > FIRST, relation.name)

    # Adding ------------------------------------------------------------------

    def relate(self, id: int, name: str) -> Any:
        """Search first: what is already there can be linked; create second."""
        row, relation = self.service.get(id), self._relation(name)
        other, words = modules()[relation.module], request.args.get("q", "").strip()
        return self.render(
            "relate",
            title=say("Add to {name}", name=say(relation.label)),
            record=self.module.title(row),
            record_url=url(self.module, "show", id=id),
            action=url(self.module, "relate", id=id, name=name),
            q=words,
            found=self._found(other, relation, row, words) if _may_change(other) else (),
            create=self._create(other, relation, row, words) if _may_create(other) else None,
            searched=request.headers.get("HX-Target", "").endswith("found"),
        )

    def _found(self, other: Module, relation: Relation, row: Any, words: str) -> tuple[tuple[Any, str, bool], ...]:
        """Records that match, the last changed when nothing is typed: (record, second line, already linked)."""
        service = container().records()(other.name)
        if words:
            rows = service.find([hit.id for hit in container().platform.search().find(words, FOUND, other.name)], "edit")
        else:
            rows = [one for one in service.page(Query(sort=parse_sort(other, None), size=FOUND))[:FOUND] if service.may("edit", one)]
        itself = row.id if other is self.module else 0
        shown = []
        for one in rows:
            if one.id != itself:
                holder = getattr(one, relation.column)
                shown.append((CardItem(other.title(one), str(one.id), other.subtitle(one)), holder == row.id))
        return tuple((item, item.second, linked) for item, linked in shown)

    @staticmethod
    def _create(other: Module, relation: Relation, row: Any, words: str) -> Link:
        named = {other.title_field: words} if words else {}
        label = say("New {name} “{title}”", name=noun(other.label), title=words) if words else say("New {name}", name=noun(other.label))
        address = url(other, "new", **{relation.column: row.id}, **named)
        return Link(label, address, "plus", testid=f"{other.endpoint}.new")

    def link(self, id: int, name: str) -> Response:
        """Put a record that is already there with this one."""
        row, relation = self.service.get(id), self._relation(name)
        other = request.form.get("other", type=int) or abort(404)
        self._point(relation, other, row.id, N_("{name} was linked."))
        return self.to("show", id=id)

    def unlink(self, id: int, name: str, other: int) -> Response:
        """Take a record out of this one's; both stay as they are."""
        row, relation = self.service.get(id), self._relation(name)
        service = container().records()(relation.module)
        if getattr(service.get(other), relation.column) != row.id:
            abort(404)
        self._point(relation, other, None, N_("{name} was unlinked."))
        return self.to("show", id=id)

    @staticmethod
    def _point(relation: Relation, other: int, target: int | None, sentence: str) -> None:
        service = container().records()(relation.module)
        try:
            made = service.change(other, {relation.column: target})
        except (Invalid, Conflict) as refusal:
            whys = getattr(refusal, "fields", {}).values() if isinstance(refusal, Invalid) else (refusal.words,)
            toast(" ".join(say(why) for why in whys), tone="bad")
        else:
            toast(sentence, current.last_change(), name=service.module.title(made))

    def _relation(self, name: str) -> Relation:
        return next((r for r in self.relations() if r.name == name), None) or abort(404)


def _may_create(module: Module) -> bool:
    return "create" in module.verbs and current.actor().may(module.permission("create"))


def _may_change(module: Module) -> bool:
    return "edit" in module.verbs and current.actor().may(module.permission("edit"))
