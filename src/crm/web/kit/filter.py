"""The filter builder of a list: choose, edit, see the whole tree, count what is found, name what finds nothing.

Each step is an address of its own. With script it comes into a popover or a dialog, without it is a small page.
"""

from dataclasses import replace
from typing import Any

from flask import redirect, request
from werkzeug.datastructures import MultiDict

from crm import language
from crm.domain.kit.filter import Condition, Group, Path, Query, Related, added, exchanged, links, moved, part_at
from crm.errors import Forbidden, Invalid
from crm.language import N_, say
from crm.web.kit import filter_nest as nest
from crm.web.kit import filter_view as views
from crm.web.kit.filter_state import TREE, State, read_path, write_path
from crm.web.kit.listing import parse_query
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.sentence import Names, references, sentence

COUNTED = 1001
BLAMED = 6  # conditions that are tried one by one
FILTER_ROUTES = (
    ("/filters/apply", "filters_apply", "view", "GET"),
    ("/filters/count", "filters_count", "view", "GET"),
    ("/filters/culprit", "filters_culprit", "view", "GET"),
)


class Filters(Room):
    """The actions filters, filters_apply, filters_count and filters_culprit of a record module."""

    saves = True  # offers the saved views
    done = N_("Show the list")  # where the filter leads

    def filters(self) -> Any:
        """What one may filter by, the editor of one condition, or the whole tree."""
        state, wrong = self.state()
        names = self.names(state)
        common = {"wrong": wrong, "back": state.back, "list_url": state.url(""), "done": say(self.done)}
        if (path := read_path(request.args.get("at"))) and (part := part_at(state.root, path)) is not None:
            module = state.module_at(path[:-1])
            if isinstance(part, Related):
                form = nest.relation_editor(state, links(module)[part.relation], part, path, names)
                return self.render("filters", step="relation", form=form, **common)
            old = part if isinstance(part, Condition) else None
            field = module.fields.get(request.args.get("field", "")) or module.fields[old.field if old else module.title_field]
            return self.render("filters", step="editor", form=views.editor(state, module, field, old, path, names), **common)
        module = state.module_at(read_path(request.args.get("into")))
        if picked := module.fields.get(request.args.get("field") or request.args.get("pick", "")):
            return self.render("filters", step="editor", form=views.editor(state, module, picked, None, (), names), **common)
        if state.exact and "into" not in request.args:
            return self._tree(state, names, wrong)
        typed = request.args.get("find", "")
        own = [(key, request.args[key]) for key in ("into", "back") if key in request.args]
        found = views.choices(state, module, typed, names)
        if self.saves and not own:
            found = (*found, *views.saved(state, container().platform.view().page(self.module.name), typed))
        return self.render(
            "filters", step="rows" if "rows" in request.args else "choices", choices=found, find=typed, hidden=[*state.hidden(), *own],
            tree_url=state.url(back=TREE), find_url=f"{self.module.path}/filters", **common,
        )  # fmt: skip

    def _tree(self, state: State, names: Names, wrong: list[str]) -> str:
        return self.render(
            "filters", step="tree", tree=nest.node(state, self.module, state.root, (), names, TREE), wrong=wrong, back=state.back,
            count_url=state.url("/filters/count", back=TREE), move_url=state.url("/filters/apply", back=TREE), list_url=state.url(""),
            done=say(self.done),
        )  # fmt: skip

    def state(self) -> tuple[State, list[str]]:
        """The filter of the address; one that cannot be read is told and left out."""
        args = named(self.module, request.args)
        try:
            return State(self.module, args), []
        except Invalid as refusal:
            return State(self.module, args, Group()), [say(why) for why in refusal.fields.values()]

    def names(self, state: State) -> Names:
        found = references(self.module, state.root)
        return container().records().names(found) if found else {}

    def filters_apply(self) -> Any:
        """Change the filter as the address says, and see the result: the list, the tree, or the relation one works on."""
        state, wrong = self.state()
        try:
            root, path = self.changed(state)
            State(self.module, MultiDict(state.pairs(root)))  # still within the bounds
        except Invalid as refusal:
            return self.refused(state, refusal)
        if state.exact:
            return redirect(state.url(root=root, back=TREE), 303)
        if path is not None:
            return redirect(state.url(root=root, at=write_path(path)), 303)
        return redirect(state.url("", root), 303)

    def refused(self, state: State, refusal: Invalid) -> Any:
        """The same form again with what was typed and why it cannot be."""
        path = read_path(request.args.get("at") or request.args.get("into"))
        module = state.module_at(path[:-1] if request.args.get("at") else path)
        wrong = [say(why) for why in refusal.fields.values()]
        if "move" in request.args and state.exact:
            return self._tree(state, self.names(state), wrong), 422
        field = module.fields.get(request.args.get("field", ""))
        if isinstance(old := part_at(state.root, path) if path else None, Related) and "relation" in request.args:
            asked = nest.relation_editor(state, links(module)[old.relation], old, path, self.names(state))
            given = request.args
            asked = replace(
                asked, measure=given.get("measure", ""), of=given.get("of", ""), operator=given.get("operator", ""),
                low=given.get("value", ""), high=given.get("to", ""),
            )  # fmt: skip
            return self.render("filters", step="relation", form=asked, wrong=wrong, back=state.back, list_url=state.url("")), 422
        if field is None:
            return self.render("filters", step="refused", wrong=wrong, back=state.back, list_url=state.url("")), 422
        form = views.editor(state, module, field, None, read_path(request.args.get("at")), self.names(state))
        typed = state.args.getlist("value")
        form = replace(
            form, operator=request.args.get("operator", ""), low=typed[0] if typed else "", high=request.args.get("to", ""),
            days=request.args.get("days", ""), period=request.args.get("period", ""),
            input=replace(form.input, value=typed if form.input.choices else typed[0] if typed else "", error=" ".join(wrong)),
        )  # fmt: skip
        return self.render("filters", step="editor", form=form, wrong=wrong, back=state.back, list_url=state.url("")), 422

    def changed(self, state: State) -> tuple[Group, Path | None]:
        """The filter after the change, and the relation that is still being edited."""
        args, root, module = request.args, state.root, self.module
        still = read_path(state.back) if state.back and not state.exact else None
        if "drop" in args:
            return state.without(read_path(args["drop"])), still
        if "turn" in args:
            return _turned(root, read_path(args["turn"])), still
        if "grow" in args:
            path = read_path(args["grow"])
            place = part_at(root, path)
            return added(root, path, Group((), any=not (isinstance(place, Group) and place.any))), still
        if "move" in args:
            return moved(root, read_path(args["move"]), read_path(args.get("under")), args.get("place", 0, type=int)), still
        part = state.asked()
        if path := read_path(args.get("at")):
            found = exchanged(root, path, part)
            assert isinstance(found, Group)
            return found, still
        into = read_path(args.get("into"))
        if root.any and not into and not state.exact:
            root = Group((root,))
        root = added(root, into, part)
        new = (*into, len(_inside(root, into)) - 1)
        return root, new if "relation" in args and not state.exact and still is None and module else still

    def filters_count(self) -> Any:
        """The sentence of the filter with the condition that is being typed, and how many records it finds."""
        state, wrong = self.state()
        said = ""
        try:
            if wrong:
                return self.render("filters", step="count", count="", sentence="")
            root = self.changed(state)[0] if request.args.get("field") or request.args.get("relation") else state.root
            said = sentence(self.module, root, container().records().names(references(self.module, root)))
            found = self.service.count(Query(root, words=request.args.get("q", "")[:200]), COUNTED)
        except (Invalid, Forbidden):  # of records that one may not see, a rule may speak all the same
            return self.render("filters", step="count", count="", sentence=said)
        count = language.number(found) if found < COUNTED else f"{language.number(COUNTED - 1)}+"
        return self.render("filters", step="count", count=count, sentence=said)

    def filters_culprit(self) -> Any:
        """Which condition takes the most away, and the list without it."""
        query = parse_query(self.module, request.args)
        state = State(self.module, request.args)
        parts = () if state.root.any else state.root.parts[:BLAMED]
        found = [(self.service.count(replace(query, filter=state.without((at,)), after=None), COUNTED), at) for at in range(len(parts))]
        most, at = max(found, key=lambda one: one[0], default=(0, 0))
        if not most:
            return self.render("filters", step="culprit", culprit="", count="", drop_url="")
        count = language.number(most) if most < COUNTED else f"{language.number(COUNTED - 1)}+"
        text = sentence(self.module, parts[at], self.names(state))
        return self.render("filters", step="culprit", culprit=text, count=count, drop_url=state.url("", state.without((at,))))


def _inside(root: Group, path: Path) -> tuple[Any, ...]:
    place = part_at(root, path)
    return place.parts if isinstance(place, Group) else place.where.parts if isinstance(place, Related) else root.parts


def _turned(root: Group, path: Path) -> Group:
    """The group that the path leads to asks for any instead of all, or the other way round."""
    place = part_at(root, path)
    if isinstance(place, Related):
        new: Any = replace(place, where=replace(place.where, any=not place.where.any))
    elif isinstance(place, Group):
        new = replace(place, any=not place.any)
    else:
        return root
    found = exchanged(root, path, new) if path else new
    assert isinstance(found, Group)
    return found


def named(module: Any, args: MultiDict[str, str]) -> MultiDict[str, str]:
    """Without script a person or a record is typed as a name: the one that is called so."""
    text = args.get("value__text", "").strip()
    if not text or any(args.getlist("value")):
        return args
    field = module.fields.get(args.get("field", ""))
    target = field and (field.target or ("user" if field.kind_name == "user" else None))
    hits = container().platform.search().find(text, 2, target) if target else []
    found = MultiDict(args)
    found.setlist("value", [str(hit.id) for hit in hits[:1]] or [text])
    return found
