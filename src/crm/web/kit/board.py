"""The board: a list as columns of cards, one column for each value of a choice; a card moves by drag, key or select."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, redirect, request
from markupsafe import Markup

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Query
from crm.domain.kit.kind import Option
from crm.domain.kit.module import Module
from crm.errors import Conflict, Invalid
from crm.language import N_, Words, say
from crm.service.kit.each import Figures
from crm.web.kit.board_card import card_maker
from crm.web.kit.board_head import added_up, numbers, scoped
from crm.web.kit.form import input_view, posted
from crm.web.kit.layout import layout, staged
from crm.web.kit.listing import Address, cursor, parse_query
from crm.web.kit.look import Look
from crm.web.kit.options import label_of, options_of
from crm.web.kit.page import container
from crm.web.kit.room import Room
from crm.web.kit.sheet import amount
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, InputView, Link, SectionView

CARDS = 30
AT_ONCE = 5  # columns whose cards come with the page: each is a range of an index, all at once would read the whole table
COUNTED = 10_000
BOARD_ROUTES = (
    ("/board/column", "board_column", "view", "GET"),
    ("/board/move", "board_move", "edit", "POST"),
)


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One column: its cards, or where they are had."""

    value: str
    label: str
    tone: str
    count: str
    sums: tuple[str, ...]
    needs: str
    cards: Markup
    more_url: str | None


def stage_of(module: Module, look: Look) -> str:
    """The choice that makes the columns: the list's group where it can be one, else the one people filter by most."""
    known = staged(module) or abort(404)
    return look.group if look.group in known else next((name for name in module.quick if name in known), known[0])


def show(page: Any, frame: dict[str, Any], query: Query, look: Look, address: Address) -> Any:
    """The page of the board."""
    module, name = page.module, stage_of(page.module, look)
    field = module.fields[name]
    query, scope, scopes = scoped(module, field, query, address)
    options = options_of(field, scope)
    summed = added_up(module, look, request.args.get("sum", ""))
    kept = page.service.kept_figures(query, name, summed)
    over = kept is None and page.service.count(query, COUNTED + 1) > COUNTED  # by an index alone; to add up means to read each record
    counted = () if over else page.service.figures(query, COUNTED + 1, name, summed) if kept is None else kept
    found = {str(one.value or ""): one for one in counted}
    values = [option.value for option in options] + ([""] if "" in found or not (field.required or field.few) else [])
    needs = page.service.asked(name)
    figures = dict.fromkeys(values) if over else {value: found.get(value, Figures(None, 0, {})) for value in values}
    at_once = [value for value in values if over or found.get(value)][:AT_ONCE]
    columns = [
        column(
            page, field, value, query, look, address, options, figures[value], value in at_once,
            ", ".join(say(module.fields[one].label) for one in needs.get(value, ())),
        )
        for value in values
    ]  # fmt: skip
    sums = [Link(say(module.fields[one].label), address(sum=one), current=one == summed[0]) for one in numbers(module, look)]
    return page.render(
        "board", columns=columns, stages=[(one.value, one.label) for one in columns], field=name, field_label=say(field.label),
        may_move=page.may("edit"), move_url=f"{module.path}/board/move", sums=sums if len(sums) > 1 else (), scopes=scopes,
        summed=[say(module.fields[one].label) for one in summed], **frame,
    )  # fmt: skip


def column(
    page: Any, field: Field, value: str, query: Query, look: Look, address: Address, options: tuple[Option, ...],
    figures: Figures | None, filled: bool, needs: str,
) -> BoardColumn:  # fmt: skip
    module = page.module
    option = next((one for one in options if one.value == value), None)
    own = address(path="/board/column", column=value or "-", group=field.name)
    later = (Markup(""), own if figures is None or figures.count else None)
    cards, more = _cards(page, field, value, query, look, own, options) if filled else later
    total = figures.fields if figures else {}
    sums = tuple(str(amount(module, name, one)) if one is not None else "" for name, (one, _) in total.items())
    count = language.number(figures.count) if figures else ""
    label = say(option.label) if option else _label(field, value)
    return BoardColumn(value, label, option.tone if option else "", count, sums, needs, cards, more)


def _cards(
    page: Any, field: Field, value: str, query: Query, look: Look, own: str, options: tuple[Option, ...]
) -> tuple[Markup, str | None]:
    """The next cards of a column, and where the ones behind them are had."""
    here = Condition(field.name, "any", (field.kind.parse(field, value),)) if value else Condition(field.name, "empty")
    narrowed = replace(query, filter=Group((query.filter, here)) if query.filter else Group((here,)), size=CARDS)
    rows = page.service.page(narrowed)
    more = f"{own}&after={cursor(page.module, query.sort, rows[CARDS - 1])}" if len(rows) > CARDS else None
    write = card_maker(page.module, field.name, look, value, page.may("edit"), options)
    return Markup("").join(Markup(write(row)) for row in rows[:CARDS]), more


class Boards(Room):
    """The actions board_column and board_move of a record module."""

    looked: Any

    def board_column(self) -> Any:
        """More cards of one column; without script the list of what stands in it."""
        query, look = parse_query(self.module, request.args), self.looked(request.args)
        address = Address(self.module.path, request.args)
        field, value = self.module.fields[stage_of(self.module, look)], request.args.get("column", "").removeprefix("-")
        if not request.headers.get("HX-Request"):
            condition = f"{field.name}:any:{value}" if value else f"{field.name}:empty"
            return redirect(address(layout=None, f=condition), 303)
        own = address(path="/board/column", column=value or "-", group=field.name)
        cards, more = _cards(self, field, value, query, look, own, self._beside(field, value))
        return self.render("board_cards", cards=cards, more_url=more)

    @staticmethod
    def _beside(field: Field, value: str) -> tuple[Option, ...]:
        """The options among which the cards of a column are moved: those of the same pipeline."""
        if not field.few or not field.within or not value:
            return options_of(field)
        stage = container().records()(field.target).get(int(value))
        return options_of(field, stage)

    def field_update(self, id: int, name: str) -> Any:
        """A stage chosen on the record page asks for the same fields as on the board."""
        value = request.form.get(name, "")
        if name in staged(self.module) and not request.form.get("take"):
            row = self.service.get(id)
            self.service.check_record("edit", row)
            try:
                missing = self.service.gates(row, name, value)
            except Invalid:
                missing = ()  # the editor says so beside the field
            if missing:
                headers = {"HX-Retarget": "#dialog-body", "HX-Reswap": "innerHTML"}
                return self._gate(row, name, value, missing, {}, {}, f"{self.module.path}/{id}"), 422, headers
        return super().field_update(id, name)  # type: ignore[misc]

    def board_move(self) -> Any:
        """Put one card into another column. Where fields must be filled in first, a form with them alone comes instead."""
        given = request.form
        id, name = given.get("move", 0, type=int), given.get("field", "")
        if name not in staged(self.module):
            raise Invalid(field=Words("Please choose one from the list."))
        value = given.get(f"to_{id}", "")
        row = self.service.get(id)
        self.service.check_record("edit", row)
        try:
            missing = tuple(one for one in self.service.gates(row, name, value) if not given.get(one))
            raw = posted(self.module, given, tuple(one for one in self.module.draft.fields if one in given and one != name))
            if missing:
                return self._gate(row, name, value, missing, raw, {}), 422
            self.service.change(id, {**raw, name: value}, given.get("version", type=int))
        except Invalid as refusal:
            asked = tuple(one for one in refusal.fields if one in self.module.draft.fields and one != name)
            return self._gate(row, name, value, asked, given, refusal.fields), 422
        except Conflict as conflict:
            return self._gate(row, name, value, (), given, {"": self._met(name, value, conflict)}), 409
        toast(N_("{name} → {stage}"), current.last_change(), name=self.module.title(row), stage=_label(self.module.fields[name], value))
        if given.get("asked") and request.headers.get("HX-Request"):
            return "", 204, {"HX-Redirect": given.get("back", self.module.path)}
        if request.headers.get("HX-Request"):
            return self.render("moved", version=self.service.get(id).version)
        return redirect(_back(given.get("back", ""), self.module.path), 303)

    def _met(self, name: str, value: str, conflict: Conflict) -> str:
        """What happened meanwhile: where the card is now, and where it was to go."""
        field = self.module.fields[name]
        if name not in conflict.fields:
            return say(conflict.words)
        theirs = _label(field, str(conflict.fields[name][1] or ""))
        return say("Somebody moved it to “{theirs}” meanwhile. Move it to “{mine}” all the same?", theirs=theirs, mine=_label(field, value))

    def _gate(self, row: Any, name: str, value: str, asked: tuple[str, ...], raw: Any, errors: dict[str, Any], back: str = "") -> str:
        """Only the fields that are missing, and why."""
        fields = self.module.draft.fields
        row, back = self.service.ahead(row, {name: value}), back or request.form.get("back", "")
        inputs = [input_view(fields[one], raw.get(one, "") or getattr(row, one), row, errors.get(one)) for one in asked]
        hidden = {"move": row.id, f"to_{row.id}": value, "field": name, "version": row.version, "asked": 1}
        hidden["back"] = back
        carried = [InputView(key, "", "hidden", str(one)) for key, one in hidden.items()]
        summary = tuple((one if one in asked else "", say(why)) for one, why in errors.items())
        form = FormView(
            f"{self.module.path}/board/move", (SectionView("", (*inputs, *carried)),), errors=summary,
            cancel_url=_back(back, self.module.path), save=say("Move"),
        )  # fmt: skip
        title = f"{self.module.title(row)} → {_label(self.module.fields[name], value)}"
        return self.render("bulk", title=title, form=form, warning="", count=0)


def _label(field: Field, value: str) -> str:
    return say(label_of(field, value)) if value else say("Without {field}", field=say(field.label))


def _back(url: str, path: str) -> str:
    """Where the board is: a page of this list, nothing else."""
    return url if url.startswith((f"{path}?", path)) and "//" not in url and "\\" not in url else path


layout("board", N_("Board"), "layout-kanban", lambda module: bool(staged(module)) and "edit" in module.verbs, show)
