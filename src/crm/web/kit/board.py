"""The board: a list as columns of cards, one column for each value of a choice; a card moves by drag, key or select."""

import html
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, request
from markupsafe import Markup

from crm import current, language
from crm.domain.kit.field import Field
from crm.domain.kit.filter import Condition, Group, Query
from crm.domain.kit.module import Module
from crm.errors import Conflict, Invalid
from crm.language import N_, Words, say
from crm.service.kit.each import Figures
from crm.web.kit.cell import shown
from crm.web.kit.form import input_view, posted
from crm.web.kit.layout import layout, staged
from crm.web.kit.listing import Address, cursor, parse_query
from crm.web.kit.look import Look
from crm.web.kit.room import Room
from crm.web.kit.sheet import amount, numbers_of
from crm.web.kit.toast import toast
from crm.web.kit.view import FormView, InputView, SectionView

CARDS = 30
AT_ONCE = 6  # columns whose cards come with the page: each is a range of an index, all at once would read the whole table
FACTS = 3
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
    sum: str
    cards: Markup
    more_url: str | None


def stage_of(module: Module, look: Look) -> str:
    """The choice that makes the columns: the list's group where it can be one, else the one people filter by most."""
    known = staged(module)
    return look.group if look.group in known else next((name for name in module.quick if name in known), known[0])


def show(page: Any, frame: dict[str, Any], query: Query, look: Look, address: Address) -> Any:
    """The page of the board."""
    module, name = page.module, stage_of(page.module, look)
    field = module.fields[name]
    summed = added_up(module, look)
    found = {one.value: one for one in page.service.figures(query, COUNTED + 1, name, summed)}
    over = sum(one.count for one in found.values()) > COUNTED
    values = [option.value for option in field.options] + ([""] if not field.required or None in found else [])
    columns = [
        column(page, field, value, query, look, address, None if over else found.get(value or None, Figures(None, 0, {})), at < AT_ONCE)
        for at, value in enumerate(values)
    ]
    labels = [(one.value, one.label) for one in columns]
    return page.render(
        "board", columns=columns, stages=labels, field=name, field_label=say(field.label), may_move=page.may("edit"),
        move_url=f"{module.path}/board/move", summed=say(module.fields[summed[0]].label) if summed else "", **frame,
    )  # fmt: skip


def added_up(module: Module, look: Look) -> tuple[str, ...]:
    """The number that stands above a column: the first of the list's columns, else the first of the module."""
    return (numbers_of(module, look.columns) or numbers_of(module, tuple(module.fields)))[:1]


def column(
    page: Any, field: Field, value: str, query: Query, look: Look, address: Address, figures: Figures | None, filled: bool
) -> BoardColumn:
    module = page.module
    option = next((one for one in field.options if one.value == value), None)
    own = address(path="/board/column", column=value or "-", group=field.name)
    cards, more = _cards(page, field, value, query, look, own) if filled else (Markup(""), own)
    total = figures.fields if figures else {}
    said = next((str(amount(module, name, one)) for name, (one, _) in total.items() if one is not None), "")
    count = language.number(figures.count) if figures else ""
    return BoardColumn(value, _label(field, value), option.tone if option else "", count, said, cards, more)


def _cards(page: Any, field: Field, value: str, query: Query, look: Look, own: str) -> tuple[Markup, str | None]:
    """The next cards of a column, and where the ones behind them are had."""
    here = Condition(field.name, "any", (value,)) if value else Condition(field.name, "empty")
    narrowed = replace(query, filter=Group((query.filter, here)) if query.filter else Group((here,)), size=CARDS)
    rows = page.service.page(narrowed)
    more = f"{own}&after={cursor(page.module, query.sort, rows[CARDS - 1])}" if len(rows) > CARDS else None
    write = card_maker(page.module, field.name, look, value, page.may("edit"))
    return Markup("").join(Markup(write(row)) for row in rows[:CARDS]), more


def card_maker(module: Module, stage: str, look: Look, value: str, movable: bool) -> Callable[[Any], str]:
    """A function from a row to its card."""
    names = [name for name in look.columns if name not in (module.title_field, stage, "owner_id", "next_follow_at")]
    labels = {name: html.escape(say(module.fields[name].label)) for name in names}
    known = module.row.__dataclass_fields__
    today = current.today()
    options = "".join(
        f'<option value="{html.escape(one.value)}"{" selected" if one.value == value else ""}>{html.escape(say(one.label))}</option>'
        for one in module.fields[stage].options
    )
    move, words = html.escape(say("Move")), html.escape(say("Move to"))

    def card(row: Any) -> str:
        title = html.escape(module.title(row))
        facts = [(labels[name], text) for name in names if (text := shown(module.fields[name], row, linked=False))][:FACTS]
        lines = "".join(f'<span title="{label}">{text}</span>' for label, text in facts)
        owner = html.escape(row.owner_name or "")
        face = f'<span class="face" title="{owner}">{owner[:1]}</span>' if owner else ""
        step = _step(row, today) if "next_follow_at" in known else ""
        plain = (
            f'<span class="bcard-move"><select name="to_{row.id}" form="board-form" aria-label="{words}">{options}</select>'
            f'<button class="button small" name="move" value="{row.id}" form="board-form">{move}</button></span>'
            if movable
            else ""
        )
        return (
            f'<li class="bcard" data-row="{row.id}" data-version="{row.version}">'
            f'<a class="bcard-title" href="{module.path}/{row.id}">{title}</a>'
            f'<p class="bcard-facts">{lines}</p><p class="bcard-foot">{step}{face}</p>{plain}</li>'
        )

    return card


def _step(row: Any, today: Any) -> str:
    """The dot of the next step: planned, today, late, none."""
    day = row.next_follow_at
    if day is None:
        return f'<span class="step none">{html.escape(say("No next step"))}</span>'
    tone = "late" if day < today else "today" if day == today else "planned"
    return f'<span class="step {tone}">{language.day(day)}</span>'


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
        cards, more = _cards(self, field, value, query, look, own)
        return self.render("board_cards", cards=cards, more_url=more)

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
            missing = tuple(one for one in self.service.gates(row, name, value) if not given.get(one) and not getattr(row, one))
            raw = posted(self.module, given, tuple(one for one in self.module.draft.fields if one in given and one != name))
            if missing:
                return self._gate(row, name, value, missing, raw, {}), 422
            self.service.change(id, {**raw, name: value}, given.get("version", type=int))
        except Invalid as refusal:
            asked = tuple(one for one in refusal.fields if one in self.module.draft.fields and one != name)
            return self._gate(row, name, value, asked, given, refusal.fields), 422
        except Conflict as conflict:
            return self._gate(row, name, value, (), given, {"": conflict.words}), 409
        toast(N_("{name} → {stage}"), current.last_change(), name=self.module.title(row), stage=_label(self.module.fields[name], value))
        if given.get("asked") and request.headers.get("HX-Request"):
            return "", 204, {"HX-Redirect": given.get("back", self.module.path)}
        if request.headers.get("HX-Request"):
            return self.render("moved", version=self.service.get(id).version)
        return redirect(_back(given.get("back", ""), self.module.path), 303)

    def _gate(self, row: Any, name: str, value: str, asked: tuple[str, ...], raw: Any, errors: dict[str, Any]) -> str:
        """Only the fields that are missing, and why."""
        fields = self.module.draft.fields
        inputs = [input_view(fields[one], raw.get(one, "") or getattr(row, one), row, errors.get(one)) for one in asked]
        hidden = {"move": row.id, f"to_{row.id}": value, "field": name, "version": row.version, "asked": 1}
        hidden["back"] = request.form.get("back", "")
        carried = [InputView(key, "", "hidden", str(one)) for key, one in hidden.items()]
        summary = tuple((one if one in asked else "", say(why)) for one, why in errors.items())
        form = FormView(
            f"{self.module.path}/board/move", (SectionView("", (*inputs, *carried)),), errors=summary,
            cancel_url=_back(request.form.get("back", ""), self.module.path), save=say("Move"),
        )  # fmt: skip
        title = f"{self.module.title(row)} → {_label(self.module.fields[name], value)}"
        return self.render("bulk", title=title, form=form, warning="", count=0)


def _label(field: Field, value: str) -> str:
    return say(field.label_of(value)) if value else say("Without {field}", field=say(field.label))


def _back(url: str, path: str) -> str:
    """Where the board is: a page of this list, nothing else."""
    return url if url.startswith((f"{path}?", path)) and "//" not in url and "\\" not in url else path


layout("board", N_("Board"), "layout-kanban", lambda module: bool(staged(module)) and "edit" in module.verbs, show)
