"""What the templates of the filter show: chips, choices, the editor of one condition, the whole tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm import current
from crm.domain.kit.field import Field
from crm.domain.kit.filter import (
    Condition,
    Group,
    Part,
    Path,
    Related,
    as_json,
    links,
)
from crm.domain.kit.filter_find import Found, said, suggest
from crm.domain.kit.module import Module, modules
from crm.domain.kit.plain import dumps
from crm.domain.kit.text import fold
from crm.domain.platform.view import SavedView
from crm.language import say
from crm.web.kit.filter_state import State, write_path
from crm.web.kit.form import input_view
from crm.web.kit.sentence import OPERATORS, PEOPLE, PERIODS, Names, sentence, words
from crm.web.kit.view import InputView

Pairs = tuple[tuple[str, str], ...]
ONE_OF = ("choice", "choices", "tags", "roles", "user", "department", "reference")


@dataclass(frozen=True, slots=True)
class ChipView:
    """One condition: its words, each with the address where it is changed, and the list without it."""

    text: str
    words: Pairs
    remove_url: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Everything that a list shows of its filter."""

    chips: tuple[ChipView, ...]
    any: bool
    sentence: str
    choose_url: str
    tree_url: str
    clear_url: str
    culprit_url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to filter by. `ready` ones are taken as they are; the others ask on."""

    label: str
    url: str
    icon: str
    second: str = ""
    ready: bool = False


@dataclass(frozen=True, slots=True)
class Editor:
    """The form of one condition."""

    title: str
    hidden: Pairs
    fields: Pairs
    operators: Pairs
    input: InputView
    low: str = ""
    high: str = ""
    days: str = ""
    period: str = ""
    periods: Pairs = ()
    special: Pairs = ()
    chosen: Pairs = ()
    field: str = ""
    operator: str = ""
    focus: str = ""
    remove_url: str = ""
    back_url: str = ""


def bar(state: State, names: Names, words_searched: str = "") -> Bar:
    """The chips and the ways to change the filter of a list."""
    chips = []
    for at, part in enumerate(state.root.parts):
        text = sentence(state.module, part, names)
        if isinstance(part, Group):
            said: Pairs = ((_short(part) if len(state.root.parts) > 1 else text, state.url(back="tree")),)
        else:
            spoken = zip(("field", "operator", "value"), words(state.module, part, names), strict=True)
            said = tuple((word, state.url(at=at, focus=focus)) for focus, word in spoken if word)
        chips.append(ChipView(text, said, state.url("", state.without((at,)))))
    return Bar(
        tuple(chips), state.root.any, sentence(state.module, state.root, names) if len(chips) > 1 else "", state.url(),
        state.url(back="tree"), state.url("", Group()), state.url("/filters/culprit"),
    )  # fmt: skip


def _short(part: Group) -> str:
    """A group among other chips: what it says stands in the sentence behind them."""
    return say("Any of {n} conditions", n=len(part.parts)) if part.any else say("All of {n} conditions", n=len(part.parts))


def choices(state: State, module: Module, typed: str, names: Names) -> tuple[Choice, ...]:
    """What one may filter by: everything, those that people use most first; or what the typed words may mean."""
    own = {key: state.args.get(key) for key in ("into", "back")}
    if typed:
        return tuple(choice for found in suggest(module, typed) if (choice := _found(state, module, found, own, names)))
    order = [*module.quick, *(name for name in module.fields if name not in module.quick)]
    fields = [_field(state, module.fields[name], own) for name in order if module.fields[name].operators]
    return (*fields, *_relations(state, module, own))


def saved(state: State, views: Sequence[SavedView], typed: str) -> tuple[Choice, ...]:
    """The reader's saved views of the list, by name or its pinyin."""
    text = fold(typed).casefold()
    fitting = [view for view in views if not text or said(view.name, text)]
    return tuple(Choice(view.name, f"{state.module.path}?view={view.id}", "star", say("saved view"), True) for view in fitting)


def _field(state: State, field: Field, own: dict[str, Any], operator: str = "") -> Choice:
    return Choice(say(field.label), state.url(pick=field.name, operator=operator, **own), ICONS.get(field.kind_name, "list"))


ICONS = {
    "user": "user", "department": "sitemap", "date": "calendar", "datetime": "clock", "number": "hash", "integer": "hash", "phone": "phone",
    "phones": "phone", "mail": "mail", "mails": "mail", "tags": "tag", "choice": "circle-dot", "choices": "circle-dot",
    "reference": "link", "yesno": "checkbox", "link": "world", "money": "currency-yuan", "percent": "percentage",
}  # fmt: skip


def _relations(state: State, module: Module, own: dict[str, Any]) -> list[Choice]:
    """Related records, and the question that is asked most: none of late."""
    found = []
    for link in links(module).values():
        other = modules()[link.module]
        if not current.actor().may(other.permission("view")):
            continue
        label = say("{relation} of it", relation=say(link.label)) if link.own else say(link.label)
        found.append(Choice(label, state.url("/filters/apply", relation=link.name, **own), other.icon, say("related records")))
        if not link.own and "at" in other.fields:
            late = Related(link.name, False, Group((Condition("at", "last", 30),)))
            found.append(_ready(state, module, late, own, {}))
    return found


def _found(state: State, module: Module, found: Found, own: dict[str, Any], names: Names) -> Choice | None:
    if isinstance(found.part, Related):
        link = links(module)[found.name]
        other = modules()[link.module]
        if not current.actor().may(other.permission("view")):
            return None
        return Choice(say(link.label), state.url("/filters/apply", relation=link.name, **own), other.icon, say("related records"))
    if found.part is None:
        return _field(state, module.fields[found.name], own, found.operator)
    return _ready(state, module, found.part, own, names)


def _ready(state: State, module: Module, part: Part, own: dict[str, Any], names: Names) -> Choice:
    url = state.url("/filters/apply", part=dumps(as_json(part)), **own)
    return Choice(sentence(module, part, names), url, "filter", ready=True)


def editor(state: State, module: Module, field: Field, part: Condition | None, path: Path, names: Names) -> Editor:
    """The form for a condition on this field: a new one, or the one that is there."""
    same = part is not None and part.field == field.name
    value = part.value if part and same else None
    operator = part.operator if part and same else state.args.get("operator") or field.operators[0]
    several = value if isinstance(value, tuple) else () if value is None else (value,)
    typed = tuple(typed_in(one) for one in several)
    keep = tuple((key, state.args[key]) for key in ("back", "into") if state.args.get(key))
    at = (("at", write_path(path)),) if path else ()
    given = list(typed) if field.kind_name in ONE_OF else typed[0] if typed else ""
    view = input_view(field, given)
    special = {"user": ("me", "team"), "department": ("mine",)}.get(field.kind_name, ())
    listed = {one for one, _ in view.choices} | set(special)
    labels = {str(id): name for (kind, id), name in names.items() if kind == (field.target or field.kind_name)}
    return Editor(
        title=say(field.label), hidden=(*state.hidden(), *at, *keep), field=field.name, operator=operator, input=view,
        fields=tuple((f.name, say(f.label)) for f in module.fields.values() if f.operators),
        operators=tuple((op, say(OPERATORS[op])) for op in field.operators),
        low=typed[0] if typed else "", high=typed[1] if len(typed) > 1 else "",
        days=typed[0] if operator in ("last", "next") and typed else "", period=typed[0] if operator in SPANS and typed else "",
        periods=tuple((name, say(label)) for name, label in PERIODS.items()),
        special=tuple((one, say(PEOPLE[one])) for one in special),
        chosen=tuple((one, labels.get(one, f"#{one}")) for one in typed if one not in listed and view.options_url),
        focus=state.args.get("focus", ""),
        remove_url=state.url("/filters/apply", drop=write_path(path), back=state.back) if part else "",
        back_url=state.url(into=state.args.get("into"), back=state.args.get("back")) if not part else "",
    )  # fmt: skip


SPANS = ("this", "previous", "coming")


def typed_in(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
