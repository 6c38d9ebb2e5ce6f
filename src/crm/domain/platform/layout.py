"""How the record page and the form of a module are laid out: sections, cards and figures, their order, when each is shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from crm.domain.kit.field import Draft, Record, declare, draft
from crm.domain.kit.module import Module, Section, modules
from crm.domain.kit.text import Refused
from crm.language import N_, Words

HIDDEN = "-"  # the label of the line with the fields that are not shown


@dataclass(frozen=True, slots=True)
class Part:
    """One section. `condition` is empty, or field:any:value, field:filled, field:empty."""

    label: str
    names: tuple[str, ...]
    folded: bool = False
    condition: str = ""

    def shown_for(self, row: Any) -> bool:
        """Whether the section is shown on this record."""
        if not self.condition:
            return True
        name, operator, *values = self.condition.split(":", 2)
        value = getattr(row, name, None)
        if operator in ("filled", "empty"):
            return (value not in (None, "", [])) == (operator == "filled")
        have = {str(one) for one in value} if isinstance(value, list) else {str(value)}
        return bool(have & set(values[0].split(",")))


def read(text: str) -> list[Part]:
    """One line a section: label | folded | condition | names. ValueError for a line that is none."""
    parts = []
    for line in text.splitlines():
        label, folded, condition, names = (piece.strip() for piece in line.split("|"))
        parts.append(Part(label, tuple(name.strip() for name in names.split(",") if name.strip()), folded == "folded", condition))
    return parts


def written(parts: Iterable[Part]) -> str:
    lines = ((p.label.replace("|", "/"), "folded" if p.folded else "open", p.condition, ", ".join(p.names)) for p in parts)
    return "\n".join(" | ".join(line) for line in lines)


def ready(module: Module) -> list[Part]:
    """The layout that a module has while nobody changed it."""
    return [Part(section.label, section.names, section.folded) for section in module.sections]


def complete(module: Module, parts: list[Part]) -> tuple[list[Part], tuple[str, ...]]:
    """(the sections, the hidden fields): without fields that are gone, with those that came later in the last section."""
    known = [name for section in module.sections for name in section.names if name in module.fields]
    hidden = tuple(name for part in parts if part.label == HIDDEN for name in part.names if name in known)
    sections = [replace(part, names=tuple(n for n in part.names if n in known)) for part in parts if part.label != HIDDEN]
    placed = {name for part in sections for name in part.names} | set(hidden)
    if (new := tuple(name for name in known if name not in placed)) and sections:
        sections[-1] = replace(sections[-1], names=(*sections[-1].names, *new))
    return sections, hidden


def arranged(module: Module, parts: list[Part], act: str, at: int = 0, name: str = "", value: str = "") -> list[Part]:
    """The layout after one act on the section `at`, or on the field `name`. What makes no sense changes nothing."""
    sections, hidden = complete(module, parts)
    fits = 0 <= at < len(sections)
    if act in ("up", "down") and fits:
        to = max(0, min(len(sections) - 1, at + (1 if act == "down" else -1)))
        sections.insert(to, sections.pop(at))
    elif act == "add" and value.strip():
        sections.append(Part(value.strip()[:60], ()))
    elif act == "drop" and fits and len(sections) > 1:
        hidden += sections.pop(at).names
    elif act == "set" and fits and value.strip() not in ("", HIDDEN):
        sections[at] = replace(sections[at], label=value.strip()[:60])
    elif act == "fold" and fits:
        sections[at] = replace(sections[at], folded=not sections[at].folded)
    elif act == "when" and fits:
        sections[at] = replace(sections[at], condition=value)
    elif act in ("field_up", "field_down", "hide", "place"):
        sections, hidden = _moved(sections, hidden, act, at, name)
    return [*sections, Part(HIDDEN, hidden)] if hidden else sections


def _moved(sections: list[Part], hidden: tuple[str, ...], act: str, at: int, name: str) -> tuple[list[Part], tuple[str, ...]]:
    """One field elsewhere; at the edge of a section it goes over into the next one."""
    here = next((n for n, part in enumerate(sections) if name in part.names), None)
    if act == "place" and name in hidden and 0 <= at < len(sections):
        sections[at] = replace(sections[at], names=(*sections[at].names, name))
        return sections, tuple(one for one in hidden if one != name)
    if here is None:
        return sections, hidden
    names = list(sections[here].names)
    index = names.index(name)
    names.pop(index)
    if act == "hide":
        sections[here] = replace(sections[here], names=tuple(names))
        return sections, (*hidden, name)
    step = 1 if act == "field_down" else -1
    if 0 <= index + step <= len(names):
        names.insert(index + step, name)
    elif 0 <= here + step < len(sections):
        other = sections[here + step]
        sections[here + step] = replace(other, names=(name, *other.names) if step > 0 else (*other.names, name))
    else:
        names.insert(index, name)
    sections[here] = replace(sections[here], names=tuple(names))
    return sections, hidden


def ordered(names: Iterable[str], text: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(what is shown, in this order; what is not) of the cards or figures there are. `text` is as “contacts, -households”;
    what it does not name came later and stands behind."""
    there = list(names)
    wanted = list(dict.fromkeys(one.strip() for one in (text or "").split(",") if one.strip().removeprefix("-") in there))
    named = {one.removeprefix("-") for one in wanted}
    shown = (*(one for one in wanted if one in there), *(one for one in there if one not in named))
    return shown, tuple(one[1:] for one in wanted if one[0] == "-" and one[1:] not in shown)


def reordered(names: Iterable[str], text: str | None, act: str, name: str) -> str:
    """The text after one act (up, down, hide, show) on one card or figure. What makes no sense changes nothing."""
    shown, hidden = (list(part) for part in ordered(names, text))
    if act == "show" and name in hidden:
        hidden.remove(name)
        shown.append(name)
    elif act == "hide" and name in shown:
        shown.remove(name)
        hidden.append(name)
    elif act in ("up", "down") and name in shown:
        at = shown.index(name)
        shown.insert(max(0, at + (1 if act == "down" else -1)), shown.pop(at))
    return ", ".join((*shown, *(f"-{one}" for one in hidden)))


def known_target(name: str) -> str:
    if name not in modules():
        raise Refused(Words("Please choose one from the list."))
    return name


def readable(text: str) -> str:
    try:
        read(text)
    except ValueError:
        raise Refused(Words("A section is written as: label | open or folded | condition | fields.")) from None
    return text


@draft
class LayoutDraft(Draft):
    """What may be typed in about a layout."""

    name: str = declare("text", N_("Name"), "", required=True, max=80, sorts_by="sort_key")
    target: str = declare("text", N_("Module"), "", required=True, max=40, check=known_target)
    role_id: int | None = declare(
        "reference", N_("Role"), target="role", shown="role_name", help=N_("Empty: for everybody who has no layout of his role.")
    )
    sections: str | None = declare("long", N_("Sections"), max=20_000, check=readable)
    cards: str | None = declare("long", N_("Related records"), max=2_000)
    tiles: str | None = declare("long", N_("Figures"), max=2_000)


@draft
class Layout(LayoutDraft, Record):
    """A layout as the database has it."""

    role_name: str | None = None


MODULE = Module(
    name="layout",
    area="platform",
    label=N_("Layout"),
    plural=N_("Layouts"),
    icon="columns",
    path="/layouts",
    draft=LayoutDraft,
    row=Layout,
    configuration=("target", "name"),
    columns=("name", "target", "role_id", "updated_at"),
    sections=(Section(N_("Basics"), ("name", "target", "role_id")),),
    sorts=("name", "updated_at", "created_at"),
    sort="name",
    searched=("name", "target"),
    verbs=("view", "create", "edit", "remove"),
    importable=False,
    description=N_("Which sections a record page and its form have, in which order and when; for everybody or for one role."),
)
